function fewestBatches(rows: number, sizes: number[]): number {
  const fewest: number[] = [0, ...new Array(rows).fill(Infinity)]
  for (const size of sizes) {
    for (let r = size; r <= rows; r++) fewest[r] = Math.min(fewest[r], fewest[r - size] + 1)
  }
  return fewest[rows] === Infinity ? 0 : fewest[rows]
}
