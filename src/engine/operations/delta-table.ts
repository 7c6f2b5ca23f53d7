import { ParseError } from '../../base/parse.ts'
import { DeltaEvent, ISOLATION_LEVELS } from '../delta/events.ts'
import { createDeltaFold } from '../delta/fold.ts'
import type { DeltaHeader } from '../delta/state.ts'
import type { Choose, SimRecord } from '../sim/simulation.ts'
import { chooseByTime, ScheduleError } from '../sim/choose.ts'
import { Simulation } from '../sim/simulation.ts'
import type { MemoryStore } from '../storage/memory-store.ts'
import { tryCreatedTable } from '../sql/table-names.ts'
import { TraceWriter } from '../trace/writer.ts'
import { OperationError } from './operation.ts'
import type { Operation, OperationProgress, PreparedRun } from './operation.ts'
import { createOrder, TURN_CALL } from './table-order.ts'
import { ACTORS, parseTableActs, parseTableParams, WRITERS } from './table-params.ts'
import type { TableAct, TableParams } from './table-params.ts'
import { withTableProperties } from './table-properties.ts'
import { TableRecorder } from './table-recorder.ts'
import { packObjects, searchOrders } from './table-search.ts'
import { CALL_LATENCY, START_MS, TableWorld } from './table-world.ts'

/** What the lab shows of a finished run. */
export interface TableRunSummary {
  readonly versions: number
}

/**
 * A Delta table in memory, made by the statements of its past; then writers at work on it at once, each call to the store an
 * event. Milliseconds are virtual.
 */
export const deltaTableOperation: Operation = {
  name: 'delta-table',
  samples: createSamples(),
  prepare: (given, acts) => {
    try {
      return prepareTable(withTableProperties(parseTableParams(given)), parseTableActs(acts))
    } catch (error) {
      throw error instanceof ParseError ? new OperationError('BAD_PARAMS', error.message, error.where) : error
    }
  },
}

function prepareTable(params: TableParams, acts: readonly TableAct[]): PreparedRun {
  const header: DeltaHeader = {
    table: tryCreatedTable(params.programs.table) ?? 'table',
    actors: ACTORS,
    startMs: START_MS,
    tickMs: 1,
    log: params.log,
    // Nothing stands at version 0 of a naive log: it is the table before its first entry.
    firstVersion: params.log === 'naive' ? 1 : 0,
    isolation: params.isolation,
    store: params.store,
    skewMs: params.skewMinutes * 60_000,
  }
  return { header, fold: createDeltaFold(header), run: (trace) => new TableRun(params, acts, trace).run() }
}

/**
 * The table that a run leaves behind, up to the call that makes event number `until`: what a link shows can be had as files.
 * Throws as `prepare` does.
 */
export async function buildTable(given: unknown, givenActs: unknown, until = Infinity): Promise<MemoryStore> {
  const params = withTableProperties(parseTableParams(given))
  if (params.log === 'naive')
    throw new OperationError('BAD_PARAMS', 'a naive log is no Delta table: it has no files', 'log')
  const trace = new TraceWriter()
  const run = new TableRun(params, parseTableActs(givenActs), trace)
  const job = run.run()
  while (trace.length < until && (await job.next()).done !== true) trace.takeChunks()
  return run.store
}

/** One run from its first event to its last. */
class TableRun {
  readonly #recorder: TableRecorder
  readonly #world: TableWorld
  readonly #simulation: Simulation
  readonly #dead = new Set<string>()
  /** Statements of the guest that have begun. */
  #guests = 0
  #alone: string | undefined
  #order: Choose
  /** The first act that has not taken effect; acts are in the order of their places. */
  #nextAct = 0
  readonly #acts: readonly TableAct[]
  readonly #statements: readonly Extract<TableAct, { type: 'statement' }>[]

