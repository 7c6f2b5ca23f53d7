import { expect, test } from 'vitest'
import type { Params } from '../../player/lab.ts'
import { runLab, runPaged, runResumed, variedRuns } from './test-lab-run.ts'
import { theoryOf } from './theory.ts'

const CASES: readonly Params[] = [
  {},
  { records: 330 },
  { records: 330, fanIn: 64 },
  { records: 500, fanIn: 3, memory: 24 },
  { records: 800, page: 3, memory: 30, fanIn: 64 },
  { records: 319, doubleBuffering: true, fanIn: 4 },
  { limit: 30 },
  { limit: 100, fanIn: 3 },
  { records: 700, limit: 60, fanIn: 64 },
  { shape: 'few-distinct', combine: 'count' },
  { firstPass: 'optimal', fanIn: 3 },
]

function passesWith(params: Params, pages: number): number {
  const page = Number(params['page'] ?? 4)
  return runLab({
    ...params,
    memory: pages * page,
    fanIn: Math.min(Number(params['fanIn'] ?? 8), fanInOf(params, pages)),
  }).end.mergeLevel
}

function fanInOf(params: Params, pages: number): number {
  return params['doubleBuffering'] === true ? Math.floor(pages / 2) - 1 : pages - 1
}

test.each(CASES)('the smallest memory for one pass does with one, and a page less does not: %o', (params) => {
  const { momentAt } = runLab({
    ...params,
    fanIn: Math.min(
      Number(params['fanIn'] ?? 8),
      fanInOf(params, Math.floor(Number(params['memory'] ?? 40) / Number(params['page'] ?? 4))),
    ),
  })
  const moment = momentAt(0)
  // What fits in memory of the fan-in asked for; the lab itself refuses more.
  const asked = { ...moment, state: { ...moment.state, fanIn: Number(params['fanIn'] ?? 8) } }
  const row = theoryOf(asked).find(({ label }) => label === 'Smallest memory, one pass')
  const pages = Number(/^(\d+) pages, it has/.exec(row?.expected ?? '')?.[1])
  expect(passesWith(params, pages), row?.expected).toBeLessThanOrEqual(1)
  if (fanInOf(params, pages - 1) >= 2) expect(passesWith(params, pages - 1), row?.expected).toBeGreaterThan(1)
})

test('by selection it is about so much', () => {
  const { momentAt } = runLab({ formation: 'replacement-selection' })
  const row = theoryOf(momentAt(0)).find(({ label }) => label === 'Smallest memory, one pass')
  expect(row?.expected).toMatch(/^about \d+ pages, it has 10$/)
})

test('the length of the runs that a selection makes is told by its heap, which is less than memory', () => {
  const { log, momentAt } = runLab({ formation: 'replacement-selection' })
  const rows = theoryOf(momentAt(log.length)).map(({ label, expected }) => `${label}: ${expected}`)
  expect(rows).toContain('Runs, N / 2H on random input, a heap of H: about 5')
  expect(rows).toContain('Run length, 2H on random input: 2 × 32 = 64')
})

test('of a file it is told what its runs take to be merged at once: a page for each and one for what they become', () => {
  for (const run of [
    runPaged(),
    runPaged({ fanIn: 2 }),
    runPaged({ doubleBuffering: true, fanIn: 3 }),
    runResumed(3),
  ]) {
    const rows = theoryOf(run.momentAt(run.log.length))
    expect(rows.map(({ label }) => label)).not.toContain('Smallest memory, one pass')
    const runs = [...run.end.runs].filter(({ level }) => level === 0).length
    const each = runs + 1
    expect(rows.find(({ label }) => label === `Memory to merge these ${runs} runs at once`)?.expected).toBe(
      `${run.end.header.doubleBuffering ? each + each : each} pages`,
    )
  }
})

test('what a merge takes for a record stays within what is said, wherever it is measured', () => {
  let measured = 0
  for (const [name, runOf] of variedRuns()) {
    const { log, momentAt } = runOf()
    for (let position = 0; position <= log.length; position += 7) {
      const row = theoryOf(momentAt(position)).find(({ label }) => label.endsWith(' per record'))
      if (row?.measured === undefined) continue
      measured++
      const [, most] = /^≤ (\d+)\.00$/.exec(row.expected) ?? []
      expect(Number(row.measured), `${name}, ${position}: ${row.label} ${row.expected}`).toBeLessThanOrEqual(
        Number(most),
      )
    }
  }
  expect(measured).toBeGreaterThan(500)
})

test.each([
  [{}, '8 × N ⌈log₂ M⌉'],
  [{ records: 330 }, '8 × N ⌈log₂ M⌉, fill by fill'],
  [{ records: 3 }, '8 × N ⌈log₂ N⌉'],
  [{ records: 40 }, '8 × N ⌈log₂ N⌉'],
])('the form of key bytes gives what is beside it: %o', (params: Params, form) => {
  const { log, momentAt, params: all } = runLab(params)
  const row = theoryOf(momentAt(log.length)).find(({ label }) => label.startsWith('Key bytes moved'))
  expect(row?.label).toBe(`Key bytes moved, ${form}`)
  const expected = Number(row?.expected.replace(/^.* = /, '').replaceAll(',', ''))
  expect(row?.measured?.replaceAll(',', '')).toBe(String(expected))
  const of = form.includes('M') ? Number(all['memory']) : Number(all['records'])
  let levels = 0
  while (2 ** levels < of) levels++
  expect(expected === 8 * Number(all['records']) * levels).toBe(!form.includes('fill by fill'))
})
