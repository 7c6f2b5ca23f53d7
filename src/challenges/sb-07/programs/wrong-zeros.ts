type Row = [value: number, id: number]

function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
  if (a === 0 && b === 0) return Number(Object.is(b, -0)) - Number(Object.is(a, -0))
  return Number(a > b) - Number(a < b)
}

function sortRows(rows: Row[], descending: boolean): Row[] {
  return [...rows].sort(([a], [b]) => (descending ? compare(b, a) : compare(a, b)))
}
