import { describe, expect, test } from 'vitest'
import { SortEvent } from '../../../engine/sort/events.ts'
import type { Params } from '../../../player/lab.ts'
import { runLab, type LabRun } from '../test-lab-run.ts'
import { layoutStage } from '../view-model.ts'
import { tickStep } from './output.ts'

const STAGE = [808, 584, false] as const

function wordsAt(run: LabRun, position: number): readonly string[] {
  return layoutStage(run.momentAt(position), ...STAGE).texts.map(({ lead, text }) => `${lead ?? ''} ${text}`.trim())
}

/** The position right after the n-th record that a merge emitted into `target`. */
function emittedInto(run: LabRun, target: number, n: number): number {
  let left = n
  for (let seq = 1; seq <= run.log.length; seq++) {
    const { kind, c } = run.log.event(seq)
    if (kind === SortEvent.emit && c === target && --left === 0) return seq
  }
  throw new RangeError(`fewer than ${n} records`)
}

describe('what the floor line claims', () => {
  test('is of all runs in the last step, and of those that are read in a step before it', () => {
    const run = runLab({ fanIn: 4 })
    expect(wordsAt(run, emittedInto(run, 0, 60))).toContain('nothing left in any run is below this')
    const inner = wordsAt(run, emittedInto(run, 9, 20))
    expect(inner).toContain('nothing left in R1 to R4 is below this')
    expect(inner.join()).not.toContain('any run')
  })

  test('holds where it says so', () => {
    const run = runLab({ fanIn: 3, direction: 'desc', records: 120, memory: 20 })
    const words = wordsAt(run, emittedInto(run, 7, 10))
    expect(words).toContain('nothing left in R1 to R3 is above this')
  })
})

describe('the title counts', () => {
  const titleOf = (params: Params, share: number): string => {
    const run = runLab(params)
    const words = wordsAt(run, Math.floor(run.log.length * share))
    return words.find((text) => /^(Output|R\d+|Done) /.test(text)) ?? ''
  }

  test('all records, the first few, or at most as many as the runs still hold', () => {
    expect(titleOf({}, 0.1)).toBe('Output all 320 in order, once the runs are merged')
    expect(titleOf({ limit: 100 }, 0.1)).toBe('Output the first 100 in order, once the runs are merged')
    expect(titleOf({ limit: 100 }, 0.97)).toMatch(/^Output \d+ of 100 records/)
    const combined = { shape: 'few-distinct', combine: 'count' }
    expect(titleOf(combined, 0.1)).toBe('Output equal keys made one, at most 320 in order, once the runs are merged')
    expect(titleOf(combined, 0.95)).toMatch(/^Output \d of at most 64 records/)
    expect(titleOf(combined, 1)).toBe('Output 8 records in order, coloured by the run they came from')
  })
})

test('bars of numbers stand on 0', () => {
  const { end } = runLab({ shape: 'given', values: [50, 100, 75], records: 3 })
  expect([...end.header.heights]).toEqual([0.5, 1, 0.75])
  const run = runLab()
  expect(wordsAt(run, run.log.length)).toContain('key 0')
  expect([...runLab({ shape: 'given', values: [-10, 10, 0], records: 3 }).end.header.heights]).toEqual([0, 1, 0.5])
  expect([...runLab({ shape: 'given', values: [0, 0], records: 2 }).end.header.heights]).toEqual([0, 0])
})

test('a dense output shows its runs in their mix', () => {
  const run = runLab({ records: 20_000, memory: 2500, page: 100, fanIn: 8 })
  const { output } = layoutStage(run.momentAt(run.log.length), ...STAGE)
  const columns = output.groups.map(({ bars }) => bars.length / 4)
  expect(columns).toHaveLength(8)
  const all = columns.reduce((sum, count) => sum + count, 0)
  for (const count of columns) {
    expect(count / all).toBeGreaterThan(0.08)
    expect(count / all).toBeLessThan(0.18)
  }
})

describe('ticks of the output', () => {
  test('stand at whole memory-fulls, and at round numbers where a tick would be many of them', () => {
    expect(tickStep(40, 320, 2)).toBe(40)
    expect(tickStep(40, 320, 0.6)).toBe(80)
    expect(tickStep(3, 20_000, 0.032)).toBe(2_000)
    expect(tickStep(40, 60, 2)).toBe(50)
  })
})
