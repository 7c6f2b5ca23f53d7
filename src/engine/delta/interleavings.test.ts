import { beforeAll, describe, expect, it } from 'vitest'
import { drawUnlessWhole } from '../../../scripts/draw.ts'
import { exploreOrders } from '../sim/explore.ts'
import type { Exploration } from '../sim/explore.ts'
import { chooseFirst } from '../sim/choose.ts'
import { Simulation } from '../sim/simulation.ts'
import type { Actor, SimRecord } from '../sim/simulation.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { GatedStore } from '../storage/gated-store.ts'
import { OverwritingStore } from '../storage/overwriting-store.ts'
import { runAppend } from './append.ts'
import { isCommitKept } from './committer.ts'
import { runCreate } from './create.ts'
import { runDelete } from './delete.ts'
import type { Product } from './isolation.ts'
import { commitPath } from './log-path.ts'
import { runMerge } from './merge.ts'
import { runOptimize } from './optimize.ts'
import { ALL_ROWS } from './row-condition.ts'
import { runOverwrite } from './overwrite.ts'
import { runRestore } from './restore.ts'
import { loadSnapshot } from './snapshot.ts'
import { packStore, writerActor } from './test-actors.ts'
import type { Operate } from './test-actors.ts'
import { createTestWriter, ITEMS, items, readItems, where } from './test-tables.ts'
import type { Committed, OperationResult } from './transaction.ts'
import { runUpdate } from './update.ts'

/** An operation, and what it does to a table that is a list of rows. */
interface Sample {
  readonly operate: Operate
  readonly apply: (rows: readonly string[]) => readonly string[]
}

const FIRST = ['1 a x', '2 b x']
const SECOND = ['1 a x', '2 b x', '3 c x']

const isId = (...ids: number[]) => where(`id in (${ids.join()})`, ([id]) => ids.includes(id as number))

const SAMPLES: Readonly<Record<string, Sample>> = {
  append: {
    operate: (writer) => runAppend(writer, items(`7 ${writer.actor} x`)),
    apply: (rows) => [...rows, '7 ? x'],
  },
  update: {
    operate: (writer) =>
      runUpdate(writer, { where: isId(1, 3), set: ([id, name, part]) => [id, `${name as string}!`, part] }),
    apply: (rows) => rows.map((row) => (/^[13] /.test(row) ? row.replace(' x', '! x') : row)),
  },
  delete: {
    operate: (writer) => runDelete(writer, { where: isId(1, 7) }),
    apply: (rows) => rows.filter((row) => !/^[17] /.test(row)),
  },
  merge: {
    operate: (writer) =>
      runMerge(writer, {
        source: items('3 m x', `8 ${writer.actor} x`).rows,
        on: { text: 't.id = s.id', target: ALL_ROWS, test: ([a], [b]) => a === b },
        matched: [{ kind: 'update', set: (_, source) => source }],
        notMatched: [{ insert: (source) => source }],
      }),
    apply: (rows) => {
      const source = ['3 m x', '8 ? x']
      const isSame = (a: string, b: string) => a.split(' ')[0] === b.split(' ')[0]
      const matched = rows.map((row) => source.find((one) => isSame(one, row)) ?? row)
      return [...matched, ...source.filter((one) => !rows.some((row) => isSame(one, row)))]
    },
  },
  'delete of a file': {
    operate: (writer) => runDelete(writer, { where: isId(3) }),
    apply: (rows) => rows.filter((row) => !row.startsWith('3 ')),
  },
  'insert of what is missing': {
    operate: (writer) =>
      runMerge(writer, {
        source: items('3 n x', '6 n x').rows,
        on: { text: 't.id = s.id', target: ALL_ROWS, test: ([a], [b]) => a === b },
        notMatched: [{ insert: (source) => source }],
      }),
    apply: (rows) => [...rows, ...['3 n x', '6 n x'].filter((one) => !rows.some((row) => row[0] === one[0]))],
  },
  optimize: { operate: (writer) => runOptimize(writer), apply: (rows) => rows },
  overwrite: { operate: (writer) => runOverwrite(writer, items('9 z x')), apply: () => ['9 z x'] },
  restore: { operate: (writer) => runRestore(writer, { target: { version: 0 } }), apply: () => FIRST },
}

const NAMES = Object.keys(SAMPLES)
const PAIRS = NAMES.flatMap((one, i) => NAMES.slice(i).map((other) => [one, other] as const))

let fill: () => MemoryStore
let fillVectors: () => MemoryStore
beforeAll(async () => {
  const create = async (configuration: ReadonlyMap<string, string>) => {
    const store = new MemoryStore()
    const writer = createTestWriter(store, 'maker')
    await runCreate(writer, { schema: ITEMS, configuration }, items(...FIRST))
    await runAppend(writer, items('3 c x'))
    return packStore(store)
  }
  fill = await create(new Map())
  fillVectors = await create(new Map([['delta.enableDeletionVectors', 'true']]))
})

const sorted = (rows: readonly string[]) => [...rows].sort()

