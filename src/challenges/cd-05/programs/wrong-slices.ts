function countLate(times: number[]): number[] {
  return times.map((time, i) => times.slice(i + 1).filter((other) => other < time).length)
}
