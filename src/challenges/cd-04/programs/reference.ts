type Job = [start: number, end: number, size: number]
type Step = [time: number, size: number]

function planSizes(jobs: Job[]): Step[] {
  const times = [...new Set(jobs.flatMap(([start, end]) => [start, end]))].sort((a, b) => a - b)
  const places = new Map(times.map((time, i) => [time, i]))
  // The size from each time to the next, painted by the largest job first.
  const sizes: number[] = new Array(times.length).fill(0)
  // From each piece a way to the next one that is not painted.
  const next = times.map((_, i) => i)
  const find = (from: number): number => {
    let at = from
    while (next[at] !== at) {
      next[at] = next[next[at]]
      at = next[at]
    }
    return at
  }
  for (const [start, end, size] of [...jobs].sort((a, b) => b[2] - a[2])) {
    const last = places.get(end)!
    for (let at = find(places.get(start)!); at < last; at = find(at)) {
      sizes[at] = size
      next[at] = at + 1
    }
  }
  const steps = times.map((time, i): Step => [time, sizes[i]])
  return steps.filter(([, size], i) => i === 0 || size !== sizes[i - 1])
}
