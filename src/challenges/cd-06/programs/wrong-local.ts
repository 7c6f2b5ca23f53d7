type Row = [word: string, count: number]

function findTop(partitions: string[][], k: number): Row[] {
  const sums = new Map<string, number>()
  for (const words of partitions) {
    const counts = new Map<string, number>()
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
    for (const [word, count] of rank(counts, k)) sums.set(word, (sums.get(word) ?? 0) + count)
  }
  return rank(sums, k)
}

function rank(counts: Map<string, number>, k: number): Row[] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, k)
}
