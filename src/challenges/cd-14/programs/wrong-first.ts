function leastCost(prices: number[], hours: number, start: number): number {
  const off: number[] = [0, ...new Array(hours).fill(Infinity)]
  const on: number[] = [Infinity, ...new Array(hours).fill(Infinity)]
  for (const price of prices) {
    for (let k = hours; k > 0; k--) {
      const worked = Math.min(on[k - 1], off[k - 1] + (k > 1 ? start : 0)) + price
      off[k] = Math.min(off[k], on[k])
      on[k] = worked
    }
  }
  return Math.min(off[hours], on[hours])
}
