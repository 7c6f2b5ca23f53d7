import { describe, expect, test } from 'vitest'
import { SORT_EVENT_KINDS, SortEvent } from '../../engine/sort/events.ts'
import { createLabKeys } from '../../engine/sort/lab-input.ts'
import { sortLab } from '../../engine/sort/lab-sort.ts'
import { Log } from '../../engine/trace/log.ts'
import { aggregateOf, aggregateWords, recordsIn } from './combined.ts'
import { runLab, type LabRun } from './test-lab-run.ts'
import { readSortParams } from './params.ts'

function outputOf({ end }: LabRun): number[] {
  return [...end.output.slice(end.outputStart, end.outputStart + end.outputLength)]
}

const SMALL = { records: 96, memory: 12, page: 4, fanIn: 2, shape: 'few-distinct', combine: 'count' }

describe.each([
  ['in two passes', runLab(SMALL)],
  ['by replacement selection', runLab({ ...SMALL, formation: 'replacement-selection' })],
  ['with a crash among them', runLab(SMALL, [{ at: 400, type: 'crash', value: true }])],
  [
    'with another way to make runs after a crash',
    runLab(SMALL, [
      { at: 120, type: 'crash', value: true },
      { at: 200, type: 'formation', value: 'replacement-selection' },
    ]),
  ],
] as const)('records combined %s', (_name, run) => {
  test('are at the end in one group for each key, and every record is in one', () => {
    const groups = outputOf(run).map((record) => recordsIn(run.log, run.log.length, record))
    const { labels } = run.end.header
    for (const group of groups) expect(new Set([...group].map((record) => labels[record])).size).toBe(1)
    expect(groups.flatMap((group) => [...group]).sort((a, b) => a - b)).toEqual(Array.from({ length: 96 }, (_, i) => i))
  })
})

test('an aggregate is of the numbers by which the records are named, and grows as they come', () => {
  const group = new Set([4, 9, 2])
  expect((['count', 'sum', 'min', 'max'] as const).map((combine) => aggregateOf(group, combine))).toEqual([
    3, 18, 3, 10,
  ])
  const run = runLab(SMALL)
  const first = run.log.nth(SortEvent.combine, 1) as number
  const { c } = run.log.event(first)
  expect(recordsIn(run.log, first - 1, c).size).toBe(1)
  expect(recordsIn(run.log, first, c).size).toBe(2)
  expect(aggregateWords(run.log, first, c, readSortParams(run.params))).toBe('their count is 2')
})

test.each(['count', 'sum', 'min', 'max'] as const)('the %s is what the sort itself makes', (combine) => {
  const keys = createLabKeys('few-distinct', 96, 7)
  for (const acts of [[], [{ at: 400, crash: true as const }]]) {
    const { trace, order, values } = sortLab(keys, { combine, memoryRecords: 12, fanIn: 2, acts })
    const log = new Log(SORT_EVENT_KINDS)
    for (const chunk of trace.takeChunks()) log.append(chunk)
    expect(order.map((record) => aggregateOf(recordsIn(log, log.length, record), combine))).toEqual(values)
  }
})

test.each(['sum', 'min', 'max'] as const)(
  'the %s of all groups is that of all records, numbered from 1 to the last',
  (combine) => {
    const run = runLab({ ...SMALL, combine })
    const values = outputOf(run).map((record) => {
      const words = aggregateWords(run.log, run.log.length, record, readSortParams(run.params))
      return Number(words.replace(/^.* is /, '').replaceAll(',', ''))
    })
    const sum = values.reduce((all, value) => all + value, 0)
    expect({ sum, min: Math.min(...values), max: Math.max(...values) }[combine]).toBe(
      { sum: (96 * 97) / 2, min: 1, max: 96 }[combine],
    )
  },
)
