import { beforeAll, describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { chooseFirst, chooseSeeded } from '../sim/choose.ts'
import { exploreOrders } from '../sim/explore.ts'
import { createLatency } from '../sim/latency.ts'
import { Simulation } from '../sim/simulation.ts'
import type { SimRecord } from '../sim/simulation.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { StoreError } from '../storage/object-store.ts'
import { WatchedStore } from '../storage/watched-store.ts'
import { runAppend } from './append.ts'
import { runCheckpoint } from './checkpoint-writer.ts'
import { runAddConstraint } from './constraints.ts'
import { runCreate } from './create.ts'
import { runDelete } from './delete.ts'
import { commitPath } from './log-path.ts'
import { listLog } from './log-segment.ts'
import { runOptimize } from './optimize.ts'
import { loadSnapshot } from './snapshot.ts'
import { commitLast, packStore, resultOf, runActors, writerActor } from './test-actors.ts'
import type { Operate } from './test-actors.ts'
import { createTestWriter, ITEMS, items, readItems, whereId } from './test-tables.ts'
import { ensureCommitted } from './transaction.ts'
import { runVacuum } from './vacuum.ts'

const append: Operate = (writer) => runAppend(writer, items(`7 ${writer.actor} x`))

let fill: () => MemoryStore
beforeAll(async () => {
  const store = new MemoryStore()
  const writer = createTestWriter(store, 'maker')
  await runCreate(writer, { schema: ITEMS }, items('1 a x', '2 b x'))
  await runDelete(writer, { where: whereId(2) })
  fill = await packStore(store)
})

const kindsOf = (record: SimRecord, names: readonly string[]) => names.map((name) => resultOf(record, name).kind)

describe('many writers', () => {
  it('three appends: none is lost, in any order', async () => {
    const names = ['a', 'b', 'c']
    const result = await exploreOrders(() => {
      const store = fill()
      return {
        actors: names.map((name) => writerActor(store, name, append)),
        check: async (record) => {
          const rows = await readItems(store)
          const isWhole = rows.join() === '1 a x,7 a x,7 b x,7 c x'
          return isWhole && kindsOf(record, names).every((kind) => kind === 'committed') ? undefined : rows.join()
        },
      }
    })
    expect(result).toMatchObject({ found: undefined, complete: true })
  })

  it.each([1, 2, 3, 4])('six appends in a random order, with time that passes, seed %i', async (seed) => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const latency = createLatency({
      get: { baseMs: 20, msPerMebibyte: 10 },
      putIfAbsent: { baseMs: 60, msPerMebibyte: 0 },
    })
    const store = fill()
    const actors = names.map((name) => writerActor(store, name, append))
    const { record } = await runActors(actors, chooseSeeded(new Rng(seed)), { latency })
    const versions = names.map((name) => ensureCommitted(resultOf(record, name)).version)
    expect([...versions].sort()).toEqual([2, 3, 4, 5, 6, 7])
    expect(await readItems(store)).toHaveLength(7)
    expect(record.endMs).toBeGreaterThan(60)
  })

  it('a writer that others are always faster than gives up after its attempts', async () => {
    const store = fill()
    const fast: Operate = async (writer) => {
      await append(writer)
      return append(writer)
    }
    const setup = { overrides: { mostAttempts: 1 } }
    const actors = [writerActor(store, 'me', append, setup), writerActor(store, 'fast', fast)]
    const { resultOf: result } = await runActors(actors, commitLast('me'))
    const mine = result('me')
    expect(mine).toMatchObject({ kind: 'exhausted', attempts: 1 })
    expect(() => ensureCommitted(mine)).toThrow('version 2 was taken')
  })

  it('two who make one table: one wins, and the other is told, in every order', async () => {
    const create: Operate = (writer) => runCreate(writer, { schema: ITEMS }, items(`1 ${writer.actor} x`))
    const result = await exploreOrders(() => {
      const store = new MemoryStore()
      return {
        actors: ['a', 'b'].map((name) => writerActor(store, name, create)),
        check: async ({ outcomes }) => {
          const words = [...outcomes.values()].map((outcome) => {
            if (outcome.kind === 'failed') return (outcome.error as { code: string }).code
            if (outcome.kind !== 'done') return outcome.kind
            const value = outcome.value as { kind: string; conflict?: { code: string } }
            return value.conflict?.code ?? value.kind
          })
          const losers = ['DELTA_PROTOCOL_CHANGED', 'DELTA_TABLE_ALREADY_EXISTS']
          const isFine = words.includes('committed') && words.some((word) => losers.includes(word))
          const { version } = await loadSnapshot(store)
          return isFine && version === 0 ? undefined : `${words.join()} at version ${version}`
        },
      }
    })
    expect(result).toMatchObject({ found: undefined, complete: true })
  })
})

