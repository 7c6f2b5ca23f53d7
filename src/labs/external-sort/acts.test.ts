import { describe, expect, test, vi } from 'vitest'
import { drawUnlessWhole } from '../../../scripts/draw.ts'
import { SortEvent } from '../../engine/sort/events.ts'
import type { Act } from '../../player/lab.ts'
import { sameProgress } from '../../player/moves.ts'
import { actsOf } from './acts.ts'
import { equalityOf } from './equality.ts'
import { lab } from './lab.ts'
import { runLab, variedRuns, type LabRun } from './test-lab-run.ts'
import { outcomeOf } from './outcome.ts'

// Thousands of moments are looked at, on machines that may have other work.
vi.setConfig({ testTimeout: 60_000 })

describe.each(drawUnlessWhole(variedRuns().slice(0, 12), 1 / 2, 'acts'))('acts: %s', (name, runOf) => {
  test('every act offered can be done there and leads to the same sorted output', () => {
    const run = runOf()
    const step = Math.ceil(run.log.length / 5)
    for (let position = 0; position < run.log.length; position += step) {
      const options = actsOf(run.momentAt(position))
      expect(options.length, `${name} ${position}`).toBeGreaterThan(0)
      expect(new Set(options.map((option) => option.name)).size).toBe(options.length)
      for (const { type, value, name: words, note } of options) {
        const act: Act = { at: position, type, value }
        const forked = runLab(run.params, [act])
        expect(forked.end.stage, `${name} ${position} ${words}`).toBe('done')
        expect(output(forked.end)).toEqual(output(run.end))
        expect(note.length).toBeGreaterThan(10)
      }
    }
  })
})

const SMALL = { records: 22, memory: 8, page: 2, fanIn: 2 }

describe.each([
  SMALL,
  { ...SMALL, structure: 'binary-heap', limit: 6 },
  { ...SMALL, formation: 'replacement-selection' },
  { ...SMALL, formation: 'replacement-selection', structure: 'binary-heap', shape: 'few-distinct', combine: 'count' },
])('acts after each event: %o', (params) => {
  test('what the engine does then is what the log is folded to', () => {
    const run = runLab(params)
    const faults: string[] = []
    const all = Array.from({ length: run.log.length - 1 }, (_, i) => i + 1)
    for (const position of drawUnlessWhole(all, 1 / 6, JSON.stringify(params))) {
      for (const { type, value } of actsOf(run.momentAt(position))) {
        const where = `${type} ${String(value)} at ${position}`
        const forked = runLab(run.params, [{ at: position, type, value }])
        expect(forked.end.stage, where).toBe('done')
        expect(output(forked.end), where).toEqual(output(run.end))
        // A comparison of what is not there has no key to name.
        for (let at = position; at < Math.min(position + 30, forked.log.length); at++) {
          const outcome = outcomeOf(forked.momentAt(at))
          if (/undefined|^ | $| {2}/.test(outcome)) faults.push(`${where}, ${at}: ${outcome}`)
        }
      }
    }
    expect(faults).toEqual([])
  })
})

test('before the output begins, a fork is held beside its trunk after as many events, its acts not counted', () => {
  const run = runLab()
  const forked = runLab(run.params, [{ at: 600, type: 'structure', value: 'binary-heap' }])
  expect(forked.log.kindOf(601)).toBe(SortEvent.setting)
  for (const position of [601, 750, 900]) {
    const beside = sameProgress(run.log, position, forked.log, lab.progress)
    expect(beside).toBe(position + 1)
    expect(forked.stateAt(beside).counts.comparisons).toBe(run.stateAt(position).counts.comparisons)
    expect(sameProgress(forked.log, beside, run.log, lab.progress)).toBe(position)
  }
})

test('nothing can be done when all is done', () => {
  const run = runLab()
  expect(actsOf(run.momentAt(run.log.length))).toEqual([])
})

test('two structures stand in the same state when as many records have left', () => {
  const tree = runLab()
  const heap = runLab({}, [{ at: 1585, type: 'structure', value: 'binary-heap' }])
  for (const nth of [1, 50, 114, 320]) {
    const left = tree.momentAt(tree.log.nth(2, nth) as number)
    const right = heap.momentAt(heap.log.nth(2, nth) as number)
    const parts = equalityOf(left, right)
    expect(
      parts.every(({ equal }) => equal),
      JSON.stringify(parts),
    ).toBe(true)
    expect(parts.map(({ label }) => label)).toContain('Heads of the 8 runs')
  }
  const other = equalityOf(tree.momentAt(2500), heap.momentAt(2500))
  expect(other.find(({ label }) => label === 'Output so far')?.equal).toBe(false)
  expect(other.find(({ label }) => label === 'Runs left to merge')?.equal).toBe(true)
})

test('different runs on disk are told apart', () => {
  const parts = equalityOf(runLab().momentAt(400), runLab({ seed: 8 }).momentAt(400))
  expect(parts.find(({ label }) => label === 'Runs left to merge')?.equal).toBe(false)
})

/** Parts that two runs have equal at an event, the same data or not. */
function equalAt(position: number, left: LabRun, right: LabRun): readonly string[] {
  return equalityOf(left.momentAt(position), right.momentAt(position)).flatMap(({ label, equal }) =>
    equal ? [label] : [],
  )
}

test('runs on other data are not the same where they hold the same record numbers', () => {
  expect(equalAt(8, runLab(), runLab())).toHaveLength(5)
  expect(equalAt(8, runLab(), runLab({ seed: 8 }))).toEqual(['Output so far', 'Runs left to merge'])
  const small = { shape: 'given', records: 8, memory: 3, page: 1, fanIn: 2 }
  const ones = runLab({ ...small, values: ['1', '2', '3', '4', '5', '6', '7', '8'] })
  const tens = runLab({ ...small, values: ['10', '20', '30', '40', '50', '60', '70', '80'] })
  const merged = ones.log.nth(SortEvent.emit, 8) as number
  expect(equalAt(merged, ones, ones)).toHaveLength(6)
  expect(equalAt(merged, ones, tens)).toEqual([])
  expect(equalAt(ones.log.length, ones, tens)).not.toContain('Output so far')
})

test('runs that make something else of equal keys are not the same where their logs are', () => {
  const [count, sum] = [
    runLab({ shape: 'few-distinct', combine: 'count' }),
    runLab({ shape: 'few-distinct', combine: 'sum' }),
  ]
  const { length } = count.log
  expect(sum.log.length).toBe(length)
  const differs = equalityOf(count.momentAt(length), sum.momentAt(length)).filter(({ equal }) => !equal)
  expect(differs).toEqual([{ label: 'What equal keys become', equal: false }])
  const older = runLab({ shape: 'few-distinct', combine: true })
  expect(equalAt(length, count, older)).toHaveLength(5)
})

function output(state: ReturnType<typeof runLab>['end']): number[] {
  return [...state.output.slice(state.outputStart, state.outputStart + state.outputLength)]
}
