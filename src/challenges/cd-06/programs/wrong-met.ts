type Row = [word: string, count: number]

function findTop(partitions: string[][], k: number): Row[] {
  const counts = new Map<string, number>()
  for (const word of partitions.flat()) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, k)
}
