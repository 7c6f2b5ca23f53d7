function countLate(times: number[]): number[] {
  return times.map((time, i) => {
    let count = 0
    for (let j = i + 1; j < times.length; j++) if (times[j] < time) count++
    return count
  })
}
