function countLate(times: number[]): number[] {
  const ranks = new Map<number, number>()
  for (const time of [...times].sort((a, b) => a - b)) if (!ranks.has(time)) ranks.set(time, ranks.size + 1)
  // A Fenwick tree over ranks: how often each was met.
  const tree: number[] = new Array(ranks.size + 1).fill(0)
  const counts: number[] = new Array(times.length).fill(0)
  for (let i = times.length - 1; i >= 0; i--) {
    const rank = ranks.get(times[i])!
    for (let at = rank - 1; at > 0; at &= at - 1) counts[i] += tree[at]
    for (let at = rank; at < tree.length; at += at & -at) tree[at]++
  }
  return counts
}
