function countStretches(changes: number[], low: number, high: number): number {
  return 0
}
