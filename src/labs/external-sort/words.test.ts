import { describe, expect, test, vi } from 'vitest'
import { drawUnlessWhole } from '../../../scripts/draw.ts'
import { SORT_EVENT_KINDS, SortEvent } from '../../engine/sort/events.ts'
import type { SortHeader, SortState } from '../../engine/sort/state.ts'
import type { Moment } from '../../player/lab.ts'
import { actsOf } from './acts.ts'
import { changesOf } from './changes.ts'
import { lab } from './lab.ts'
import { runLab, runPaged, runResumed, telling, variedRuns, type LabRun } from './test-lab-run.ts'
import { outcomeOf, phaseOf } from './outcome.ts'
import { recordedOf, recordOf } from './record.ts'
import { storyOf } from './story.ts'
import { countersOf } from './theory.ts'

// Thousands of moments are looked at, on machines that may have other work.
vi.setConfig({ testTimeout: 120_000 })

const RUNS: readonly (readonly [string, () => LabRun])[] = [
  ...variedRuns(),
  ['pages of a file', runPaged],
  ['pages of a file, radix sort and heap', () => runPaged({ memorySort: 'radix', structure: 'binary-heap' })],
  ['pages of a file, replacement selection', () => runPaged({ formation: 'replacement-selection' })],
  ['pages of a file, gone on with', () => runResumed(3)],
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
  const [gone, come] = (['-', '+'] as const).map((side) => changes.filter(({ sign }) => sign === side))
  for (const { text } of gone ?? []) if (come?.some((line) => line.text === text)) faults.push(`no change: ${text}`)
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

/** What is wrong with all the words of a moment, each with its place. */
function faultsAt(run: LabRun, position: number): string[] {
  const moment = run.momentAt(position)
  const all = [...faultsInLines(moment, run.header as SortHeader), ...faultsInStory(moment)]
  return all.map((fault) => `${position}, ${outcomeOf(moment)}: ${fault}`)
}

test('the runs between them have every kind of event', () => {
  const logs = RUNS.map(([, runOf]) => runOf().log)
  for (let kind = 0; kind < SORT_EVENT_KINDS; kind++) {
    const runs = logs.filter((log) => log.count(kind, log.length) > 0)
    expect(runs.length, lab.kinds[kind]?.label).toBeGreaterThan(0)
  }
})

describe.each([{}, { fanIn: 3 }, { formation: 'replacement-selection' }, { structure: 'binary-heap' }])(
  'acts: %o',
  (changes) => {
    test('every act offered has all its words where it happens, after it, and at the end', () => {
      const run = runLab({ records: 96, memory: 24, page: 4, fanIn: 4, ...changes })
      const types = new Set<string>()
      for (let position = 1; position < run.log.length; position += Math.ceil(run.log.length / 9)) {
        for (const { type, value } of actsOf(run.momentAt(position))) {
          types.add(type)
          const forked = runLab(run.params, [{ at: position, type, value }])
          const places = [1, 2, 3, 40].map((step) => Math.min(position + step, forked.log.length))
          const faults = [...places, forked.log.length].flatMap((place) => faultsAt(forked, place))
          expect(faults, `${type} ${String(value)} at ${position}`).toEqual([])
        }
      }
      expect([...types].sort()).toEqual(['crash', 'fan-in', 'formation', 'memory', 'structure'])
    })
  },
)

describe('a step that makes a run claims nothing of the runs it does not read', () => {
  const run = runLab({ records: 96, memory: 12, page: 4, fanIn: 2 })
  const words = telling(run).flatMap((position) => {
    const moment = run.momentAt(position)
    const { target } = moment.before.merge ?? { target: 0 }
    const { title, paragraphs } = storyOf(moment).why
    return target === 0 ? [] : [`${title}. ${paragraphs.join(' ')}`]
  })

  test.each([/that is left goes before/, /no record that is still to come/, /record of the output/, /final place/])(
    '%s',
    (claim) => {
      expect(words.length).toBeGreaterThan(50)
      expect(words.filter((text) => claim.test(text))).toEqual([])
    },
  )
})

describe.each(RUNS)('words: %s', (name, runOf) => {
  test('every event has an outcome, a phase, a record, a diff, a code line, and a Why of 40 to 75 words', () => {
    const run = runOf()
    const positions = drawUnlessWhole(telling(run), 1 / 3, name)
    expect(positions.flatMap((position) => faultsAt(run, position))).toEqual([])
  })
})

describe('a run without runs', () => {
  const kindsLit = (run: LabRun): ReadonlyMap<number, string> =>
    new Map(
      Array.from({ length: run.log.length }, (_, i) => {
        const { code, line } = storyOf(run.momentAt(i + 1))
        return [run.log.event(i + 1).kind, (code[line - 1] ?? '').trim()]
      }),
    )

  test('of which only the first are wanted lights the line that leaves the others out, and ends in the output', () => {
    for (const memorySort of ['merge', 'radix']) {
      const run = runLab({ limit: 20, memorySort })
      const lit = kindsLit(run)
      expect(lit.get(SortEvent.drop)).toBe('leave out all behind 20')
      expect(lit.get(SortEvent.writePage)).toBe('write each page to the output')
      const end = run.momentAt(run.log.length)
      expect(storyOf(end).why.title).toBe('Read once, written once')
    }
  })

  test('has no record emitted, and one with runs writes to them', () => {
    const fits = runLab({ records: 32, memory: 40 })
    expect(kindsLit(fits).get(SortEvent.writePage)).toBe('write each page to the output')
    expect(countersOf(fits.momentAt(fits.log.length)).map(({ label }) => label)).not.toContain('Records emitted')
    const two = runLab()
    expect(kindsLit(two).get(SortEvent.spillPage)).toBe('write each page to the run')
    expect(countersOf(two.momentAt(two.log.length)).map(({ label }) => label)).toContain('Records emitted')
    expect(storyOf(two.momentAt(two.log.length)).why.title).toBe('Passes over the disk were the price')
  })
})
