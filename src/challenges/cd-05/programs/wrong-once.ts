function countLate(times: number[]): number[] {
  return times.map((time, i) => new Set(times.slice(i + 1).filter((other) => other < time)).size)
}
