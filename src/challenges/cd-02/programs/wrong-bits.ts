function countStretches(changes: number[], low: number, high: number): number {
  const sums = [0]
  for (const change of changes) sums.push((sums[sums.length - 1] + change) | 0)
  let count = 0
  for (let i = 0; i < sums.length; i++) {
    for (let j = i + 1; j < sums.length; j++) {
      if (sums[j] - sums[i] >= low && sums[j] - sums[i] <= high) count++
    }
  }
  return count
}
