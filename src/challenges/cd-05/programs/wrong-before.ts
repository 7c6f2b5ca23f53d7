function countLate(times: number[]): number[] {
  return times.map((time, i) => times.slice(0, i).filter((other) => other < time).length)
}
