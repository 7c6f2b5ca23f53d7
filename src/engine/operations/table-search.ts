import { exploreStepwise } from '../sim/explore.ts'
import type { Exploration, Trial } from '../sim/explore.ts'
import { chooseFirst } from '../sim/choose.ts'
import { Simulation } from '../sim/simulation.ts'
import { loadSnapshot } from '../delta/snapshot.ts'
import { ensureSchema, readRows } from '../delta/read-rows.ts'
import { rowsOf } from '../delta/data-file.ts'
import { formatRow } from '../delta/values.ts'
import { DeltaEvent, Outcome, Search } from '../delta/events.ts'
import type { SearchPayload } from '../delta/events.ts'
import { Log } from '../trace/log.ts'
import { TraceWriter } from '../trace/writer.ts'
import { DELTA_EVENT_KINDS } from '../delta/events.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { TableRecorder } from './table-recorder.ts'
import { TableWorld } from './table-world.ts'
import { ACTORS, WRITERS } from './table-params.ts'
import type { ActorName, TableParams } from './table-params.ts'

/** Orders that are run at most. */
const MOST_ORDERS = 2000

export interface FoundOrder {
  readonly explored: number
  readonly verdict: (typeof Search)[keyof typeof Search]
  readonly payload: SearchPayload
  readonly turns: readonly ActorName[]
}

/** Objects of a store, to begin many runs from. */
export type FillStore = (now: () => number) => MemoryStore

export async function packObjects(store: MemoryStore): Promise<FillStore> {
  const objects = await Promise.all(
    (await store.list('')).map(async (object) => ({ ...object, bytes: await store.get(object.path) })),
  )
  return (now) => {
    const copy = new MemoryStore(now)
    for (const { path, bytes, modifiedMs } of objects) copy.set(path, bytes, modifiedMs)
    return copy
  }
}

/**
 * Runs the writers in every order of their calls, from the same table, and looks for one at whose end there is what is
 * wanted. Orders that differ only in calls that commute are one. Yields how many were run.
 */
export async function* searchOrders(
  params: TableParams,
  fill: FillStore,
  nowMs: number,
): AsyncGenerator<number, FoundOrder> {
  const serial = new SerialOrders(params, fill, nowMs)
  const job = exploreStepwise(() => createTrial(params, fill, nowMs, serial), { limit: MOST_ORDERS })
  for (;;) {
    const step = await job.next()
    if (step.done === true) return describe(params, step.value)
    yield step.value
  }
}

function describe({ wanted }: TableParams, { found, explored, complete }: Exploration): FoundOrder {
  const turns = (found?.schedule ?? []) as readonly ActorName[]
  const verdict = found !== undefined ? Search.found : complete ? Search.none : Search.noneInBound
  return { explored, verdict, payload: { wanted, schedule: turns.join(''), what: found?.what ?? '' }, turns }
}

function createTrial(params: TableParams, fill: FillStore, nowMs: number, serial: SerialOrders): Trial {
  const run = new QuietRun(params, fill, nowMs)
  return {
    actors: writersOf(params).map((name) => run.world.createActor(name, params.programs[name as 'A'], false)),
    check: () => run.check(serial),
  }
}

function writersOf({ programs }: TableParams): ActorName[] {
  return WRITERS.filter((name) => programs[name].length > 0)
}

/** A run whose events only its verdict reads. */
class QuietRun {
  readonly world: TableWorld
  readonly #trace = new TraceWriter()

  constructor(
    private readonly params: TableParams,
    fill: FillStore,
    nowMs: number,
  ) {
    this.world = new TableWorld(params, new TableRecorder(this.#trace, () => nowMs), () => nowMs, fill)
  }

  async check(serial: SerialOrders): Promise<string | undefined> {
    const log = new Log(DELTA_EVENT_KINDS)
    for (const chunk of this.#trace.takeChunks()) log.append(chunk)
    const { wanted } = this.params
    if (wanted === 'lost-commit') return findLostCommit(log)
    if (wanted === 'refused') return findRefused(log)
    return serial.findOther(committedIn(log), this.world.store)
  }
}

function findLostCommit(log: Log): string | undefined {
  const event = eventsOf(log, DeltaEvent.commit).find(({ c }) => c === 1)
  return event === undefined
    ? undefined
    : `version ${event.b} was written twice: ${ACTORS[event.a] ?? ''} replaced the commit that was there`
}

function findRefused(log: Log): string | undefined {
  const event = eventsOf(log, DeltaEvent.end).find(({ b }) => b === Outcome.conflicted)
  if (event === undefined) return undefined
  const { code } = log.payload(event.seq) as { readonly code?: string }
  return `${ACTORS[event.a] ?? ''} is refused: ${code ?? ''}`
}

/** Which writers have committed all of what they wanted to. */
function committedIn(log: Log): ActorName[] {
  const ends = eventsOf(log, DeltaEvent.end)
  const failed = new Set(ends.filter(({ b }) => b === Outcome.conflicted || b === Outcome.failed).map(({ a }) => a))
  return [...new Set(ends.map(({ a }) => a))].filter((a) => !failed.has(a)).map((a) => ACTORS[a] as ActorName)
}

function eventsOf(log: Log, kind: number) {
  const found = []
  for (let n = 1; n <= log.count(kind, log.length); n++) found.push(log.event(log.nth(kind, n) as number))
  return found
}

/** What the writers leave behind when they run one after the other. */
class SerialOrders {
  readonly #ends = new Map<string, Promise<ReadonlySet<string>>>()

  constructor(
    private readonly params: TableParams,
    private readonly fill: FillStore,
    private readonly nowMs: number,
  ) {}

  /** Undefined when the rows of the store are the end of some order of these writers. */
  async findOther(writers: readonly ActorName[], store: MemoryStore): Promise<string | undefined> {
    const key = [...writers].sort().join('')
    const ends = this.#ends.get(key) ?? this.#runAll(writers)
    this.#ends.set(key, ends)
    const rows = await readAllRows(store)
    if ((await ends).has(rows)) return undefined
    const count = rows === '' ? 0 : rows.split('\n').length
    return `${count} rows that no order of ${writers.join(' and ')} one after the other leaves behind`
  }

  async #runAll(writers: readonly ActorName[]): Promise<ReadonlySet<string>> {
    const ends = new Set<string>()
    for (const order of permutations(writers)) {
      const { world } = new QuietRun(this.params, this.fill, this.nowMs)
      const actors = order.map((name) => world.createActor(name, this.params.programs[name as 'A'], false))
      await new Simulation(actors).run(chooseFirst)
      ends.add(await readAllRows(world.store))
    }
    return ends
  }
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]))
}

async function readAllRows(store: MemoryStore): Promise<string> {
  const snapshot = await loadSnapshot(store)
  const rows: string[] = []
  for await (const batch of readRows(store, snapshot)) {
    for (const row of rowsOf(batch)) rows.push(formatRow(ensureSchema(snapshot), row))
  }
  return rows.sort().join('\n')
}
