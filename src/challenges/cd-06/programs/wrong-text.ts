type Row = [word: string, count: number]

function findTop(partitions: string[][], k: number): Row[] {
  const counts = new Map<string, number>()
  for (const word of partitions.flat()) counts.set(word, (counts.get(word) ?? 0) + 1)
  const byWord = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  return byWord.sort(([, m], [, n]) => (`${m}` > `${n}` ? -1 : `${m}` < `${n}` ? 1 : 0)).slice(0, k)
}
