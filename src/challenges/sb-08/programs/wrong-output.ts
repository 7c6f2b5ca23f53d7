interface Merged {
  rows: number[]
  passes: number
  written: number
}

/** One merge: the rows of all the runs in order. */
function merge(group: number[][]): number[] {
  return group.flat().sort((a, b) => a - b)
}

function mergeRuns(runs: number[][], buffers: number): Merged {
  if (buffers < 3) throw new RangeError('a merge needs three buffers')
  const fanIn = buffers
  let [passes, written] = [0, 0]
  while (runs.length > 1) {
    const next: number[][] = []
    for (let at = 0; at < runs.length; at += fanIn) {
      const group = runs.slice(at, at + fanIn)
      const run = merge(group)
      if (group.length > 1) written += run.length
      next.push(run)
    }
    runs = next
    passes += 1
  }
  return { rows: runs[0] ?? [], passes, written }
}
