type Row = [word: string, count: number]

function findTop(partitions: string[][], k: number): Row[] {
  const searches = partitions.flat()
  const rows = [...new Set(searches)].map((word): Row => [word, searches.filter((each) => each === word).length])
  return rows.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, k)
}
