import type { Value } from '../../base/value.ts'
import { drawRuns, NOTHING, numberKeys, tryNumbers, type KeyRow } from '../../engine/challenge/draw-runs.ts'
import type { CaseDrawing } from '../../practice/types.ts'

/** The values as they came, in order, and as they were sorted; NaN is the highest. */
export function drawValues(args: readonly Value[], expected: Value, got: Value | undefined): CaseDrawing | undefined {
  const input = valuesOf('input', args[0])
  return drawRuns(
    input === undefined ? [] : [input],
    valuesOf('right', expected) ?? NOTHING,
    valuesOf('yours', got) ?? NOTHING,
  )
}

/** A row is a value and its place in the input, which tells equal values apart. */
function valuesOf(label: string, rows: Value | undefined): KeyRow | undefined {
  if (!Array.isArray(rows)) return undefined
  const pairs = (rows as readonly Value[]).map(tryNumbers)
  const keys = pairs.flatMap((pair) => {
    const [value, id] = pair ?? []
    if (value === undefined || id === undefined) return []
    return [{ text: `${numberKeys([value])[0]?.text ?? ''} #${id}`, key: value }]
  })
  return { label, keys }
}
