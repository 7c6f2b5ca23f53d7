function leastCost(prices: number[], hours: number, start: number): number {
  // By hours worked so far: the least cost, with the cluster off or on in the last hour.
  let off = Array.from({ length: hours + 1 }, (_, k) => (k === 0 ? 0 : Infinity))
  let on = off.map(() => Infinity)
  for (const price of prices) {
    const worked = off.map((_, k) => (k === 0 ? Infinity : Math.min(on[k - 1], off[k - 1] + start) + price))
    off = off.map((cost, k) => Math.min(cost, on[k]))
    on = worked
  }
  return Math.min(off[hours], on[hours])
}
