import { describe, expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { GatedStore } from '../storage/gated-store.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import type { ObjectStore } from '../storage/object-store.ts'
import { canCommute } from './call.ts'
import type { SimCall } from './call.ts'
import { chooseByHand, chooseByTime, chooseFirst, chooseSeeded, ScheduleError } from './choose.ts'
import { exploreOrders } from './explore.ts'
import type { Trial } from './explore.ts'
import { createLatency } from './latency.ts'
import { Simulation } from './simulation.ts'
import type { Actor, SimOptions } from './simulation.ts'

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
const textOf = (data: Uint8Array): string => new TextDecoder().decode(data)

type Work = (store: ObjectStore, name: string) => Promise<unknown>

function actors(store: MemoryStore, work: Readonly<Record<string, Work>>): Actor[] {
  return Object.entries(work).map(([name, act]) => ({
    name,
    run: (port) => act(new GatedStore(store, port), name),
  }))
}

/** Reads a number and writes the next one: the lost update of every textbook. */
const increment: Work = async (store) => {
  const before = Number(textOf(await store.get('n')))
  await store.put('n', bytes(String(before + 1)))
  return before + 1
}

async function counterStore(): Promise<MemoryStore> {
  const store = new MemoryStore()
  await store.put('n', bytes('0'))
  return store
}

async function run(schedule: readonly string[], options?: SimOptions) {
  const store = await counterStore()
  const simulation = new Simulation(actors(store, { a: increment, b: increment }), options)
  const record = await simulation.run(chooseByHand(schedule))
  return { record, left: textOf(await store.get('n')) }
}

describe('a schedule by hand', () => {
  it('decides what happens', async () => {
    expect((await run(['a', 'a', 'b', 'b'])).left).toBe('2')
    expect((await run(['a', 'b', 'a', 'b'])).left).toBe('1')
  })

  it('names the turn that cannot be taken', async () => {
    await expect(run(['a', 'a', 'a'])).rejects.toEqual(
      new ScheduleError(2, "turn 3 is a's, who has no call to make; waiting: b"),
    )
  })

  it('gives each actor its value or its error', async () => {
    const store = await counterStore()
    const fail: Work = async (gated) => gated.get('missing')
    const { outcomes } = await new Simulation(actors(store, { a: increment, b: fail })).run(chooseFirst)
    expect(outcomes.get('a')).toEqual({ kind: 'done', value: 1 })
    expect(outcomes.get('b')).toMatchObject({ kind: 'failed', error: { code: 'NOT_FOUND' } })
  })
})

describe('death', () => {
  it.each([
    [0, 'before', '1', 2],
    [0, 'after', '1', 3],
    [1, 'before', '1', 3],
    [1, 'after', '2', 4],
  ] as const)('of a at call %i, %s, leaves %s', async (call, when, left, steps) => {
    const died = await run([], { deaths: [{ actor: 'a', call, when }] })
    expect(died.record.outcomes.get('a')).toEqual({ kind: 'dead' })
    expect(died.record.outcomes.get('b')?.kind).toBe('done')
    expect(died.left).toBe(left)
    expect(died.record.steps).toHaveLength(steps)
  })
})

describe('time', () => {
  const latency = createLatency({ get: { baseMs: 10, msPerMebibyte: 1024 }, put: { baseMs: 50, msPerMebibyte: 0 } })

  it('passes by kind and bytes, and calls of different actors overlap', async () => {
    const { record } = await run(['a', 'b', 'a', 'b'], { latency, startMs: 1000 })
    expect(record.steps.map(({ doneMs }) => doneMs)).toEqual([1010, 1010, 1060, 1060])
    expect(latency('get', 1 << 20)).toBe(1034)
    expect(latency('head', 5)).toBe(0)
  })

  it('can choose: the call that is done first', async () => {
    const store = await counterStore()
    const slow: Work = async (gated) => gated.put('x', bytes('x'))
    const quick: Work = async (gated) => [await gated.get('n'), await gated.get('n')]
    const { steps } = await new Simulation(actors(store, { slow, quick }), { latency }).run(chooseByTime)
    expect(steps.map(({ actor, doneMs }) => `${actor} ${doneMs}`)).toEqual(['quick 10', 'quick 20', 'slow 50'])
  })

  it('is what the store writes down', async () => {
    const store: MemoryStore = new MemoryStore(() => simulation.nowMs())
    const simulation = new Simulation(actors(store, { a: (gated) => gated.put('x', bytes('x')) }), {
      latency,
      startMs: 7,
    })
    await simulation.run(chooseFirst)
    expect(await store.tryHead('x')).toEqual({ path: 'x', sizeBytes: 1, modifiedMs: 57 })
  })
})

describe('determinism', () => {
  const busy: Work = async (store, name) => {
    const reads = await Promise.all([store.get('n'), store.list(''), store.tryHead('n')])
    for (let i = 0; i < reads[1].length; i++) await Promise.resolve()
    await store.put(`${name}/${reads[1].length}`, bytes(name))
    return increment(store, name)
  }

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('seed %i gives the same steps, times and objects twice', async (seed) => {
    const once = async () => {
      const store = await counterStore()
      const record = await new Simulation(actors(store, { a: busy, b: busy, c: increment })).run(
        chooseSeeded(new Rng(seed)),
      )
      const objects = await store.list('')
      return { record, objects, left: textOf(await store.get('n')) }
    }
    expect(await once()).toEqual(await once())
  })

  it('makes the calls that an actor makes at once in their order', async () => {
    const store = await counterStore()
    const record = await new Simulation(actors(store, { a: busy })).run(chooseFirst)
    expect(record.steps.map(({ call }) => call.kind)).toEqual(['get', 'list', 'head', 'put', 'get', 'put'])
  })
})

describe('commuting', () => {
  const call = (access: SimCall['access'], path: string, startAfter = ''): SimCall => ({
    kind: access,
    path,
    access,
    startAfter,
    bytes: 0,
  })
  it.each([
    [call('read', 'a'), call('read', 'a'), true],
    [call('read', 'a'), call('write', 'a'), false],
    [call('read', 'a'), call('write', 'b'), true],
    [call('write', 'a'), call('write', 'a'), false],
    [call('list', 'log/'), call('write', 'log/2'), false],
    [call('list', 'log/', 'log/2'), call('write', 'log/2'), true],
    [call('list', 'log/'), call('write', 'data/2'), true],
    [call('list', 'log/'), call('list', ''), true],
  ])('%j and %j: %s', (a, b, expected) => {
    expect(canCommute(a, b)).toBe(expected)
    expect(canCommute(b, a)).toBe(expected)
  })
})

/** Every actor runs a program of reads and writes of few paths; what it reads it keeps. */
function randomTrial(seed: number, ends: string[]): () => Trial {
  const rng = new Rng(seed)
  const paths = ['p/1', 'p/2', 'q']
  const program = () =>
    Array.from({ length: 1 + rng.nextBelow(3) }, () => ({
      kind: ['get', 'put', 'list', 'delete', 'putIfAbsent'][rng.nextBelow(5)] as string,
      path: paths[rng.nextBelow(3)] as string,
    }))
  const programs = new Map(['a', 'b', 'c'].map((name) => [name, program()]))
  return () => {
    const store = new MemoryStore()
    const work: Work = async (gated, name) => {
      const seen: string[] = []
      for (const { kind, path } of programs.get(name) ?? []) {
        if (kind === 'put') await gated.put(path, bytes(`${name}${seen.join()}`))
        else if (kind === 'delete') await gated.delete(path)
        else if (kind === 'putIfAbsent') seen.push(String(await gated.putIfAbsent(path, bytes(name))))
        else if (kind === 'list') seen.push((await gated.list('p/')).map((object) => object.path).join('+'))
        else seen.push(await gated.get(path).then(textOf, () => 'none'))
      }
      return seen
    }
    return {
      actors: actors(store, { a: work, b: work, c: work }),
      check: async ({ outcomes }) => {
        const objects = await store.list('')
        const contents = await Promise.all(objects.map(async ({ path }) => `${path}=${textOf(await store.get(path))}`))
        ends.push(JSON.stringify([contents, [...outcomes]]))
        return undefined
      },
    }
  }
}

/** Orders of which no neighbours that commute stand the wrong way round: one for each class (lexicographic normal form). */
async function countClasses(seed: number): Promise<number> {
  const normal = new Set<string>()
  const create = randomTrial(seed, [])
  await exploreOrders(
    () => ({
      ...create(),
      check: ({ steps }) => {
        const left = steps.map(({ actor, call }) => ({ actor, call }))
        let text = ''
        while (left.length > 0) {
          const free = left.filter((step, i) =>
            left.slice(0, i).every((before) => before.actor !== step.actor && canCommute(before.call, step.call)),
          )
          const next = free.reduce((a, b) => (b.actor < a.actor ? b : a))
          left.splice(left.indexOf(next), 1)
          text += next.actor
        }
        normal.add(text)
        return Promise.resolve(undefined)
      },
    }),
    { isCollapsed: false, limit: 100_000 },
  )
  return normal.size
}

describe('exploring', () => {
  it('finds the order that loses an update, and that it is gone with one writer', async () => {
    const counter = new MemoryStore()
    const search = async (names: readonly string[]) =>
      exploreOrders(() => {
        counter.set('n', bytes('0'), 0)
        const check = async () => {
          const left = textOf(await counter.get('n'))
          return left === String(names.length) ? undefined : `lost an update: ${left}`
        }
        return { actors: actors(counter, Object.fromEntries(names.map((name) => [name, increment]))), check }
      })
    const two = await search(['a', 'b'])
    expect(two.found).toEqual({ schedule: ['a', 'b', 'a', 'b'], what: 'lost an update: 1' })
    expect(await search(['a'])).toEqual({ found: undefined, explored: 1, complete: true })
  })

  it.each([
    [2, 6],
    [3, 20],
    [4, 70],
  ])('runs every order of twice %i calls that commute: %i, collapsed one', async (calls, orders) => {
    const write: Work = async (store, name) => {
      for (let i = 0; i < calls; i++) await store.put(`${name}/${i}`, bytes(name))
    }
    const create = (): Trial => ({
      actors: actors(new MemoryStore(), { a: write, b: write }),
      check: () => Promise.resolve(undefined),
    })
    expect((await exploreOrders(create, { isCollapsed: false })).explored).toBe(orders)
    expect((await exploreOrders(create)).explored).toBe(1)
  })

  it('stops at the limit and says so', async () => {
    const result = await exploreOrders(randomTrial(3, []), { limit: 2, isCollapsed: false })
    expect(result).toEqual({ found: undefined, explored: 2, complete: false })
    expect(await exploreOrders(randomTrial(3, []), { mostRuns: 1 })).toMatchObject({ explored: 1, complete: false })
  })

  it.each(Array.from({ length: 40 }, (_, i) => i))(
    'collapsed and full enumeration lead to the same ends, one order for each class, seed %i',
    async (seed) => {
      const [all, few]: [string[], string[]] = [[], []]
      const full = await exploreOrders(randomTrial(seed, all), { isCollapsed: false, limit: 100_000 })
      const collapsed = await exploreOrders(randomTrial(seed, few), { limit: 100_000 })
      expect([full.complete, collapsed.complete]).toEqual([true, true])
      expect([...new Set(few)].sort()).toEqual([...new Set(all)].sort())
      expect(collapsed.explored).toBe(await countClasses(seed))
      expect(collapsed.explored).toBeLessThanOrEqual(full.explored)
    },
  )
})
