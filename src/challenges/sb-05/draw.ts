import type { Value } from '../../base/value.ts'
import { cellText, drawRuns, NOTHING, type KeyRow } from '../../engine/challenge/draw-runs.ts'
import type { CaseDrawing } from '../../practice/types.ts'

type Row = readonly (number | string)[]

/** The rows cut into runs, in order, and as they were merged. Bars go by the column that is sorted by. */
export function drawRows(args: readonly Value[], expected: Value, got: Value | undefined): CaseDrawing | undefined {
  const [rows, limit, column] = args as readonly [readonly Row[], number, number]
  const runs: KeyRow[] = []
  for (let from = 0; from < rows.length; from += limit) {
    const run = keysOf(rows.slice(from, from + limit), column)
    if (run !== undefined) runs.push({ label: `R${runs.length + 1}`, keys: run })
  }
  const [right, yours] = [keysOf(expected, column), keysOf(got, column)]
  return drawRuns(
    runs,
    right ? { label: 'right', keys: right } : NOTHING,
    yours ? { label: 'yours', keys: yours } : NOTHING,
  )
}

function keysOf(rows: Value | undefined, column: number): KeyRow['keys'] | undefined {
  if (!Array.isArray(rows)) return undefined
  return (rows as readonly Value[]).flatMap((row) => {
    const cells: readonly Value[] = Array.isArray(row) ? row : []
    const key = cells[column]
    return typeof key === 'number' || typeof key === 'string' ? [{ text: cells.map(cellText).join(' '), key }] : []
  })
}
