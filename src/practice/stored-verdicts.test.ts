import { expect, it } from 'vitest'
import { restoreCodeRun, storeCodeRun } from './code/stored-verdict.ts'
import type { CodeVerdict } from './code/verdict.ts'
import { restoreSqlRun, storeSqlRun } from './sql/stored-verdict.ts'
import type { SqlVerdict } from './sql/verdict.ts'
import { MOST_STORED } from './stored-result.ts'

const CODE: CodeVerdict = {
  language: 'python',
  which: 'examples',
  seed: 7,
  right: 1,
  fault: { kind: 'recursion', case: 1, line: 3 },
  faultWords: 'It called itself too deep.',
  cases: [
    {
      ...{ name: 'a', isHidden: false, isRight: true, args: ['add(1)'], expected: '1', got: '1' },
      ...{ calls: [{ expected: '', got: '' }], stdout: 'x', milliseconds: 1.5 },
      drawing: { kind: 'runs', runs: [{ label: 'R1', note: 'n', keys: [{ text: '1', share: 0.5, isWrong: true }] }] },
    },
    {
      ...{ name: 'b', isHidden: false, isRight: false, args: [], expected: '2', stdout: '', milliseconds: 0 },
      error: { name: 'TypeError', message: 'no', line: 2, column: 1 },
      missed: [{ call: 'c', expected: '1', got: '2' }],
      drawing: { kind: 'lifetimes', versions: [0], files: [{ name: 'f', spans: [{ from: 0, to: 1 }], mark: 'live' }] },
      ended: 'It was not run.',
    },
  ],
}

const ROWS = { columns: [{ name: 'a', type: 'INTEGER', isNumeric: true }], rows: [['1'], [null]], isCut: false }
const SQL: SqlVerdict = {
  isRight: false,
  refusal: { message: 'no', line: 1, column: 2 },
  dataSets: [
    {
      ...{ id: 's', name: 'shown', isShown: true, isRight: false, words: '1 row missing', fault: 'rows' },
      ...{ problem: { message: 'no', line: 1 }, why: 'since', expected: ROWS, got: ROWS, missing: [0], extra: [1] },
      first: { place: 0, got: ['1'], expected: [null], columns: [0] },
      milliseconds: 2,
    },
  ],
  plan: 'SCAN',
  milliseconds: 3,
}

const runs = [
  { kind: 'code', verdict: CODE, store: storeCodeRun, restore: restoreCodeRun },
  { kind: 'sql', verdict: SQL, store: storeSqlRun, restore: restoreSqlRun },
] as const

/** Every value of a tree, each in turn another kind of value. */
function damagesOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [{ not: 'this' }]
  const fields = Object.entries(value)
  return fields.flatMap(([field, of]) =>
    damagesOf(of).map((damaged) =>
      Array.isArray(value) ? value.with(Number(field), damaged) : { ...value, [field]: damaged },
    ),
  )
}

it.each(runs)('what a run found comes back from the log as it was: $kind', ({ verdict, store, restore }) => {
  expect(restore((store as (of: unknown) => string | undefined)(verdict) ?? '')).toEqual(verdict)
})

it.each(runs)('what is no result as it is known here is none, whatever part is not: $kind', ({ verdict, restore }) => {
  // Of a fault only its kind and its place are looked at.
  const damages = damagesOf(verdict).filter((each) => JSON.stringify(each) !== JSON.stringify(verdict))
  const read = damages.filter((each) => restore(JSON.stringify(each)) !== undefined)
  expect(damages.length).toBeGreaterThan(30)
  expect(read.map((each) => JSON.stringify((each as Partial<CodeVerdict>).fault))).toEqual(
    'fault' in verdict ? [JSON.stringify({ ...verdict.fault, case: { not: 'this' } })] : [],
  )
  expect(restore('')).toBeUndefined()
  expect(restore('{"isRight":')).toBeUndefined()
})

it('what is too long for the log is not in it; of a query the plan is left out first', () => {
  const long = 'x'.repeat(MOST_STORED)
  expect(storeCodeRun({ ...CODE, faultWords: long })).toBeUndefined()
  const stored = storeSqlRun({ ...SQL, plan: long }) ?? ''
  expect(restoreSqlRun(stored)).toEqual({ ...SQL, plan: undefined })
  expect(storeSqlRun({ ...SQL, dataSets: SQL.dataSets.map((each) => ({ ...each, why: long })) })).toBeUndefined()
})
