import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sortNaively } from '../../engine/sort/lab-sort.ts'
import { decodeMoment, encodeMoment, type SharedMoment } from '../../player/share-link.ts'
import type { GivenValues } from './given.ts'
import { parseValues } from './parse-values.ts'
import { runLab, type LabRun } from './test-lab-run.ts'
import { DEFAULTS } from './defaults.ts'
import { SCENARIOS } from './scenarios.ts'

const FIELDS = {
  numbers: fc.oneof(fc.integer({ min: -50, max: 50 }).map(String), fc.constantFrom('', 'NaN', '2.5', '-0.5')),
  texts: fc.constantFrom('', 'pear', 'fig', 'apple', 'customer01', 'customer02', '7', 'NaN'),
}

function outputOf({ end }: LabRun): number[] {
  return [...end.output.slice(end.outputStart, end.outputStart + end.outputLength)]
}

/** A given value as the sort's own tests know keys. */
function keyOf(value: number | string): number | string | undefined {
  if (value === '') return undefined
  return value === 'NaN' ? NaN : value
}

describe.each(['numbers', 'texts'] as const)('given %s', (kind) => {
  test('with missing ones among them leave in the order of a stable sort', () => {
    const settings = fc.record({
      nulls: fc.constantFrom('first' as const, 'last' as const),
      direction: fc.constantFrom('asc' as const, 'desc' as const),
      memorySort: fc.constantFrom('merge', 'radix'),
      structure: fc.constantFrom('loser-tree', 'binary-heap'),
      formation: fc.constantFrom('fill-sort-spill', 'replacement-selection'),
    })
    fc.assert(
      fc.property(fc.array(FIELDS[kind], { minLength: 1, maxLength: 40 }), settings, (fields, choice) => {
        const values = parseValues(`${fields.join(',')},1`, 100) as GivenValues
        const run = runLab({ shape: 'given', values, records: values.length, memory: 8, page: 2, fanIn: 3, ...choice })
        const keys = values.map(keyOf)
        expect(outputOf(run)).toEqual(sortNaively(keys, choice.direction, choice.nulls))
        const { header, output, outputStart: from, outputLength } = run.end
        const heights = [...output.slice(from, from + outputLength)].map((record) => header.heights[record] as number)
        const rising = choice.direction === 'asc' ? heights : heights.toReversed()
        expect(rising, 'the ramp of the output never turns').toEqual(rising.toSorted((a, b) => a - b))
      }),
      { numRuns: 80 },
    )
  })
})

test('a missing key is called null and stands beyond all others', () => {
  const given = { shape: 'given', values: [5, '', 'NaN'], records: 3 }
  const first = runLab({ ...given, nulls: 'first' }).end.header
  expect(first.labels).toEqual(['5', 'null', 'NaN'])
  expect(first.heights[1]).toBe(0)
  expect(runLab({ ...given, nulls: 'last' }).end.header.heights[1]).toBe(1)
})

test('a link carries given keys, and opens the same run', async () => {
  const values = parseValues('2.5, , NaN, -7, 2.5', 100) as GivenValues
  const params = { ...DEFAULTS, shape: 'given', values, records: values.length, nulls: 'last' }
  const moment: SharedMoment = {
    engine: '1.0.0',
    lab: 'external-sort',
    branches: [{ name: 'original run', parent: -1, at: 0, params, acts: [] }],
    current: 0,
    position: 3,
    bookmarks: [],
    breakpoints: [],
    note: '',
    digest: '',
  }
  const opened = (await decodeMoment(await encodeMoment(moment))).branches[0]?.params ?? {}
  expect(opened).toEqual(params)
  expect(runLab(opened).digest).toBe(runLab(params).digest)
})

describe('parameters of earlier links', () => {
  test('without a place for nulls an empty value is an empty text', () => {
    const { end } = runLab({ shape: 'given', values: [12, '', 7], records: 3 })
    expect(outputOf({ end } as LabRun)).toEqual([1, 0, 2])
    expect(end.header.labels).toEqual(['12', '', '7'])
  })

  test('combining without a choice is the count, and no choice changes an event', () => {
    const logs = [true, 'count', 'sum', 'min', 'max'].map((combine) => {
      const { log } = runLab({ shape: 'few-distinct', combine })
      return Array.from({ length: log.length }, (_, i) => JSON.stringify(log.event(i + 1))).join('\n')
    })
    expect(new Set(logs).size).toBe(1)
  })

  test('give the digests that they always gave', () => {
    const digests = SCENARIOS.map(({ id, params, fork }) => {
      const { log, digest } = runLab(params, fork?.params === undefined ? (fork?.acts ?? []) : [])
      return `${id} ${log.length} ${digest}`
    })
    expect(digests).toMatchInlineSnapshot(`
      [
        "one-pass 3007 a9a2d9e495210fb5",
        "tree-against-heap 3344 28434bb8db8fa20c",
        "crash-and-resume 3424 94be788e826c1f93",
        "two-passes 3491 30180ba0b2bfc2a9",
        "one-run-too-many 3587 da1d2189b461ccdd",
        "small-merge-first 3130 30c6c16e01cd6f5e",
        "selection-on-random 3928 e9edba4dee9dab1b",
        "selection-on-sorted 3793 6f4aac95b65a2d09",
        "selection-on-reversed 3439 c50e91e19c237e70",
        "memory-halved 3492 2f3a4ac679f4f5c8",
        "stability 2930 6e1ad77fda404dfb",
        "nan-last 164 3730d5099952e595",
        "all-equal 533 7d9879f575550ed7",
        "top-n 2603 690b0ca233fe2564",
        "combine 2009 606d5c44f83cdbcb",
        "radix 1607 7d8edce0ca1c347d",
      ]
    `)
  })
})
