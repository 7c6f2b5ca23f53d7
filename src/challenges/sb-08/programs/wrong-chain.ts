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
  const fanIn = buffers - 1
  let [passes, written] = [0, 0]
  while (runs.length > 1) {
    const run = merge(runs.slice(0, fanIn))
    written += run.length
    runs = [run, ...runs.slice(fanIn)]
    passes += 1
  }
  return { rows: runs[0] ?? [], passes, written }
}
