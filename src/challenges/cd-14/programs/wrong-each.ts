function leastCost(prices: number[], hours: number, start: number): number {
  const chosen = [...prices].sort((a, b) => a - b).slice(0, hours)
  return chosen.reduce((sum, price) => sum + price + start, 0)
}
