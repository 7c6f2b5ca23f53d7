type Job = [start: number, end: number, size: number]
type Step = [time: number, size: number]

function planSizes(jobs: Job[]): Step[] {
  const times = [...new Set(jobs.flatMap(([start, end]) => [start, end]))].sort((a, b) => a - b)
  const steps: Step[] = []
  const running: number[] = []
  let before = 0
  for (const time of times) {
    for (const job of jobs) {
      if (job[1] !== time) continue
      running.sort((a, b) => a - b)
      running.pop()
    }
    for (const job of jobs) if (job[0] === time) running.push(job[2])
    const size = Math.max(0, ...running)
    if (size !== before) steps.push([time, size])
    before = size
  }
  return steps
}
