import type { Value } from '../../base/value.ts'
import { cellText, drawRuns, NOTHING, numberKeys, tryNumbers, type KeyRow } from '../../engine/challenge/draw-runs.ts'
import type { CaseDrawing } from '../../practice/types.ts'

/** The runs, their rows in order, and what was made of them in how many passes. */
export function drawPasses(args: readonly Value[], expected: Value, got: Value | undefined): CaseDrawing | undefined {
  const [runs] = args as readonly [readonly (readonly number[])[]]
  const rows = runs.map((run, i): KeyRow => ({ label: `R${i + 1}`, keys: numberKeys(run) }))
  return drawRuns(rows, outputOf('right', expected) ?? NOTHING, outputOf('yours', got) ?? NOTHING)
}

function outputOf(label: string, value: Value | undefined): KeyRow | undefined {
  const { rows, passes, written } = (value ?? {}) as Readonly<Record<string, unknown>>
  const numbers = tryNumbers(rows)
  return (
    numbers && { label, note: `passes ${cellText(passes)}, written ${cellText(written)}`, keys: numberKeys(numbers) }
  )
}
