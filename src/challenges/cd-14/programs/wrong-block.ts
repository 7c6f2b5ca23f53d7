function leastCost(prices: number[], hours: number, start: number): number {
  if (hours === 0) return 0
  let least = Infinity
  for (let i = 0; i + hours <= prices.length; i++) {
    const sum = prices.slice(i, i + hours).reduce((total, price) => total + price, 0)
    least = Math.min(least, sum + start)
  }
  return least
}
