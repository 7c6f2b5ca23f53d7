type Row = [value: number, id: number]

function sortRows(rows: Row[], descending: boolean): Row[] {
  const numbers = rows.filter(([value]) => !Number.isNaN(value))
  const others = rows.filter(([value]) => Number.isNaN(value))
  numbers.sort(([a], [b]) => (a === b ? 0 : a < b === descending ? 1 : -1))
  return [...numbers, ...others]
}