  constructor(
    private readonly params: TableParams,
    acts: readonly TableAct[],
    private readonly trace: TraceWriter,
  ) {
    this.#acts = acts.filter(({ type }) => type !== 'statement').toSorted((a, b) => a.at - b.at)
    this.#statements = acts.filter((act) => act.type === 'statement').toSorted((a, b) => a.at - b.at)
    const now = (): number => this.#simulation?.nowMs() ?? START_MS
    this.#recorder = new TableRecorder(trace, now)
    this.#world = new TableWorld(params, this.#recorder, now)
    this.#order = createOrder(params)
    const { programs } = params
    const writers = WRITERS.filter((name) => programs[name].length > 0)
    this.#simulation = new Simulation(
      [
        this.#world.createActor('table', programs.table),
        ...writers.map((name) => this.#world.createActor(name, programs[name])),
        this.#world.createGuest(
          'you',
          this.#statements.map(({ value }) => value),
        ),
      ],
      { latency: CALL_LATENCY, startMs: START_MS, isAlive: (actor, when) => this.#isAlive(actor, when === 'after') },
    )
  }

  get store(): MemoryStore {
    return this.#world.store
  }

  async *run(): AsyncGenerator<OperationProgress, TableRunSummary> {
    const simulation = this.#simulation
    await simulation.start()
    while (await simulation.step(choosePast)) yield this.#progress()
    if (this.params.order === 'search') yield* this.#search()
    for (;;) {
      this.#takeDueActs()
      if (!(await this.#step())) break
      yield this.#progress()
    }
    ensureNoFault(simulation.record())
    return { versions: (await this.#world.store.list('_delta_log/')).length }
  }

  #step(): Promise<boolean> {
    return this.#simulation.step((waiting) => this.#choose(waiting))
  }

  /** A schedule is of a run without acts: behind one it holds as long as it can, then time decides. */
  #chooseWriter(waiting: Parameters<Choose>[0]): string | undefined {
    try {
      return this.#order(waiting)
    } catch (error) {
      if (!(error instanceof ScheduleError)) throw error
      if (this.#nextAct + this.#guests === 0) throw new OperationError('BAD_TURNS', error.message, 'turns')
      this.#order = chooseByTime
      return this.#order(waiting)
    }
  }

  async *#search(): AsyncGenerator<OperationProgress> {
    const fill = await packObjects(this.#world.store)
    const job = searchOrders(this.params, fill, this.#simulation.nowMs())
    for (;;) {
      const step = await job.next()
      if (step.done !== true) {
        yield { done: step.value, total: step.value + 1, unit: 'orders tried' }
        continue
      }
      const { explored, verdict, payload, turns } = step.value
      this.#recorder.emit(DeltaEvent.search, 0, explored, verdict, payload)
      if (turns.length > 0) this.#order = createOrder({ order: 'by-hand', turns, seed: this.params.seed })
      return
    }
  }

  #progress(): OperationProgress {
    return { done: this.trace.length, total: this.trace.length + 1, unit: 'events' }
  }

  #choose(waiting: Parameters<Choose>[0]): string | undefined {
    const alive = waiting.filter(({ actor }) => !this.#dead.has(actor))
    const guest = this.#chooseGuest(alive)
    if (guest !== undefined) return guest
    const writers = alive.filter(({ actor }) => actor !== 'you')
    const alone = writers.find(({ actor }) => actor === this.#alone)
    if (alone !== undefined) return alone.actor
    const beginning = writers.find(({ call }) => call.kind === TURN_CALL.kind)
    if (beginning !== undefined && this.params.order !== 'one-by-one') return beginning.actor
    return writers.length === 0 ? undefined : this.#chooseWriter(writers)
  }

  /** The guest goes on alone once its statement is due, until the statement is over. */
  #chooseGuest(waiting: Parameters<Choose>[0]): string | undefined {
    const guest = waiting.find(({ actor }) => actor === 'you')
    if (guest === undefined) return undefined
    if (guest.call.kind !== TURN_CALL.kind) return guest.actor
    const next = this.#statements[this.#guests]
    if (next === undefined || next.at > this.trace.length) return undefined
    this.#guests++
    return guest.actor
  }

  #takeDueActs(): void {
    for (let act = this.#acts[this.#nextAct]; act !== undefined && act.at <= this.trace.length;) {
      this.#nextAct++
      this.#take(act, false)
      act = this.#acts[this.#nextAct]
    }
  }

  #take(act: TableAct, isAfterCall: boolean): void {
    switch (act.type) {
      case 'isolation': {
        const [to, from] = [act.value, this.#world.isolation].map((level) => ISOLATION_LEVELS.indexOf(level))
        this.#world.isolation = act.value
        return this.#recorder.emit(DeltaEvent.isolation, 0, to as number, from as number)
      }
      case 'turn':
        this.#alone = act.value
        return
      case 'die':
        if (this.#dead.has(act.value)) return
        this.#dead.add(act.value)
        return this.#recorder.emit(DeltaEvent.die, ACTORS.indexOf(act.value), isAfterCall ? 1 : 0, 0)
      case 'statement':
    }
  }

  /** An actor may die between a call that was done and its answer. */
  #isAlive(actor: string, isAfterCall: boolean): boolean {
    const act = this.#acts[this.#nextAct]
    const isDue = isAfterCall && act?.type === 'die' && act.value === actor && act.at <= this.trace.length
    if (isDue) {
      this.#nextAct++
      this.#take(act, true)
    }
    return !this.#dead.has(actor)
  }
}

const choosePast: Choose = (waiting) => waiting.find(({ actor }) => actor === 'table')?.actor

/** What an actor threw that is no told error is a fault of ours. */
function ensureNoFault({ outcomes }: SimRecord): void {
  for (const outcome of outcomes.values()) {
    if (outcome.kind === 'failed')
      throw outcome.error instanceof Error ? outcome.error : new Error(String(outcome.error))
  }
}

function createSamples(): Operation['samples'] {
  const setup = `
    CREATE TABLE orders (id BIGINT, region STRING, amount INT) PARTITIONED BY (region);
    INSERT INTO orders VALUES (1, 'EU', 10), (2, 'US', 20);
    INSERT INTO orders VALUES (3, 'EU', 30);
    -- 2 hours later
    INSERT INTO orders VALUES (4, 'US', 40)`
  const a = `UPDATE orders SET amount = 11 WHERE region = 'EU' AND id = 1`
  const b = `DELETE FROM orders WHERE region = 'EU' AND id = 3`
  const base = { setup, a, b, order: 'a-first' }
  const naive = {
    log: 'naive',
    setup: 'CREATE TABLE t (id INT); INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)',
    a: 'OPTIMIZE t; SELECT * FROM t; INSERT INTO t VALUES (3)',
    b: 'INSERT OVERWRITE t VALUES (9); RESTORE t TO VERSION AS OF 1; SELECT * FROM t VERSION AS OF 0',
  }
  const seeded = { setup, a, b, c: 'SELECT * FROM orders VERSION AS OF 1', order: 'seeded', seed: 5, checkpoint: 2 }
  return [
    { params: base, acts: [{ at: 60, type: 'isolation', value: 'WriteSerializable' }] },
    { params: { ...base, retries: 1, product: 'databricks' }, acts: [{ at: 60, type: 'die', value: 'A' }] },
    { params: seeded, acts: [{ at: 50, type: 'statement', value: 'OPTIMIZE orders' }] },
    { params: { ...base, store: 'overwriting' }, acts: [{ at: 62, type: 'turn', value: 'B' }] },
    { params: { ...base, order: 'search', wanted: 'refused' }, acts: [] },
    { params: { ...naive, order: 'b-first' }, acts: [{ at: 10, type: 'die', value: 'A' }] },
    { params: { ...naive, order: 'seeded', seed: 3 }, acts: [] },
  ]
}
