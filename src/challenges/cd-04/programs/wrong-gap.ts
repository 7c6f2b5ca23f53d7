type Job = [start: number, end: number, size: number]
type Step = [time: number, size: number]

function planSizes(jobs: Job[]): Step[] {
  const times = [...new Set(jobs.flatMap(([start, end]) => [start, end]))].sort((a, b) => a - b)
  const steps: Step[] = []
  let before = 0
  for (const time of times) {
    let size = 0
    for (const job of jobs) if (job[0] <= time && time < job[1]) size = Math.max(size, job[2])
    if (size === 0 && time !== times[times.length - 1]) continue
    if (size !== before) steps.push([time, size])
    before = size
  }
  return steps
}