describe('two copies of one stream', () => {
  it('write a version once: the second one is told, or finds it recorded', async () => {
    const stream: Operate = (writer) => runAppend(writer, items('5 s x'), { txn: { appId: 'stream', version: 3 } })
    const seen = new Set<string>()
    const result = await exploreOrders(() => {
      const store = fill()
      return {
        actors: ['a', 'b'].map((name) => writerActor(store, name, stream)),
        check: async (record) => {
          for (const name of ['a', 'b']) {
            const done = resultOf(record, name)
            seen.add(done.kind === 'conflicted' ? done.conflict.error.exception : done.kind)
          }
          const rows = await readItems(store)
          return rows.filter((row) => row === '5 s x').length === 1 ? undefined : rows.join()
        },
      }
    })
    expect(result).toMatchObject({ found: undefined, complete: true })
    expect([...seen].sort()).toEqual(['ConcurrentTransactionException', 'committed', 'unchanged'])
  })
})

describe('a constraint that is added beside an append', () => {
  it('never stands over a row that violates it, in any order', async () => {
    const result = await exploreOrders(() => {
      const store = fill()
      const constrain: Operate = (writer) => runAddConstraint(writer, 'few', 'id < 5')
      return {
        actors: [writerActor(store, 'a', append), writerActor(store, 'c', constrain)],
        check: async () => {
          const { metadata } = await loadSnapshot(store)
          const rows = await readItems(store)
          const isBroken = metadata.configuration.has('delta.constraints.few') && rows.includes('7 a x')
          return isBroken ? rows.join() : undefined
        },
      }
    })
    expect(result).toMatchObject({ found: undefined, complete: true })
  })
})

describe('VACUUM beside an append', () => {
  const DAY_MS = 86_400_000
  const explore = (retentionHours: number) =>
    exploreOrders(() => {
      const store = fill()
      const overrides = { now: () => 1000 * DAY_MS }
      const vacuum: Operate = async (writer) => {
        await runVacuum({ ...writer, now: () => 1000 * DAY_MS }, { retentionHours, isRetentionChecked: false })
        return { kind: 'unchanged', reason: 'VACUUM commits nothing' }
      }
      return {
        actors: [writerActor(store, 'a', append, { overrides }), writerActor(store, 'v', vacuum)],
        check: async () =>
          readItems(store).then(
            () => undefined,
            (error: { code: string }) => error.code,
          ),
      }
    })

  it('with no retention deletes a file before its commit, in some order', async () => {
    expect((await explore(0)).found?.what).toBe('DELTA_FILE_NOT_FOUND_DETAILED')
  })

  it('with a retention longer than any write deletes none', async () => {
    expect(await explore(24 * 2000)).toMatchObject({ found: undefined, complete: true })
  })
})

