function countLate(times: number[]): number[] {
  const short = times.map((time) => time | 0)
  return short.map((time, i) => short.slice(i + 1).filter((other) => other < time).length)
}
