type Row = [value: number, id: number]

function sortRows(rows: Row[], descending: boolean): Row[] {
  const numbers = rows.filter(([value]) => !Number.isNaN(value))
  return numbers.sort(([a], [b]) => (a === b ? 0 : a < b === descending ? 1 : -1))
}
