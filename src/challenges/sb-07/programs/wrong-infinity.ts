type Row = [value: number, id: number]

function compare(x: number, y: number): number {
  const a = Number.isNaN(x) ? Infinity : x
  const b = Number.isNaN(y) ? Infinity : y
  return Number(a > b) - Number(a < b)
}

function sortRows(rows: Row[], descending: boolean): Row[] {
  return [...rows].sort(([a], [b]) => (descending ? compare(b, a) : compare(a, b)))
}
