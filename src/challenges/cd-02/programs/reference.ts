function countStretches(changes: number[], low: number, high: number): number {
  if (low > high) return 0
  const sums = [0]
  for (const change of changes) sums.push(sums[sums.length - 1] + change)
  return countPairs(sums, low, high).count
}

/** Pairs, earlier and later, whose difference lies within the bounds, and the numbers in order. */
function countPairs(sums: number[], low: number, high: number): { count: number; sorted: number[] } {
  if (sums.length < 2) return { count: 0, sorted: sums }
  const middle = sums.length >> 1
  const left = countPairs(sums.slice(0, middle), low, high)
  const right = countPairs(sums.slice(middle), low, high)
  let count = left.count + right.count
  // From `first` to before `behind` lie the partners of a sum of the left half.
  let first = 0
  let behind = 0
  for (const sum of left.sorted) {
    while (first < right.sorted.length && right.sorted[first] - sum < low) first++
    while (behind < right.sorted.length && right.sorted[behind] - sum <= high) behind++
    count += behind - first
  }
  // Two sorted runs: the library merges them in one pass.
  return { count, sorted: [...left.sorted, ...right.sorted].sort((a, b) => a - b) }
}