/** Names of writers do not matter to the twin. */
async function readVersion(store: MemoryStore, version: number): Promise<string[]> {
  return (await readItems(store, { version })).map((row) => row.replace(/^([78]) \w+/, '$1 ?')).sort()
}

interface Done {
  readonly sample: string
  readonly result: OperationResult
}

function doneOf(record: SimRecord, names: Readonly<Record<string, string>>): Done[] | string {
  const done: Done[] = []
  for (const [actor, sample] of Object.entries(names)) {
    const outcome = record.outcomes.get(actor)
    if (outcome?.kind === 'failed') return `${actor} failed: ${String(outcome.error)}`
    if (outcome?.kind === 'done') done.push({ sample, result: outcome.value as OperationResult })
  }
  return done
}

/** Every version is one committed operation, and no commit was replaced. */
async function committedInOrder(
  store: MemoryStore,
  done: readonly Done[],
): Promise<(Done & { result: Committed })[] | string> {
  const committed = done.filter((one): one is Done & { result: Committed } => one.result.kind === 'committed')
  committed.sort((a, b) => a.result.version - b.result.version)
  const { version } = await loadSnapshot(store)
  if (version !== 1 + committed.length) return `${committed.length} commits, and the latest version is ${version}`
  for (const [i, { result }] of committed.entries()) {
    if (result.version !== i + 2) return `two commits have version ${result.version}`
    if (!(await isCommitKept(store, result.version, result.txnId))) return `commit ${result.version} is lost`
  }
  return committed
}

/** The order of versions is a serial order: each version has the rows of the operations one after the other. */
async function checkSerial(store: MemoryStore, done: readonly Done[]): Promise<string | undefined> {
  const committed = await committedInOrder(store, done)
  if (typeof committed === 'string') return committed
  let rows: readonly string[] = SECOND
  for (const { sample, result } of committed) {
    rows = (SAMPLES[sample] as Sample).apply(rows)
    const found = await readVersion(store, result.version)
    if (found.join() !== sorted(rows).join()) return `version ${result.version} (${sample}): ${found.join()}`
  }
  return undefined
}

/** There is some serial order that leads to the rows at the end. */
async function checkSomeOrder(store: MemoryStore, done: readonly Done[]): Promise<string | undefined> {
  const committed = await committedInOrder(store, done)
  if (typeof committed === 'string') return committed
  const found = (await readVersion(store, 1 + committed.length)).join()
  const orders = [committed, committed.toReversed()]
  const ends = orders.map((order) =>
    sorted(
      order.reduce<readonly string[]>((rows, { sample }) => (SAMPLES[sample] as Sample).apply(rows), SECOND),
    ).join(),
  )
  return ends.includes(found) ? undefined : `${found} is the end of no order`
}

interface Setting {
  readonly product: Product
  readonly hasVectors?: boolean
  readonly hasRowLevelConcurrency?: boolean
}

function explorePair(
  names: Readonly<Record<string, string>>,
  { product, hasVectors = false, hasRowLevelConcurrency = false }: Setting,
  check: (store: MemoryStore, done: readonly Done[]) => Promise<string | undefined>,
  others: (store: MemoryStore) => readonly Actor[] = () => [],
): Promise<Exploration> {
  return exploreOrders(() => {
    const store = hasVectors ? fillVectors() : fill()
    const overrides = { product, hasRowLevelConcurrency }
    const writers = Object.entries(names).map(([actor, sample]) =>
      writerActor(store, actor, (SAMPLES[sample] as Sample).operate, { overrides }),
    )
    return {
      actors: [...writers, ...others(store)],
      check: (record) => {
        const done = doneOf(record, names)
        return typeof done === 'string' ? Promise.resolve(done) : check(store, done)
      },
    }
  })
}

