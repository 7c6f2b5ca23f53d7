function fewestBatches(rows: number, sizes: number[]): number {
  const ways: number[] = [1, ...new Array(rows).fill(0)]
  for (const size of new Set(sizes)) {
    for (let r = size; r <= rows; r++) ways[r] += ways[r - size]
  }
  return rows === 0 ? 0 : ways[rows] === 0 ? -1 : ways[rows]
}
