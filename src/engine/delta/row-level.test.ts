import { describe, expect, it } from 'vitest'
import { MemoryStore } from '../storage/memory-store.ts'
import { runAppend } from './append.ts'
import { runCreate } from './create.ts'
import { runDelete } from './delete.ts'
import { runOptimize } from './optimize.ts'
import { loadSnapshot } from './snapshot.ts'
import { commitLast, runActors, writerActor } from './test-actors.ts'
import type { Operate } from './test-actors.ts'
import { createTestWriter, ITEMS, items, readItems, where, whereId } from './test-tables.ts'
import type { TableWriter } from './table-writer.ts'
import { runUpdate } from './update.ts'
import { verifyTable } from './verify.ts'

const remove =
  (id: number): Operate =>
  (writer) =>
    runDelete(writer, { where: whereId(id) })
const change =
  (id: number): Operate =>
  (writer) =>
    runUpdate(writer, { where: whereId(id), set: ([same, name, part]) => [same, `${name as string}!`, part] })
const insert: Operate = (writer) => runAppend(writer, items('9 n x'))
const optimize: Operate = (writer) => runOptimize(writer)

async function meet(me: Operate, winners: readonly Operate[], options: Partial<TableWriter> = {}) {
  const store = new MemoryStore()
  const configuration = new Map([['delta.enableDeletionVectors', 'true']])
  await runCreate(
    createTestWriter(store, 'maker'),
    { schema: ITEMS, configuration },
    items('1 a x', '2 b x', '3 c x', '4 d x'),
  )
  const overrides = { product: 'databricks', hasRowLevelConcurrency: true, ...options } as const
  const all: Operate = async (writer) => {
    for (const winner of winners.slice(0, -1)) await winner(writer)
    return (winners.at(-1) as Operate)(writer)
  }
  const actors = [writerActor(store, 'me', me, { overrides }), writerActor(store, 'winner', all, { overrides })]
  const { resultOf } = await runActors(actors, commitLast('me'))
  expect(resultOf('winner').kind).toBe('committed')
  const result = resultOf('me')
  expect(await verifyTable(store)).toEqual([])
  return {
    store,
    word: result.kind === 'conflicted' ? result.conflict.code : result.kind,
    rows: await readItems(store),
  }
}

describe('row-level concurrency', () => {
  it.each([
    ['DELETE and DELETE of another row', remove(1), remove(2), ['3 c x', '4 d x']],
    ['UPDATE and DELETE of another row', change(1), remove(2), ['1 a! x', '3 c x', '4 d x']],
    ['DELETE and UPDATE of another row', remove(1), change(2), ['2 b! x', '3 c x', '4 d x']],
    ['UPDATE and UPDATE of another row', change(1), change(2), ['1 a! x', '2 b! x', '3 c x', '4 d x']],
    ['UPDATE and INSERT of another row', change(1), insert, ['1 a! x', '2 b x', '3 c x', '4 d x', '9 n x']],
  ])('lets %s through, in one file', async (_, me, winner, rows) => {
    expect(await meet(me, [winner])).toMatchObject({ word: 'committed', rows })
  })

  it('under Serializable too, where an INSERT of such a row is a conflict', async () => {
    const isolation = 'Serializable'
    expect((await meet(change(1), [insert], { isolation })).word).toBe('committed')
    expect((await meet(change(9), [insert], { isolation })).word).toBe('unchanged')
    const both: Operate = (writer) =>
      runUpdate(writer, { where: where('id in (1, 9)', ([id]) => id === 1 || id === 9), set: (row) => row })
    expect((await meet(both, [insert], { isolation })).word).toBe('DELTA_CONCURRENT_APPEND')
    expect((await meet(both, [insert])).word).toBe('committed')
  })

  it('sees that another one has made a row that it would have changed', async () => {
    const byName =
      (from: string, to: string): Operate =>
      (writer) =>
        runUpdate(writer, {
          where: where(`name = ${from}`, ([, name]) => name === from),
          set: ([id, , part]) => [id, to, part],
        })
    expect((await meet(byName('a', 'b'), [byName('b', 'a')])).word).toBe('DELTA_CONCURRENT_APPEND')
    expect((await meet(byName('a', 'b'), [byName('b', 'z')])).word).toBe('committed')
  })

  it('puts the marks behind those of several commits', async () => {
    const { rows, store } = await meet(remove(1), [remove(2), change(3)])
    expect(rows).toEqual(['3 c! x', '4 d x'])
    const marked = [...(await loadSnapshot(store)).files].find(({ deletionVector }) => deletionVector !== undefined)
    expect(marked?.deletionVector?.cardinality).toBe(3)
  })

  it.each([
    ['DELETE and DELETE', remove(1), remove(1)],
    ['UPDATE and DELETE', change(1), remove(1)],
    ['DELETE and UPDATE', remove(1), change(1)],
    ['UPDATE and UPDATE', change(1), change(1)],
  ])('stops %s of one row', async (_, me, winner) => {
    expect((await meet(me, [winner])).word).toBe('DELTA_CONCURRENT_APPEND')
  })

  it('does not tell rows apart that were written anew', async () => {
    expect((await meet(change(1), [remove(2), optimize])).word).toBe('DELTA_CONCURRENT_DELETE_READ')
    expect((await meet(insert, [remove(2), optimize])).word).toBe('committed')
  })

  it.each([
    ['switched off', { hasRowLevelConcurrency: false }],
    ['in open-source Delta', { product: 'oss' }],
  ] as [string, Partial<TableWriter>][])('is not there when it is %s', async (_, options) => {
    expect((await meet(change(1), [change(2)], options)).word).toBe('DELTA_CONCURRENT_APPEND')
  })
})
