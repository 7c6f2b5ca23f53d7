import { describe, expect, test } from 'vitest'
import { SortEvent } from '../../../engine/sort/events.ts'
import type { Act, Params } from '../../../player/lab.ts'
import { runLab, type LabRun } from '../test-lab-run.ts'
import { whyOf } from './why.ts'

function textAt(run: LabRun, position: number): string {
  const text = whyOf(run.momentAt(position)).paragraphs.join(' ')
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  expect(words, text).toBeGreaterThanOrEqual(40)
  expect(words, text).toBeLessThanOrEqual(75)
  return text
}

function textsOf(run: LabRun, kind: number): readonly string[] {
  const { log } = run
  return Array.from({ length: log.count(kind, log.length) }, (_, i) => textAt(run, log.nth(kind, i + 1) as number))
}

const crashAt = (at: number): readonly Act[] => [{ at, type: 'crash', value: true }]

describe('what is written from memory', () => {
  test.each<readonly [string, Params, readonly Act[], RegExp]>([
    ['with no crash', { records: 40 }, [], /Nothing is spilled and nothing is read twice: 10 pages in, 1 out so far\./],
    [
      'after one',
      { records: 40 },
      crashAt(60),
      /but 10 pages were read again after a crash: 20 pages in, 1 out so far/,
    ],
    [
      'after an early one',
      { records: 40 },
      crashAt(1),
      /but 1 page was read again after a crash: 11 pages in, 1 out so/,
    ],
    [
      'after one before a page was read',
      { records: 40 },
      crashAt(0),
      /nothing is read twice: 10 pages in, 1 out so far/,
    ],
    [
      'after one, with a limit',
      { limit: 20 },
      crashAt(500),
      /but 20 pages were read again after a crash: 100 pages in/,
    ],
  ])('is told with the pages that were read more than once: %s', (_name, params, acts, pattern) => {
    const run = runLab(params, acts)
    expect(textsOf(run, SortEvent.writePage)[0]).toMatch(pattern)
    const { title } = whyOf(run.momentAt(run.log.length))
    expect(title).toBe(acts.length === 0 ? 'Read once, written once' : 'Nothing had to be spilled')
  })

  test('is fewer records than came in only where equal keys were', () => {
    for (const [shape, records] of [
      ['sorted', 12],
      ['few-distinct', 40],
    ] as const) {
      const run = runLab({ records, shape, combine: 'count' })
      const isCombined = run.end.counts.combined > 0
      expect(isCombined).toBe(shape === 'few-distinct')
      const texts = textsOf(run, SortEvent.writePage)
      expect(texts.length).toBeGreaterThan(1)
      // The last page ends the sort.
      for (const text of texts.slice(0, -1)) {
        expect(text.includes('so fewer records go out than came in'), text).toBe(isCombined)
        expect(text.includes('so far no two were equal'), text).toBe(!isCombined)
      }
      expect(texts.at(-1)).toMatch(isCombined ? /^With equal keys made one, / : /^All 12 records are in order/)
    }
  })
})

describe('a crash, told with what need not be sorted again', () => {
  test.each<readonly [string, Params, number, string]>([
    ['while memory is filled', { limit: 30 }, 500, '; what is wanted of the 80 before it is in sealed runs.'],
    [
      'while records are selected',
      { limit: 30, formation: 'replacement-selection' },
      800,
      '; what is wanted of the 36 before it and of 20 behind it is in sealed runs.',
    ],
    ['in the merge', { limit: 30 }, -40, 'The input is not read again: all that is wanted of it is in sealed runs, so'],
  ])('tells of no record that it is in a run when a limit left it out: %s', (_name, params, at, words) => {
    const whole = runLab(params)
    const run = runLab(params, crashAt(at > 0 ? at : whole.log.length + at))
    expect(textsOf(run, SortEvent.crash)[0]).toContain(words)
  })

  test('a single record behind is told as one', () => {
    const params = { formation: 'replacement-selection', page: 1, fanIn: 2, memory: 4, records: 40 }
    const run = runLab(params, crashAt(30))
    expect(run.stateAt(run.log.nth(SortEvent.crash, 1) ?? 0).kept.size).toBe(1)
    expect(textsOf(run, SortEvent.crash)[0]).toContain(', and 1 behind it, which is left out.')
  })
})

test('a structure over two runs is priced with one comparison', () => {
  const act: Act = { at: 30, type: 'structure', value: 'binary-heap' }
  expect(textsOf(runLab({ records: 80 }, [act]), SortEvent.setting)[0]).toContain(
    'Over 2 runs a loser tree takes log₂ 2 = 1 comparison per record',
  )
  expect(textsOf(runLab({}, [act]), SortEvent.setting)[0]).toContain('log₂ 8 = 3 comparisons per record')
})

test('a heap that is filled again after it was being emptied is not told as one that stays as it is', () => {
  const run = runLab({ formation: 'replacement-selection' }, [
    { at: 400, type: 'formation', value: 'fill-sort-spill' },
    { at: 480, type: 'formation', value: 'replacement-selection' },
  ])
  let refilled = 0
  for (let n = 1; n <= run.log.count(SortEvent.readPage, run.log.length); n++) {
    const position = run.log.nth(SortEvent.readPage, n) as number
    const { selection } = run.stateAt(position)
    if (selection === undefined || selection.lastEmitted < 0) continue
    const text = textAt(run, position)
    const isSmaller = selection.heap.size < selection.heap.items.length
    if (isSmaller) refilled++
    expect(text, String(position)).toContain(
      isSmaller ? `holds only ${selection.heap.size} of the` : 'the heap stays at',
    )
  }
  expect(refilled).toBeGreaterThan(0)
})
