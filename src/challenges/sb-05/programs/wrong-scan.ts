type Cell = number | string
type Row = Cell[]

function compare(a: Cell, b: Cell): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function sortRows(rows: Row[], limit: number, column: number): Row[] {
  if (limit < 1) throw new RangeError('a run holds at least one row')
  const runs: Row[][] = []
  for (let start = 0; start < rows.length; start += limit) {
    runs.push(rows.slice(start, start + limit).sort((a, b) => compare(a[column], b[column])))
  }

  const positions = runs.map(() => 0)
  const merged: Row[] = []
  while (merged.length < rows.length) {
    let least = -1
    for (let run = 0; run < runs.length; run++) {
      if (positions[run] === runs[run].length) continue
      const key = runs[run][positions[run]][column]
      if (least === -1 || key < runs[least][positions[least]][column]) least = run
    }
    merged.push(runs[least][positions[least]])
    positions[least]++
  }
  return merged
}
