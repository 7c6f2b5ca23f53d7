type Row = [value: number, id: number]

function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a))
  return Number(a > b) - Number(a < b)
}

function sortRows(rows: Row[], descending: boolean): Row[] {
  return [...rows].sort(([a], [b]) => (descending ? compare(b, a) : compare(a, b)))
}
