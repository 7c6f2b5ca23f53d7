type Row = [value: number, id: number]

/** Below 0 where a is less, 0 where they are equal. */
function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
  return Number(a > b) - Number(a < b)
}

function sortRows(rows: Row[], descending: boolean): Row[] {
  return [...rows].sort(([a], [b]) => (descending ? compare(b, a) : compare(a, b)))
}
