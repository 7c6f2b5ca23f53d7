function fewestBatches(rows: number, sizes: number[]): number {
  return rows === 0 ? 0 : -1
}
