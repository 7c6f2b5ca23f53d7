function leastCost(prices: number[], hours: number, start: number): number {
  return hours === 0 ? 0 : start
}
