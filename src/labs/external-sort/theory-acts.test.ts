import { describe, expect, test, vi } from 'vitest'
import { drawUnlessWhole } from '../../../scripts/draw.ts'
import { SortEvent } from '../../engine/sort/events.ts'
import type { TheoryRow } from '../../player/lab.ts'
import { actedRuns } from './test-acted-runs.ts'
import { runLab, type LabRun } from './test-lab-run.ts'
import { theoryOf } from './theory.ts'

// Thousands of moments are looked at, on machines that may have other work.
vi.setConfig({ testTimeout: 60_000 })

const SMALL = { records: 90, memory: 16, page: 2, fanIn: 3 }

const PARAMS = [
  SMALL,
  { ...SMALL, fanIn: 7, memory: 24, page: 3, records: 170 },
  { ...SMALL, records: 91, fanIn: 4, firstPass: 'optimal' },
  { ...SMALL, memorySort: 'radix' },
  { ...SMALL, formation: 'replacement-selection' },
  { ...SMALL, formation: 'replacement-selection', firstPass: 'optimal', fanIn: 2 },
  { ...SMALL, doubleBuffering: true },
  { ...SMALL, limit: 7 },
  { ...SMALL, limit: 12 },
  { ...SMALL, combine: 'count', shape: 'few-distinct' },
  { ...SMALL, combine: 'sum', shape: 'zipf', formation: 'replacement-selection' },
  { ...SMALL, records: 30 },
]

/** What a row says: exactly so much, at most, at least, roughly, or that nothing can be said. */
function claimOf({ label, expected }: TheoryRow): { readonly sign: string; readonly value: number } {
  if (expected === 'no closed form') return { sign: 'none', value: 0 }
  const [, sign = '', last] = /^(≤ |≥ |about )?(?:.* = )?([\d,]+)$/.exec(expected) ?? []
  expect(last, `${label}: ${expected}`).toBeDefined()
  return { sign: sign.trim(), value: Number(last?.replaceAll(',', '')) }
}

/** Rows of the sort as a whole, each under the name of what it measures. */
function wholeRows(run: LabRun, position: number): ReadonlyMap<string, TheoryRow> {
  const whole =
    /^(Runs|Merge passes|All comparisons|Comparisons of merges|Pages moved|By this plan|Records in|Key bytes)/
  const rows = theoryOf(run.momentAt(position)).flatMap((row) => {
    const name = whole.exec(row.label)?.[1]
    return name === undefined ? [] : [[name, row] as const]
  })
  return new Map(rows)
}

function measuredIn(rows: ReadonlyMap<string, TheoryRow>, name: string): number {
  const row = rows.get(name) ?? rows.get('Pages moved')
  return Number(row?.measured?.replaceAll(',', ''))
}

describe.each(drawUnlessWhole(PARAMS, 1 / 2, 'forks'))('theory of a fork: %o', (params) => {
  test('what stands from its last act on is what its end measures', () => {
    let claims = 0
    for (const run of actedRuns(params, 60)) {
      const last = (run.acts.at(-1)?.at ?? -1) + 1
      const atEnd = wholeRows(run, run.log.length)
      for (let position = last; position <= run.log.length; position += position + 97 > run.log.length ? 1 : 97) {
        for (const [name, row] of wholeRows(run, position)) {
          const { sign, value } = claimOf(row)
          const is = measuredIn(atEnd, name)
          const where = `${JSON.stringify(run.acts)} at ${position} of ${run.log.length}: ${row.label} ${row.expected}, in the end ${is}`
          claims++
          if (sign === '') expect(is, where).toBe(value)
          if (sign === '≤') expect(is, where).toBeLessThanOrEqual(value)
          if (sign === '≥') expect(is, where).toBeGreaterThanOrEqual(value)
          if (sign === 'about' && name === 'Runs') expect(Math.abs(is - value), where).toBeLessThanOrEqual(3)
        }
      }
    }
    expect(claims).toBeGreaterThan(100)
  })
})

/** Parameters with which the lengths of runs are known before they are made. */
const FORESEEN = PARAMS.filter((params) => !['formation', 'limit', 'combine'].some((name) => name in params))

