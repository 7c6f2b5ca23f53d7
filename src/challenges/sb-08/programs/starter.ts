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
  const rows = merge(runs)
  return { rows, passes: 1, written: rows.length }
}
