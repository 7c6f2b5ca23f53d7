function fewestBatches(rows: number, sizes: number[]): number {
  let left = rows
  let batches = 0
  for (const size of [...sizes].sort((a, b) => b - a)) {
    batches += Math.floor(left / size)
    left %= size
  }
  return left === 0 ? batches : -1
}
