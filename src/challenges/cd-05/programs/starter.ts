function countLate(times: number[]): number[] {
  return times.map(() => 0)
}
