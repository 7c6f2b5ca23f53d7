type Row = [word: string, count: number]

function findTop(partitions: string[][], k: number): Row[] {
  return []
}
