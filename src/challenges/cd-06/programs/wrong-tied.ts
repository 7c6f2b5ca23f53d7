type Row = [word: string, count: number]

function findTop(partitions: string[][], k: number): Row[] {
  const counts = new Map<string, number>()
  for (const word of partitions.flat()) counts.set(word, (counts.get(word) ?? 0) + 1)
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return ranked.filter(([, count], i) => i < k || count === ranked[k - 1][1])
}