describe('a store that fails', () => {
  const lost = (path: string) => new StoreError('WRITE_FAILED', 'the answer was lost', path)

  it('behind the commit: its writer finds out that it is its own', async () => {
    const store = fill()
    const failing = new WatchedStore(store, {
      after: ({ kind, path }) => (kind === 'putIfAbsent' ? lost(path) : undefined),
    })
    expect(ensureCommitted(await append(createTestWriter(failing))).version).toBe(2)
  })

  it('before the commit: nothing has happened', async () => {
    const store = fill()
    const failing = new WatchedStore(store, {
      before: ({ kind, path }) => (kind === 'putIfAbsent' ? lost(path) : undefined),
    })
    await expect(append(createTestWriter(failing))).rejects.toThrow('the answer was lost')
    expect((await loadSnapshot(store)).version).toBe(1)
  })

  it('behind a commit that another one has made: it is tried again', async () => {
    const store = fill()
    let isFirst = true
    const failing = new WatchedStore(store, {
      before: ({ kind, path }) => {
        if (kind !== 'putIfAbsent' || !isFirst) return undefined
        isFirst = false
        return lost(path)
      },
    })
    const winner = createTestWriter(store, 'winner')
    const writer = createTestWriter(failing, 'me', {
      onStep: (step) => void (step.kind === 'commitTried' && pending.push(step.version)),
    })
    const pending: number[] = []
    const run = append(writer)
    await append(winner)
    expect(ensureCommitted(await run).attempts).toBe(2)
    expect(pending).toEqual([2, 3])
  })
})

describe('a writer that dies while it takes care of the table', () => {
  const care: Readonly<Record<string, Operate>> = {
    checkpoint: async (writer) => {
      await runCheckpoint(writer, 1)
      return { kind: 'unchanged', reason: '' }
    },
    'checkpoint in parts': async (writer) => {
      await runCheckpoint(writer, 1, { policy: 'v2', format: 'parquet', sidecarActions: 1 })
      return { kind: 'unchanged', reason: '' }
    },
    vacuum: async (writer) => {
      await runVacuum(writer, { retentionHours: 0, isRetentionChecked: false })
      return { kind: 'unchanged', reason: '' }
    },
  }

  it.each(Object.keys(care))('%s: before or after any call the table reads as before', async (name) => {
    const operate = care[name] as Operate
    const alive = await new Simulation([writerActor(fill(), 'a', operate)]).run(chooseFirst)
    for (let call = 0; call < alive.steps.length; call++) {
      for (const when of ['before', 'after'] as const) {
        const store = fill()
        const deaths = [{ actor: 'a', call, when }]
        await new Simulation([writerActor(store, 'a', operate)], { deaths }).run(chooseFirst)
        expect(await readItems(store)).toEqual(['1 a x'])
        ensureCommitted(await append(createTestWriter(store)))
        expect(await readItems(store)).toEqual(['1 a x', '7 a x'])
      }
    }
    expect(alive.steps.length).toBeGreaterThan(3)
  })
})

describe('what a commit leaves in the log', () => {
  it('its provenance first, with the names that Delta gives it', async () => {
    const store = fill()
    ensureCommitted(await runAppend(createTestWriter(store), items('3 c x')))
    const [first] = new TextDecoder().decode(await store.get(commitPath(2))).split('\n')
    expect(JSON.parse(first ?? '')).toMatchObject({
      commitInfo: {
        operation: 'WRITE',
        operationParameters: { mode: 'Append', partitionBy: '[]' },
        readVersion: 1,
        isolationLevel: 'Serializable',
        isBlindAppend: true,
        operationMetrics: { numFiles: '1', numOutputRows: '1' },
      },
    })
  })

  it('OPTIMIZE says that no data changed, and that it needs snapshots only', async () => {
    const store = fill()
    await append(createTestWriter(store))
    const { actions, isolation } = ensureCommitted(await runOptimize(createTestWriter(store, 'o')))
    expect(isolation).toBe('SnapshotIsolation')
    expect(actions.some((action) => (action.kind === 'add' || action.kind === 'remove') && action.dataChange)).toBe(
      false,
    )
  })

  it('an orphan of a writer that died is no part of the table', async () => {
    const store = fill()
    const deaths = [{ actor: 'a', call: 5, when: 'before' } as const]
    const record = await new Simulation([writerActor(store, 'a', append)], { deaths }).run(chooseFirst)
    expect(record.steps.at(-1)?.call.kind).toBe('put')
    expect((await listLog(store)).commits.has(2)).toBe(false)
    expect(await store.tryHead(commitPath(2))).toBeUndefined()
    expect(await readItems(store)).toEqual(['1 a x'])
    const data = (await store.list('part-')).length
    expect(data).toBe((await loadSnapshot(store)).files.count + 2)
  })
})
