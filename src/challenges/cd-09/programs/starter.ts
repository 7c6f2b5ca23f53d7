function findReaches(values: number[]): [number, number][] {
  return values.map(() => [1, 0])
}
