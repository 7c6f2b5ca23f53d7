import { describe, expect, test } from 'vitest'
import type { SortHeader, SortState } from '../../engine/sort/state.ts'
import type { Moment } from '../../player/lab.ts'
import { changesOf } from './changes.ts'
import { runPaged, telling, variedRuns, type LabRun } from './lab-run.test.ts'
import { outcomeOf, phaseOf } from './outcome.ts'
import { recordedOf, recordOf } from './record.ts'
import { storyOf } from './story.ts'

const RUNS: readonly (readonly [string, () => LabRun])[] = [
  ...variedRuns(),
  ['pages of a file', runPaged],
  ['pages of a file, radix sort and heap', () => runPaged({ memorySort: 'radix', structure: 'binary-heap' })],
  ['pages of a file, replacement selection', () => runPaged({ formation: 'replacement-selection' })],
  ['pages of a small file', () => runPaged({}, 300)],
]

function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}

describe.each(RUNS)('words: %s', (name, runOf) => {
  let kept: readonly Moment<SortState>[] | undefined
  const momentsOf = (run: LabRun): readonly Moment<SortState>[] =>
    (kept ??= telling(run).map((position) => run.momentAt(position)))

  test('every event has an outcome, a phase, a record and a diff', () => {
    const run = runOf()
    for (const moment of momentsOf(run)) {
      const { position } = moment
      const outcome = outcomeOf(moment)
      expect(outcome, `${name} ${position}`).toMatch(/^\S.{3,110}\S$/)
      expect(outcome).not.toMatch(/undefined|NaN of|R0|\?|Infinity/)
      expect(phaseOf(moment)).not.toBe('')
      if (position === 0) continue
      const recorded = recordedOf(moment)
      expect(recorded).toMatchObject({ seq: position })
      expect(JSON.stringify(recorded)).toBe(JSON.stringify(JSON.parse(JSON.stringify(recorded))))
      expect(Object.values(recorded)).not.toContain(undefined)
      expect(recordOf(run.log, position, run.header as SortHeader), outcome).toMatch(/^[^?]{1,16}$/)
      const changes = changesOf(moment)
      expect(changes.length, outcome).toBeGreaterThan(0)
      for (const { text } of changes) {
        expect(text).toMatch(/^.{3,60}$/)
        expect(text).not.toMatch(/undefined|R0|NaN →|→ NaN/)
      }
    }
  })

  test('every event has a code line and a Why of 40 to 75 words', () => {
    const run = runOf()
    for (const moment of momentsOf(run)) {
      const { position } = moment
      const { code, line, why, steps } = storyOf(moment)
      const text = why.paragraphs.join(' ')
      const where = `${name} ${position} ${outcomeOf(moment)}: ${text}`
      expect(wordsIn(text), where).toBeLessThanOrEqual(75)
      expect(wordsIn(text), where).toBeGreaterThanOrEqual(40)
      expect(`${why.title} ${text}`, where).not.toMatch(/undefined|NaN records|R0|Infinity|!|\bthe the\b|simply/)
      expect(wordsIn(why.title), where).toBeLessThanOrEqual(10)
      expect(code.length).toBeLessThanOrEqual(14)
      for (const one of code) expect(one.length, one).toBeLessThanOrEqual(34)
      expect(line, where).toBeLessThanOrEqual(code.length)
      if (position > 0) expect(line, where).toBeGreaterThan(0)
      expect(steps.length).toBeGreaterThanOrEqual(2)
    }
  })
})
