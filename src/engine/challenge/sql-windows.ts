import { assert } from '../../base/assert.ts'

/** A cell of a small table; NULL is null. */
export type Cell = number | string | null

export type Row = Readonly<Record<string, Cell>>

export interface OrderKey {
  readonly column: string
  readonly isDescending?: boolean
}

/** ORDER BY of a window, and the frame from the first row of the partition up to the current one. */
export interface Window {
  readonly partitionBy?: readonly string[]
  readonly orderBy: readonly OrderKey[]
  /** `RANGE` is what SQL takes when an ORDER BY stands there without a frame. */
  readonly frame: 'RANGE' | 'ROWS'
}

/**
 * `sum(column) OVER (…)` for each row, in the order of the rows given. NULLs are left out of the sum, and a sum of nothing is
 * NULL. Rows without an ORDER BY are all peers. `ROWS` with rows that tie has no one result and is refused.
 */
export function sumOver(rows: readonly Row[], column: string, window: Window): readonly (number | null)[] {
  return rows.map((current, place) => {
    const frame = rows.filter((row, other) => isInFrame(row, current, other === place, window))
    const values = frame.flatMap((row) => row[column] ?? [])
    return values.length === 0 ? null : values.reduce<number>((sum, value) => sum + Number(value), 0)
  })
}

function isInFrame(row: Row, current: Row, isItself: boolean, window: Window): boolean {
  const { partitionBy = [], orderBy, frame } = window
  if (partitionBy.some((column) => compareCells(row[column] ?? null, current[column] ?? null) !== 0)) return false
  const order = compareRows(row, current, orderBy)
  assert(frame === 'RANGE' || isItself || order !== 0, 'rows that tie have no order for ROWS')
  return order <= 0
}

/** Below 0 when `a` stands before `b`, 0 for peers. As in Spark NULL is less than any value. */
export function compareRows(a: Row, b: Row, orderBy: readonly OrderKey[]): number {
  for (const { column, isDescending = false } of orderBy) {
    const order = compareCells(a[column] ?? null, b[column] ?? null)
    if (order !== 0) return isDescending ? -order : order
  }
  return 0
}

function compareCells(a: Cell, b: Cell): number {
  if (a === b) return 0
  if (a === null) return -1
  if (b === null) return 1
  return a < b ? -1 : 1
}
