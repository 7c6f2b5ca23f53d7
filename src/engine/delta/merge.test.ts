import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { runAppend } from './append.ts'
import { runCreate } from './create.ts'
import { runMerge } from './merge.ts'
import type { MergeOptions } from './merge.ts'
import type { MergeOn, PairCondition } from './merge-clauses.ts'
import { loadSnapshot } from './snapshot.ts'
import { ALL_ROWS } from './row-condition.ts'
import { createTestWriter, ITEMS, items, readItems, where } from './test-tables.ts'
import { ensureCommitted } from './transaction.ts'
import { verifyTable } from './verify.ts'
import type { Row } from './write-files.ts'

const sameId: MergeOn = {
  text: 't.id = s.id',
  target: ALL_ROWS,
  test: ([a], [b]) => (a === undefined || b === undefined ? undefined : a === b),
}
const when = (text: string, test: PairCondition['test']): PairCondition => ({ text, test })
const keep = (_: Row, source: Row): Row => source

const MODES = [new Map<string, string>(), new Map([['delta.enableDeletionVectors', 'true']])]

async function merge(
  before: string[],
  options: Omit<MergeOptions, 'source'>,
  source: string[],
  configuration = MODES[0],
) {
  const store = new MemoryStore()
  const writer = createTestWriter(store)
  await runCreate(writer, { schema: ITEMS, configuration: configuration ?? new Map() }, items(...before.slice(0, 2)))
  await runAppend(writer, items(...before.slice(2)))
  const result = await runMerge(writer, { ...options, source: items(...source).rows })
  return { result, rows: await readItems(store), store }
}

const UPSERT: Omit<MergeOptions, 'source'> = {
  on: sameId,
  matched: [{ kind: 'update', set: keep }],
  notMatched: [{ insert: (source) => source }],
}

describe.each(MODES)('MERGE with %o', (configuration) => {
  it('upserts, and leaves the rest as it is', async () => {
    const { rows, store } = await merge(['1 a x', '2 b x', '3 c x', '4 d x'], UPSERT, ['2 B x', '9 z x'], configuration)
    expect(rows).toEqual(['1 a x', '2 B x', '3 c x', '4 d x', '9 z x'])
    expect(await verifyTable(store)).toEqual([])
    const files = [...(await loadSnapshot(store)).files]
    const vectors = files.filter(({ deletionVector }) => deletionVector !== undefined)
    expect([files.length, vectors.length]).toEqual(configuration.size > 0 ? [4, 1] : [3, 0])
  })

  it('takes of each kind the first clause whose condition is true, and none leaves the row', async () => {
    const options: Omit<MergeOptions, 'source'> = {
      on: sameId,
      matched: [
        { condition: when("s.name = 'del'", (_, [, name]) => name === 'del'), kind: 'delete' },
        { condition: when("s.name <> 'same'", (_, [, name]) => name !== 'same'), kind: 'update', set: keep },
      ],
      notMatched: [
        { condition: { text: 's.id < 100', test: ([id]) => (id as number) < 100 }, insert: (source) => source },
      ],
      notMatchedBySource: [
        { condition: { text: 't.id = 4', test: ([id]) => id === 4 }, kind: 'delete' },
        { kind: 'update', set: ([id, , part]) => [id, 'gone', part] },
      ],
    }
    const { rows } = await merge(
      ['1 a x', '2 b x', '3 c x', '4 d x', '5 e x'],
      options,
      ['1 del x', '2 new x', '3 same x', '7 ins x', '700 no x'],
      configuration,
    )
    expect(rows).toEqual(['2 new x', '3 c x', '5 gone x', '7 ins x'])
  })

  it('that inserts and does nothing else adds files and removes none', async () => {
    const { result, rows } = await merge(
      ['1 a x', '2 b x'],
      { on: sameId, notMatched: [{ insert: (row) => row }] },
      ['1 A x', '3 c x', '3 c x'],
      configuration,
    )
    expect(ensureCommitted(result).actions.map(({ kind }) => kind)).toEqual(['commitInfo', 'add'])
    expect(ensureCommitted(result).isBlindAppend).toBe(false)
    expect(rows).toEqual(['1 a x', '2 b x', '3 c x', '3 c x'])
  })
})

