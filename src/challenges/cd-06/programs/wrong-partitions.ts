type Row = [word: string, count: number]

function findTop(partitions: string[][], k: number): Row[] {
  const counts = new Map<string, number>()
  for (const words of partitions) {
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, k)
}
