function leastCost(prices: number[], hours: number, start: number): number {
  if (hours === 0) return 0
  // By hour: the least cost with k hours worked, this one as the last of them.
  let least = prices.map((price) => start + price)
  for (let k = 1; k < hours; k++) {
    least = prices.map((price, i) => {
      let before = Infinity
      for (let j = 0; j < i; j++) before = Math.min(before, least[j] + (j === i - 1 ? 0 : start))
      return before + price
    })
  }
  return Math.min(...least)
}
