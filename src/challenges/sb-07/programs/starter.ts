type Row = [value: number, id: number]

function sortRows(rows: Row[], descending: boolean): Row[] {
  return [...rows].sort(([a], [b]) => (descending ? b - a : a - b))
}
