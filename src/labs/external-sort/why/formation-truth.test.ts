import { describe, expect, test } from 'vitest'
import { drawUnlessWhole } from '../../../../scripts/draw.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import type { SortState } from '../../../engine/sort/state.ts'
import type { Params } from '../../../player/lab.ts'
import { outcomeOf, phaseOf } from '../outcome.ts'
import { readSortParams } from '../params.ts'
import { runLab, variedRuns, type LabRun } from '../test-lab-run.ts'
import { whyOf } from './why.ts'

function textAt(run: LabRun, position: number): string {
  return whyOf(run.momentAt(position)).paragraphs.join(' ')
}

function placesOf({ log }: LabRun, kind: number): readonly number[] {
  return Array.from({ length: log.count(kind, log.length) }, (_, i) => log.nth(kind, i + 1) as number)
}

function numbersIn(text: string, pattern: RegExp): readonly number[] | undefined {
  return pattern
    .exec(text)
    ?.slice(1)
    .map((one) => Number(one.replaceAll(',', '')))
}

/** Records that stand in runs. */
function recordsInRuns({ runs, runRecords }: SortState): readonly number[] {
  return [...runs].flatMap(({ start, length }) => Array.from({ length }, (_, i) => runRecords.get(start + i)))
}

describe.each<readonly [string, Params]>([
  ['the scenario of the first few', { limit: 20 }],
  ['a limit in a sort of few', { records: 30, limit: 9 }],
  ['all in memory', { records: 40 }],
  ['all in the heap', { records: 30, formation: 'replacement-selection' }],
  ['the first of the heap', { records: 30, formation: 'replacement-selection', limit: 9 }],
  ['equal keys made one', { records: 40, shape: 'few-distinct', combine: 'count' }],
])('%s', (_name, params) => {
  const run = runLab(params)
  const { memory, limit, combine } = readSortParams(run.params)

  test('what is written from memory is told with the pages that crossed, and fits where it is said to', () => {
    const places = placesOf(run, SortEvent.writePage).slice(0, -1)
    expect(places.length).toBeGreaterThan(0)
    for (const position of places) {
      const text = textAt(run, position)
      const counted = [SortEvent.readPage, SortEvent.writePage].map((kind) => run.log.count(kind, position))
      expect(numbersIn(text, /([\d,]+) pages? in, ([\d,]+) out so far/), text).toEqual(counted)
      const [has] = numbersIn(text, /the input has ([\d,]+) record/) ?? []
      expect(has === undefined || has <= memory, text).toBe(true)
      expect(has === undefined, text).toBe(limit > 0)
      expect(/four times/.test(text), text).toBe(limit === 0 && combine === false)
      if (limit > 0) expect(text).toContain(`only the first ${limit} are wanted`)
    }
  })
})

describe.each<readonly [string, Params]>([
  ['the defaults', {}],
  ['a part of a memory-full at the end', { records: 330 }],
  ['a memory-full and a little', { records: 9, memory: 4, page: 1, fanIn: 2 }],
  ['a limit', { limit: 30 }],
  ['combining', { shape: 'few-distinct', combine: 'count' }],
])('before the first event, filling memory: %s', (_name, params) => {
  test('runs are told as many and as long as they turn out', () => {
    const run = runLab(params)
    const text = textAt(run, 0)
    const lengths = [...run.end.runs].filter(({ level }) => level === 0).map(({ length }) => length)
    const [runs, length] = numbersIn(text, /([\d,]+) runs? of (?:at most )?([\d,]+)/) ?? []
    expect(runs, text).toBe(lengths.length)
    if (text.includes('at most')) expect(length, text).toBeGreaterThanOrEqual(Math.max(...lengths))
    else expect(new Set(lengths), text).toEqual(new Set([length]))
  })
})

test.each([320, 36, 33])(
  'before the first event, selecting of %i records: its own way is told, and its heap',
  (records) => {
    const run = runLab({ records, formation: 'replacement-selection' })
    const { title } = whyOf(run.momentAt(0))
    const text = textAt(run, 0)
    const sizes = Array.from({ length: run.log.length }, (_, i) => run.stateAt(i).selection?.heap.size ?? 0)
    expect(numbersIn(text, /a heap of ([\d,]+)/)).toEqual([Math.max(...sizes)])
    expect(Math.max(...sizes)).toBeLessThan(records)
    expect(title).toBe('The heap is smaller than the input')
    expect(text).not.toMatch(/memory-fulls are sorted and spilled|the same way/)
  },
)

test('a run has outgrown memory when it is longer than memory, not than the heap', () => {
  const run = runLab({ formation: 'replacement-selection' })
  const places = placesOf(run, SortEvent.spillPage).filter((position) => run.stateAt(position).merge === undefined)
  const grown = places.map((position) => {
    const length = run.stateAt(position).runs.get(run.log.event(position).a - 1).length
    const isSaid = textAt(run, position).includes('outgrown')
    expect(isSaid, `${position}: ${length}`).toBe(length > 40)
    return isSaid
  })
  expect(new Set(grown).size).toBe(2)
})

describe.each(variedRuns().filter(([name]) => !/crash|middle|smaller|less|another|back/.test(name)))(
  'a crash anywhere in %s',
  (name, runOf) => {
    const { log, params } = runOf()
    const all = Array.from({ length: 24 }, (_, i) => 1 + Math.floor((i * (log.length - 2)) / 23))
    const forks = drawUnlessWhole(all, 1 / 4, name).map((at) => runLab(params, [{ at, type: 'crash', value: true }]))

    test('tells what is in runs, and from where the input is read again', () => {
      for (const fork of forks) {
        const [position = 0] = placesOf(fork, SortEvent.crash)
        const text = textAt(fork, position)
        expect(text).not.toMatch(/\b0 sealed|the 0 before|the 1 before/)
        expect(outcomeOf(fork.momentAt(position))).not.toContain(' 0 sealed')
        expect(phaseOf(fork.momentAt(position))).not.toBe('not begun')
        const state = fork.stateAt(position)
        const { page, limit, combine } = readSortParams(params)
        const read = placesOf(fork, SortEvent.readPage).find((seq) => seq > position && fork.log.event(seq).a === 0)
        const [from] = text.includes('its first record') ? [1] : (numbersIn(text, /from record ([\d,]+) on/) ?? [])
        expect(from, text).toBe(read === undefined ? undefined : fork.log.event(read).b * page + 1)
        if (from === undefined || limit > 0 || combine !== false) continue
        const held = recordsInRuns(state)
        expect(held.filter((record) => record < from - 1).length, text).toBe(from - 1)
        const [behind = 0] = numbersIn(text, /and ([\d,]+) behind it/) ?? []
        expect(behind, text).toBe(held.filter((record) => record >= from - 1).length)
      }
    })
  },
)

test('how often records were combined is told with what a crash undid', () => {
  const params = { shape: 'few-distinct', combine: 'count' }
  for (const run of [runLab(params), runLab(params, [{ at: 1850, type: 'crash', value: true }])]) {
    for (const position of placesOf(run, SortEvent.combine)) {
      const [crash = Infinity] = placesOf(run, SortEvent.crash)
      const text = textAt(run, position)
      const times = run.log.count(SortEvent.combine, position)
      expect(text).toContain(times === 1 ? 'was done once' : `was done ${times.toLocaleString('en')} times`)
      expect(text.includes('lost work included'), text).toBe(position > crash)
    }
  }
})
