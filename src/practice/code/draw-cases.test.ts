import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import type { Value } from '../../base/value.ts'
import type { CaseDrawing } from '../types.ts'
import { TASKS } from './test-tasks.ts'

/** Pictures of cases that fail: whatever a program returns they are drawn, and they mark what is wrong and nothing else. */

const drawn = TASKS.filter(({ task }) => task.draw !== undefined)

function wrongOf(drawing: CaseDrawing): number {
  return drawing.kind === 'runs'
    ? drawing.runs.flatMap(({ keys }) => keys).filter(({ isWrong }) => isWrong).length
    : drawing.files.filter(({ mark }) => mark === 'missing' || mark === 'extra').length
}

it('programs of the two labs have them', () => {
  expect(drawn.map(({ id }) => id)).toEqual(['sb-02', 'sb-05', 'sb-06', 'sb-07', 'sb-08'])
})

describe.each(drawn)('$id', ({ task }) => {
  const cases = [...task.examples, ...task.hiddenCases(new Rng(1, 'hidden'))].flatMap(({ name, args }) => {
    const expected = task.expect(args)
    return 'value' in expected ? [{ name, args, value: expected.value }] : []
  })

  it('marks nothing in what is right', () => {
    let pictures = 0
    for (const { name, args, value } of cases) {
      const drawing = task.draw?.(args, value, value)
      if (drawing === undefined) continue
      pictures++
      expect(wrongOf(drawing), name).toBe(0)
      if (drawing.kind === 'runs') expect(drawing.runs.at(-1)?.keys).toEqual(drawing.runs.at(-2)?.keys)
    }
    expect(pictures).toBeGreaterThan(cases.length / 2)
  })

  it('draws whatever else a program returns', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.array(fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.array(fc.integer()))),
      fc.record({ rows: fc.oneof(fc.anything(), fc.array(fc.integer())) }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...cases), anything, ({ args, value }, got) => {
        const drawing = task.draw?.(args, value, got as Value)
        for (const run of drawing?.kind === 'runs' ? drawing.runs : []) {
          for (const { share } of run.keys) {
            expect(share).toBeGreaterThanOrEqual(0)
            expect(share).toBeLessThanOrEqual(1)
          }
        }
      }),
    )
  })

  it('marks what is left out or turned round', () => {
    const marked = cases.map(({ args, value }) => {
      const isList = Array.isArray(value)
      const rows = (isList ? value : (value as { readonly rows?: Value }).rows) as readonly Value[]
      const turned = rows.toReversed().slice(1)
      const drawing = task.draw?.(args, value, isList ? turned : { ...(value as object), rows: turned })
      return drawing === undefined ? 0 : wrongOf(drawing)
    })
    expect(Math.max(...marked)).toBeGreaterThan(0)
  })
})
