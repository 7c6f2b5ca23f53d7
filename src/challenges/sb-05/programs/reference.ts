type Cell = number | string
type Row = Cell[]

interface Entry {
  run: number
  position: number
  row: Row
}

function compare(a: Cell, b: Cell): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function sortRows(rows: Row[], limit: number, column: number): Row[] {
  if (limit < 1) throw new RangeError('a run holds at least one row')
  const count = Math.ceil(rows.length / limit)
  const runs = Array.from({ length: count }, (_, run) =>
    rows.slice(run * limit, (run + 1) * limit).sort((a, b) => compare(a[column], b[column])),
  )

  const heap = new Heap<Entry>((a, b) => {
    const order = compare(a.row[column], b.row[column])
    return order < 0 || (order === 0 && a.run < b.run)
  })
  runs.forEach((rows, run) => heap.push({ run, position: 0, row: rows[0] }))
  const merged: Row[] = []
  while (heap.size > 0) {
    const { run, position, row } = heap.pop()
    merged.push(row)
    const next = position + 1
    if (next < runs[run].length) heap.push({ run, position: next, row: runs[run][next] })
  }
  return merged
}

class Heap<T> {
  private items: T[] = []

  constructor(private isLess: (a: T, b: T) => boolean) {}

  get size(): number {
    return this.items.length
  }

  push(item: T): void {
    const { items, isLess } = this
    let at = items.length
    items.push(item)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isLess(item, items[parent])) break
      items[at] = items[parent]
      at = parent
    }
    items[at] = item
  }

  pop(): T {
    const { items, isLess } = this
    const top = items[0]
    const last = items.pop()!
    if (items.length === 0) return top
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= items.length) break
      if (child + 1 < items.length && isLess(items[child + 1], items[child])) child++
      if (!isLess(items[child], last)) break
      items[at] = items[child]
      at = child
    }
    items[at] = last
    return top
  }
}
