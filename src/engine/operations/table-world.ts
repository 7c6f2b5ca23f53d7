import { Rng } from '../../base/rng.ts'
import { DeltaEvent, Outcome } from '../delta/events.ts'
import type { IsolationLevel } from '../delta/isolation.ts'
import { NaiveTable } from '../delta/naive-table.ts'
import { createUuids } from '../delta/table-writer.ts'
import type { TableWriter } from '../delta/table-writer.ts'
import type { Actor, ActorPort } from '../sim/simulation.ts'
import { createLatency } from '../sim/latency.ts'
import { GatedStore } from '../storage/gated-store.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { OverwritingStore } from '../storage/overwriting-store.ts'
import { ObservedStore } from './observed-store.ts'
import { TURN_CALL } from './table-order.ts'
import { ACTORS } from './table-params.ts'
import type { ActorName, TableParams } from './table-params.ts'
import type { Program, ProgramStep } from '../sql/parse-program.ts'
import { ensureTables, tryCreatedTable } from '../sql/table-names.ts'
import type { TableRecorder } from './table-recorder.ts'
import { runNaiveStatement } from './naive-statement.ts'
import { runTableStatement, tellFailure, type StatementEnd } from './table-statement.ts'

/** 5 January 2026, 09:00 UTC: when every run begins. */
export const START_MS = 1_767_603_600_000

const HOUR_MS = 3_600_000

/** Round figures of our own, so that order and cost can be seen; of no product, and of no measurement. */
export const CALL_LATENCY = createLatency({
  list: { baseMs: 40, msPerMebibyte: 0 },
  head: { baseMs: 20, msPerMebibyte: 0 },
  get: { baseMs: 30, msPerMebibyte: 20 },
  getRange: { baseMs: 30, msPerMebibyte: 20 },
  put: { baseMs: 60, msPerMebibyte: 20 },
  putIfAbsent: { baseMs: 60, msPerMebibyte: 20 },
  delete: { baseMs: 20, msPerMebibyte: 0 },
})

type StatementStep = Extract<ProgramStep, { kind: 'statement' }>
type RunStatement = (step: StatementStep) => Promise<StatementEnd>

/** One store, and those who work on it. */
export class TableWorld {
  readonly store: MemoryStore
  /** The level by which commits are checked from now on. */
  isolation: IsolationLevel
  readonly #naive = new NaiveTable()
  /** Names of files and transactions: one stream for each actor, however many programs it is given. */
  readonly #uuids = new Map<ActorName, () => string>()
  #writing = 0

  constructor(
    private readonly params: TableParams,
    private readonly recorder: TableRecorder,
    private readonly nowMs: () => number,
    fill?: (now: () => number) => MemoryStore,
  ) {
    this.isolation = params.isolation
    const clock = (): number => this.#clockOf(ACTORS[this.#writing] as ActorName)
    this.store = fill?.(clock) ?? new MemoryStore(clock)
  }

  /** An actor that runs a program once its first turn has come, and then no turn is asked for again. */
  createActor(name: ActorName, program: Program, isGated = true): Actor {
    return {
      name,
      run: async (port) => {
        if (isGated) await port.call(TURN_CALL, () => Promise.resolve())
        await this.#runProgram(name, program, port)
      },
    }
  }

  /** An actor that runs each of the programs when it is given a turn. */
  createGuest(name: ActorName, programs: readonly Program[]): Actor {
    return {
      name,
      run: async (port) => {
        for (const program of programs) {
          await port.call(TURN_CALL, () => Promise.resolve())
          await this.#runProgram(name, program, port)
        }
      },
    }
  }

  #clockOf(name: ActorName): number {
    return this.nowMs() + (name === 'B' ? this.params.skewMinutes * 60_000 : 0)
  }

  async #runProgram(name: ActorName, program: Program, port: ActorPort): Promise<void> {
    const actor = ACTORS.indexOf(name)
    const run = this.params.log === 'naive' ? this.#runNaively(name, port) : this.#runOnDelta(name, port)
    let number = 0
    for (const step of program) {
      if (step.kind === 'wait') await this.#wait(actor, step.hours, port)
      else await this.#runStep(run, actor, number++, step)
    }
  }

  async #wait(actor: number, hours: number, port: ActorPort): Promise<void> {
    const call = { kind: 'wait', path: '', access: 'read', bytes: 0, lastsMs: hours * HOUR_MS } as const
    await port.call(call, () => Promise.resolve())
    this.recorder.emit(DeltaEvent.wait, actor, hours, 0)
  }

  #runOnDelta(name: ActorName, port: ActorPort): RunStatement {
    const writer = this.#createWriter(name, port)
    return (step) => runTableStatement(writer, step)
  }

  /** There is one table, which its past has made: a statement about another one fails. */
  #ensureTable({ statement }: StatementStep): void {
    const table = tryCreatedTable(this.params.programs.table)
    if (table !== undefined) ensureTables(statement, [table])
  }

  #runNaively(name: ActorName, port: ActorPort): RunStatement {
    const { recorder } = this
    const now = (): number => this.#clockOf(name)
    const context = { table: this.#naive, actor: ACTORS.indexOf(name), port, recorder, now }
    return (step) => runNaiveStatement(context, step)
  }

  async #runStep(run: RunStatement, actor: number, number: number, step: StatementStep): Promise<void> {
    for (let left = this.params.retries, repeat = 0; ; left--, repeat = 1) {
      this.recorder.emit(DeltaEvent.begin, actor, number, repeat, { text: step.text })
      const { outcome, version, payload } = await tellFailure(() => {
        this.#ensureTable(step)
        return run(step)
      })
      this.recorder.end(actor, outcome, version, payload)
      if (outcome !== Outcome.conflicted || left <= 0) return
    }
  }

  #uuidsOf(name: ActorName): () => string {
    const kept = this.#uuids.get(name)
    if (kept !== undefined) return kept
    const uuids = createUuids(new Rng(this.params.seed, name))
    this.#uuids.set(name, uuids)
    return uuids
  }

  #createWriter(name: ActorName, port: ActorPort): TableWriter {
    const actor = ACTORS.indexOf(name)
    const observed = new ObservedStore(this.store, actor, this.recorder, () => (this.#writing = actor))
    const gated = new GatedStore(observed, port)
    const { store, product, hasRowLevelConcurrency } = this.params
    // The level may change while the writer is at work.
    const currentLevel = (): IsolationLevel => this.isolation
    return {
      actor: name,
      store: store === 'overwriting' ? new OverwritingStore(gated) : gated,
      now: () => this.#clockOf(name),
      uuid: this.#uuidsOf(name),
      onStep: (step) => this.recorder.step(actor, step),
      product,
      get isolation() {
        return currentLevel()
      },
      hasRowLevelConcurrency,
    }
  }
}