describe('all orders of two writers', () => {
  it.each(drawUnlessWhole(PAIRS, 1 / 4, 'serializable'))(
    '%s and %s, Serializable: history is the serial order',
    async (one, other) => {
      const result = await explorePair({ a: one, b: other }, { product: 'oss' }, checkSerial)
      expect(result).toMatchObject({ found: undefined, complete: true })
      expect(result.explored).toBeGreaterThan(1)
    },
  )

  it.each(drawUnlessWhole(PAIRS, 1 / 4, 'write-serializable'))(
    '%s and %s, WriteSerializable: some serial order leads to the same rows',
    async (one, other) => {
      expect(await explorePair({ a: one, b: other }, { product: 'databricks' }, checkSomeOrder)).toMatchObject({
        found: undefined,
        complete: true,
      })
    },
  )

  it.each(drawUnlessWhole(PAIRS, 1 / 4, 'vectors'))(
    '%s and %s, with deletion vectors: history is the serial order',
    async (one, other) => {
      const setting = { product: 'oss', hasVectors: true } as const
      expect(await explorePair({ a: one, b: other }, setting, checkSerial)).toMatchObject({
        found: undefined,
        complete: true,
      })
    },
  )

  it.each(drawUnlessWhole(PAIRS, 1 / 4, 'row-level'))(
    '%s and %s, row-level: some serial order leads to the same rows',
    async (one, other) => {
      const setting = { product: 'databricks', hasVectors: true, hasRowLevelConcurrency: true } as const
      expect(await explorePair({ a: one, b: other }, setting, checkSomeOrder)).toMatchObject({
        found: undefined,
        complete: true,
      })
    },
  )

  it('two appends, every order by itself: the same ends as of the four that stand for all', async () => {
    const first = new MemoryStore()
    await runCreate(createTestWriter(first, 'maker'), { schema: ITEMS })
    const fillFirst = await packStore(first)
    const endsOf = async (isCollapsed: boolean) => {
      const ends = new Set<string>()
      const result = await exploreOrders(
        () => {
          const store = fillFirst()
          const names = { a: 'append', b: 'append' }
          return {
            actors: Object.entries(names).map(([actor, sample]) =>
              writerActor(store, actor, (SAMPLES[sample] as Sample).operate),
            ),
            check: async (record) => {
              const done = doneOf(record, names)
              const words = typeof done === 'string' ? done : done.map(({ result: { kind } }) => kind).join()
              ends.add(`${words}: ${(await readItems(store)).join()}`)
              return undefined
            },
          }
        },
        { isCollapsed, limit: 20_000 },
      )
      expect(result.complete).toBe(true)
      return { ends: [...ends].sort(), explored: result.explored }
    }
    const [all, few] = [await endsOf(false), await endsOf(true)]
    expect(few.ends).toEqual(all.ends)
    expect([few.explored, all.explored]).toEqual([4, 252])
  })

  it('under WriteSerializable history itself is not always that order: a delete behind an append that it has not seen', async () => {
    const { found } = await explorePair({ a: 'append', b: 'delete' }, { product: 'databricks' }, checkSerial)
    expect(found?.what).toBe('version 3 (delete): 2 b x,3 c x,7 ? x')
  })
})

describe('a reader', () => {
  it.each(NAMES)('beside %s sees one committed version, whole', async (sample) => {
    const seen = new Set<string>()
    const reader = (store: MemoryStore): Actor => ({
      name: 'reader',
      run: async (port) => seen.add((await readItems(new GatedStore(store, port))).join()),
    })
    const result = await explorePair({ a: sample }, { product: 'oss' }, checkSerial, (store) => [reader(store)])
    expect(result).toMatchObject({ found: undefined, complete: true })
    const after = (SAMPLES[sample] as Sample).apply(SECOND).map((row) => row.replace(/^([78]) \?/, '$1 a'))
    expect([...seen].sort()).toEqual([...new Set([sorted(SECOND).join(), sorted(after).join()])].sort())
  })
})

describe('a store that cannot put only where nothing is', () => {
  it('loses a commit of two appends in some order, and it is seen', async () => {
    const names = { a: 'append', b: 'append' }
    const result = await exploreOrders(() => {
      const store = fill()
      const wrap = (inner: ConstructorParameters<typeof OverwritingStore>[0]) => new OverwritingStore(inner)
      const actors = Object.keys(names).map((name) =>
        writerActor(store, name, (SAMPLES['append'] as Sample).operate, { wrap }),
      )
      return { actors, check: (record) => checkSerial(store, doneOf(record, names) as Done[]) }
    })
    expect(result.found?.what).toBe('2 commits, and the latest version is 2')
  })

  it('loses none of one driver', async () => {
    const store = fill()
    const wrap = (inner: ConstructorParameters<typeof OverwritingStore>[0]) => new OverwritingStore(inner)
    const both: Operate = async (writer) => {
      await (SAMPLES['append'] as Sample).operate(writer)
      return (SAMPLES['append'] as Sample).operate(writer)
    }
    await new Simulation([writerActor(store, 'a', both, { wrap })]).run(chooseFirst)
    expect((await loadSnapshot(store)).version).toBe(3)
  })
})

describe('a writer that dies', () => {
  it.each(NAMES)(
    'in %s, before or after any call, leaves the old version or the new one, and others go on',
    async (sample) => {
      const { operate, apply } = SAMPLES[sample] as Sample
      const alive = await new Simulation([writerActor(fill(), 'a', operate)]).run(chooseFirst)
      const commitCall = alive.steps.findIndex(({ call }) => call.kind === 'putIfAbsent')
      expect(commitCall).toBe(alive.steps.length - 1)
      for (let call = 0; call < alive.steps.length; call++) {
        for (const when of ['before', 'after'] as const) {
          const store = fill()
          const deaths = [{ actor: 'a', call, when }]
          const record = await new Simulation([writerActor(store, 'a', operate)], { deaths }).run(chooseFirst)
          expect(record.outcomes.get('a')).toEqual({ kind: 'dead' })
          const isIn = call === commitCall && when === 'after'
          expect((await store.tryHead(commitPath(2))) !== undefined).toBe(isIn)
          const rows = isIn ? apply(SECOND) : SECOND
          expect(await readVersion(store, isIn ? 2 : 1)).toEqual(sorted(rows))
          await new Simulation([writerActor(store, 'b', (SAMPLES['append'] as Sample).operate)]).run(chooseFirst)
          expect(await readVersion(store, isIn ? 3 : 2)).toEqual(sorted([...rows, '7 ? x']))
        }
      }
    },
  )
})
