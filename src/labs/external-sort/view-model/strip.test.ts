import { expect, test } from 'vitest'
import { drawUnlessWhole } from '../../../../scripts/draw.ts'
import type { Run, SortState } from '../../../engine/sort/state.ts'
import { runLab, runPaged, telling, type LabRun } from '../test-lab-run.ts'
import { historyOf } from '../history.ts'
import { passesIn, stepsOf } from '../phases.ts'
import { layoutStage } from '../view-model.ts'
import { isPageDetail } from './read.ts'
import type { StripView } from './types.ts'

function stripAt(run: LabRun, position: number): StripView | undefined {
  const { scene } = layoutStage(run.momentAt(position), 808, 584, false)
  return scene.kind === 'merge' ? scene.strip : undefined
}

/** The records of the input that a run holds, by going back to what it was made of: the slow twin. */
function extentOf(state: SortState, run: Run): readonly [from: number, to: number] {
  const isLive = state.merge?.target === run.number
  const parts = isLive
    ? state.runs.filter(({ number }) => state.merge?.inputs.some((input) => input.run === number) === true)
    : state.runs.filter(({ mergedInto }) => mergedInto === run.number)
  const lengthOf = (one: Run): number => (isPageDetail(state) ? Math.max(1, one.pages) : one.length)
  if (run.level === 0) {
    const before = state.runs.filter(({ level, number }) => level === 0 && number < run.number)
    const from = before.reduce((sum, one) => sum + lengthOf(one), 0)
    return [from, from + lengthOf(run)]
  }
  const extents = parts.map((part) => extentOf(state, part))
  return [Math.min(...extents.map(([from]) => from)), Math.max(...extents.map(([, to]) => to))]
}

test.each([
  ['four at a time', () => runLab({ fanIn: 4 })],
  ['two at a time', () => runLab({ fanIn: 2 })],
  ['few runs first', () => runLab({ fanIn: 3, firstPass: 'optimal' })],
  ['pages', () => runPaged({ fanIn: 3 })],
])('every run of the strip stands over the piece of the input it holds: %s', (_, make) => {
  const run = make()
  const all = telling(run).filter((_one, i) => i % 5 === 0)
  for (const position of drawUnlessWhole(all, 1 / 4, 'strip')) {
    const state = run.stateAt(position)
    const blocks = stripAt(run, position)?.blocks ?? []
    const whole = Math.max(1, ...[...state.runs].map((one) => extentOf(state, one)[1]))
    for (const block of blocks.filter(({ state: standing }) => standing !== 'growing')) {
      const [from, to] = extentOf(state, state.runs.tryGet(block.run - 1) as Run)
      expect(block.x, `R${block.run} at ${position}`).toBeCloseTo(24 + (from / whole) * 760, 6)
      expect(block.width).toBeCloseTo(((to - from) / whole) * 760 - 1, 6)
    }
  }
})

/** A sort whose memory is so small that it makes more runs than the stage has pixels. */
const crowded = runPaged({ memoryBytes: 22_000, pageBytes: 1024, fanIn: 2 }, 60_000)

test('runs too narrow to be told apart, and those that are merged, are one path for all of them', () => {
  const runs = crowded.end.runs.filter(({ level }) => level === 0).length
  expect(runs).toBeGreaterThan(400)
  for (let i = 0; i <= 20; i++) {
    const position = Math.floor((crowded.log.length * i) / 20)
    const strip = stripAt(crowded, position)
    expect(strip?.blocks.every(({ width, state }) => width >= 2 && state !== 'merged') ?? true).toBe(true)
    const columns = (strip?.narrow ?? '').split('M').length - 1
    expect(columns).toBeLessThanOrEqual(2 * 808)
    const { rows } = layoutStage(crowded.momentAt(position), 808, 300, false)
    expect(rows.length).toBeLessThanOrEqual(4 * (300 / 2.5))
    expect(new Set(rows.map(({ run, x, y }) => (run === 0 ? `${x} ${y}` : run))).size).toBe(rows.length)
  }
})

test('runs to come keep their places where several share a row', () => {
  const { rows } = layoutStage(runLab({ records: 20_000 }).momentAt(0), 808, 584, false)
  expect(rows.length).toBeGreaterThan(50)
  expect(rows.every(({ run, length, expected }) => run === 0 && length === 0 && expected === 40)).toBe(true)
})

test('steps and passes are worked out once for a length of the log', () => {
  const header = crowded.end.header
  expect(stepsOf(crowded.log, header)).toBe(stepsOf(crowded.log, header))
  expect(passesIn(crowded.log)).toBe(passesIn(crowded.log))
})

test('the runs that are merged have a frame among others, and none where they are all there is', () => {
  const run = runLab({ fanIn: 4 })
  const { merges } = historyOf(run.log)
  const framed = merges.map(({ seq }) => stripAt(run, seq + 20)?.frame !== undefined)
  expect(framed).toEqual([true, true, false])
})
