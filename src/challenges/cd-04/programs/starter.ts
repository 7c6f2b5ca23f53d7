type Job = [start: number, end: number, size: number]
type Step = [time: number, size: number]

function planSizes(jobs: Job[]): Step[] {
  return []
}
