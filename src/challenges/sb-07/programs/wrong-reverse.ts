type Row = [value: number, id: number]

function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
  return Number(a > b) - Number(a < b)
}

function sortRows(rows: Row[], descending: boolean): Row[] {
  const sorted = [...rows].sort(([a], [b]) => compare(a, b))
  return descending ? sorted.reverse() : sorted
}
