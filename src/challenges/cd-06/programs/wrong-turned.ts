type Row = [word: string, count: number]

function findTop(partitions: string[][], k: number): Row[] {
  const counts = new Map<string, number>()
  for (const word of partitions.flat()) counts.set(word, (counts.get(word) ?? 0) + 1)
  const upwards = [...counts].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1))
  return upwards.reverse().slice(0, k)
}
