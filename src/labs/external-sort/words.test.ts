import { describe, expect, test, vi } from 'vitest'
import type { SortHeader, SortState } from '../../engine/sort/state.ts'
import type { Moment } from '../../player/lab.ts'
import { changesOf } from './changes.ts'
import { runPaged, telling, variedRuns, type LabRun } from './lab-run.test.ts'
import { outcomeOf, phaseOf } from './outcome.ts'
import { recordedOf, recordOf } from './record.ts'
import { storyOf } from './story.ts'

// Thousands of moments are looked at, on machines that may have other work.
vi.setConfig({ testTimeout: 60_000 })

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

const BROKEN = /undefined|NaN (of|records|→)|→ NaN|R0|Infinity/

/** What is wrong with the one-line words of a moment. */
function faultsInLines(moment: Moment<SortState>, header: SortHeader): string[] {
  const outcome = outcomeOf(moment)
  const faults: string[] = []
  if (!/^\S.{3,110}\S$/.test(outcome) || BROKEN.test(outcome) || outcome.includes('?'))
    faults.push(`outcome: ${outcome}`)
  if (phaseOf(moment) === '') faults.push('no phase')
  if (moment.position === 0) return faults
  const recorded = recordedOf(moment)
  if (recorded['seq'] !== moment.position || Object.values(recorded).includes(undefined)) faults.push('recorded')
  const cell = recordOf(moment.log, moment.position, header)
  if (!/^[^?]{1,16}$/.test(cell) || BROKEN.test(cell)) faults.push(`cell: ${cell}`)
  const changes = changesOf(moment)
  if (changes.length === 0) faults.push('no change')
  for (const { text } of changes) if (!/^.{3,60}$/.test(text) || BROKEN.test(text)) faults.push(`change: ${text}`)
  return faults
}

/** What is wrong with the story of a moment. */
function faultsInStory(moment: Moment<SortState>): string[] {
  const { code, line, why, steps } = storyOf(moment)
  const text = why.paragraphs.join(' ')
  const words = wordsIn(text)
  const faults: string[] = []
  if (words < 40 || words > 75) faults.push(`${words} words: ${text}`)
  if (BROKEN.test(`${why.title} ${text}`) || /!|\bthe the\b|simply/.test(text))
    faults.push(`why: ${why.title}: ${text}`)
  if (wordsIn(why.title) > 10) faults.push(`title: ${why.title}`)
  if (code.length > 14 || code.some((one) => one.length > 34)) faults.push(`code: ${code.join(' / ')}`)
  const isLit = moment.position === 0 || line > 0
  if (!isLit || line > code.length) faults.push(`line ${line}`)
  if (steps.length < 2) faults.push('steps')
  return faults
}

describe.each(RUNS)('words: %s', (_name, runOf) => {
  test('every event has an outcome, a phase, a record, a diff, a code line, and a Why of 40 to 75 words', () => {
    const run = runOf()
    const faults = telling(run).flatMap((position) => {
      const moment = run.momentAt(position)
      const all = [...faultsInLines(moment, run.header as SortHeader), ...faultsInStory(moment)]
      return all.map((fault) => `${position}, ${outcomeOf(moment)}: ${fault}`)
    })
    expect(faults).toEqual([])
  })
})