describe.each(FORESEEN)('before the act of a fork: %o', (params) => {
  test('its theory is that of the run it left', () => {
    const trunk = runLab(params)
    for (const type of ['memory', 'fan-in', 'formation', 'crash'] as const) {
      const value = { memory: 8, 'fan-in': 2, formation: 'replacement-selection', crash: true }[type]
      const at = Math.floor(trunk.log.length / 5)
      const run = runLab(params, [{ at, type, value: type === 'memory' ? trunk.end.memory * 2 : value }])
      for (let position = 0; position <= at; position += Math.ceil(at / 9)) {
        expect(theoryOf(run.momentAt(position)), `${type} ${position}`).toEqual(theoryOf(trunk.momentAt(position)))
      }
    }
  })
})

test.each(['binary-heap', 'loser-tree'])(
  'a merge that is no longer one of a %s stays within its bound',
  (structure) => {
    const params = { ...SMALL, fanIn: 7, memory: 24, page: 3, structure }
    const value = structure === 'loser-tree' ? 'binary-heap' : 'loser-tree'
    const trunk = runLab(params)
    const begun = trunk.log.nth(SortEvent.mergeStep, 1) ?? 0
    let rows = 0
    for (let at = begun; at < Math.min(begun + 60, trunk.log.length); at += 3) {
      const run = runLab(params, [{ at, type: 'structure', value }])
      for (let position = at + 1; position < Math.min(at + 28, run.log.length); position++) {
        const row = theoryOf(run.momentAt(position)).find(({ label }) => label.startsWith('Merge comparisons'))
        if (row === undefined) continue
        rows++
        const where = `${at}, ${position}: ${row.expected}`
        expect(Number(row.measured?.replaceAll(',', '')), where).toBeLessThanOrEqual(claimOf(row).value)
      }
    }
    expect(rows).toBeGreaterThan(300)
  },
)

test('a fork of memory adds up the runs of each memory, and before it stands what the trunk says', () => {
  const runsOf = (memory: number, at: number): string | undefined => {
    const run = runLab({}, [{ at, type: 'memory', value: memory }])
    const row = theoryOf(run.momentAt(run.log.length)).find(({ label }) => label.startsWith('Runs'))
    return row && `${row.label}: ${row.expected}, ${row.measured ?? ''}`
  }
  expect(runsOf(20, 122)).toBe('Runs, ⌈N / M⌉ for each memory: ⌈40 / 40⌉ + ⌈280 / 20⌉ = 15, 15')
  expect(runsOf(20, 513)).toBe('Runs, ⌈N / M⌉ for each memory: ⌈120 / 40⌉ + ⌈200 / 20⌉ = 13, 13')
  expect(runsOf(80, 122)).toBe('Runs, ⌈N / M⌉ for each memory: ⌈40 / 40⌉ + ⌈280 / 80⌉ = 5, 5')
  const { momentAt } = runLab({}, [{ at: 122, type: 'memory', value: 20 }])
  expect(theoryOf(momentAt(0)).map(({ label, expected }) => `${label}: ${expected}`)).toEqual(
    expect.arrayContaining([
      'Runs, ⌈N / M⌉: ⌈320 / 40⌉ = 8',
      'Merge passes, 8 runs by 8: 1',
      'Smallest memory, one pass: 10 pages, it has 10',
    ]),
  )
})

test('a fan-in that changes between merges is told, and what no formula gives is not claimed', () => {
  const small = { records: 96, memory: 12, page: 3, fanIn: 3 }
  const trunk = runLab(small)
  const second = trunk.log.nth(SortEvent.mergeStep, 2) ?? 0
  const run = runLab(small, [
    { at: second, type: 'fan-in', value: 2 },
    { at: second + 30, type: 'crash', value: true },
  ])
  const rows = theoryOf(run.momentAt(run.log.length))
  expect(rows).toContainEqual({ label: 'Merge passes, 8 runs by 3, then by 2', expected: '3', measured: '3' })
  expect(rows).toContainEqual(expect.objectContaining({ label: 'Pages moved', expected: 'no closed form' }))
})
