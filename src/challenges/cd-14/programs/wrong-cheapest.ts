function leastCost(prices: number[], hours: number, start: number): number {
  const order = prices.map((_, i) => i).sort((a, b) => prices[a] - prices[b])
  const chosen = new Set(order.slice(0, hours))
  let cost = 0
  for (const i of chosen) cost += prices[i] + (chosen.has(i - 1) ? 0 : start)
  return cost
}
