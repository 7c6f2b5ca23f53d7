type Job = [start: number, end: number, size: number]
type Step = [time: number, size: number]

function planSizes(jobs: Job[]): Step[] {
  const times = [...new Set(jobs.flatMap(([start, end]) => [start, end]))].sort((a, b) => a - b)
  return times.map((time) => {
    let size = 0
    for (const job of jobs) if (job[0] <= time && time < job[1]) size = Math.max(size, job[2])
    return [time, size]
  })
}