describe('several source rows for one row', () => {
  const CODE = 'DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE'
  const twice = ['1 A x', '1 A x']
  const only = (clauses: Omit<MergeOptions, 'source' | 'on'>) =>
    merge(['1 a x', '2 b x'], { on: sameId, ...clauses }, twice)

  it('are an error, equal ones too', async () => {
    await expect(only(UPSERT)).rejects.toMatchObject({ code: CODE, exception: 'DeltaUnsupportedOperationException' })
    await expect(only({ matched: [{ kind: 'update', set: keep }] })).rejects.toMatchObject({ code: CODE })
  })

  it('are none when all that happens is one DELETE without a condition', async () => {
    expect((await only({ matched: [{ kind: 'delete' }] })).rows).toEqual(['2 b x'])
  })

  it('are none when no clause is true for more than one of them, as long as only WHEN MATCHED stands there', async () => {
    const first = when('s.part', (_, [, , part]) => part === 'y')
    const matched = [{ condition: first, kind: 'update', set: keep }] as const
    const source = ['1 A x', '1 B y']
    expect((await merge(['1 a x'], { on: sameId, matched }, source)).rows).toEqual(['1 B y'])
    const withInsert = { on: sameId, matched, notMatched: [{ insert: (row: Row) => row }] }
    await expect(merge(['1 a x'], withInsert, source)).rejects.toMatchObject({ code: CODE })
  })
})

describe('what MERGE refuses or leaves', () => {
  it('a clause that cannot be reached, and no clause at all', async () => {
    const matched = [{ kind: 'delete' }, { kind: 'update', set: keep }] as const
    await expect(merge([], { on: sameId, matched }, [])).rejects.toMatchObject({
      code: 'DELTA_NON_LAST_MATCHED_CLAUSE_OMIT_CONDITION',
    })
    await expect(merge([], { on: sameId }, [])).rejects.toMatchObject({ code: 'DELTA_MERGE_MISSING_WHEN' })
  })

  it('a null key meets no row, and is inserted again with every run', async () => {
    const store = new MemoryStore()
    const writer = createTestWriter(store)
    await runCreate(writer, { schema: ITEMS }, items('1 a x'))
    const source: Row[] = [[undefined, 'n', 'x']]
    await runMerge(writer, { ...UPSERT, source })
    await runMerge(writer, { ...UPSERT, source })
    expect(await readItems(store)).toEqual(['1 a x', 'undefined n x', 'undefined n x'])
  })

  it('files that its condition on the table rules out', async () => {
    const target = where("t.part = 'x'", ([, , part]) => part === 'x', ['x'])
    const on: MergeOn = {
      ...sameId,
      text: "t.part = 'x' and t.id = s.id",
      target,
      test: (t, s) => t[2] === 'x' && t[0] === s[0],
    }
    const store = new MemoryStore()
    const reads: string[] = []
    const writer = createTestWriter(store, 'a', {
      onStep: (step) => void (step.kind === 'dataFileRead' && reads.push(step.path)),
    })
    await runCreate(writer, { schema: ITEMS, partitionColumns: ['part'] }, items('1 a x', '1 b y'))
    await runMerge(writer, { ...UPSERT, on, source: items('1 A x').rows })
    expect(reads.map((path) => path.split('/')[0])).toEqual(['part=x'])
    expect(await readItems(store)).toEqual(['1 A x', '1 b y'])
  })
})

describe('MERGE against a twin of arrays', () => {
  it.each(Array.from({ length: 25 }, (_, i) => i))('seed %i', async (seed) => {
    const rng = new Rng(seed)
    const before = Array.from({ length: rng.nextBelow(8) }, (_, i) => `${i} t${rng.nextBelow(3)} x`)
    const ids = [...new Set(Array.from({ length: rng.nextBelow(8) }, () => rng.nextBelow(12)))]
    const source = ids.map((id) => `${id} s${rng.nextBelow(3)} x`)
    const pick = <T>(list: T[]): T[] => list.filter(() => rng.nextBelow(2) === 0)
    const s1 = when('s1', (_, [, name]) => name === 's1')
    const matched = [
      ...pick([{ condition: s1, kind: 'delete' } as const]),
      ...pick([{ kind: 'update', set: keep } as const]),
    ]
    const notMatched = pick([{ insert: (row: Row) => row }])
    const notMatchedBySource = [
      { condition: { text: 't0', test: ([, name]: Row) => name === 't0' }, kind: 'delete' } as const,
    ]
    const keys =
      rng.nextBelow(2) === 0
        ? {}
        : { keys: { target: ([id]: Row) => `${id as number}`, source: ([id]: Row) => `${id as number}` } }
    const expected: string[] = []
    for (const row of before) {
      const match = source.find((one) => one.split(' ')[0] === row.split(' ')[0])
      if (match === undefined) {
        if (!row.includes('t0')) expected.push(row)
      } else if (matched.some(({ kind }) => kind === 'delete') && match.includes('s1')) continue
      else expected.push(matched.some(({ kind }) => kind === 'update') ? match : row)
    }
    if (notMatched.length > 0)
      expected.push(...source.filter((one) => !before.some((row) => row.split(' ')[0] === one.split(' ')[0])))
    const options = { on: { ...sameId, ...keys }, matched, notMatched, notMatchedBySource }
    const { rows } = await merge(before, options, source, MODES[seed % 2])
    expect(rows).toEqual(expected.sort())
  })
})
