import { Rng } from '../../../base/rng.ts'
import type { BeginPayload } from '../../../engine/delta/events.ts'
import { DeltaEvent } from '../../../engine/delta/events.ts'
import { runOf } from '../../../engine/delta/state.ts'
import type { DeltaState, StatementRun } from '../../../engine/delta/state.ts'
import type { TraceEvent } from '../../../engine/trace/chunk.ts'
import type { Log } from '../../../engine/trace/log.ts'
import type { Moment } from '../../../player/lab.ts'
import type { Draft, DraftTopic } from '../../../player/question-draft.ts'
import { readDeltaParams, type DeltaParams } from '../params.ts'
import { whoOf } from '../phases.ts'
import { headOf } from '../read.ts'

/** What a topic may look at: this moment, and the log ahead for the truth. */
export interface Scene {
  readonly log: Log
  readonly position: number
  readonly event: TraceEvent
  readonly state: DeltaState
  readonly params: DeltaParams
  readonly rng: Rng
  readonly stateAt: (position: number) => DeltaState
  /** Who has made the last event: "A", "the table". */
  readonly name: string
  /** The statement that it runs. */
  readonly run: StatementRun
  /** "UPDATE" */
  readonly head: string
  /** Where that statement ends; undefined when it never does. */
  readonly end: TraceEvent | undefined
}

export interface Topic extends DraftTopic {
  /** Kinds of the last event behind which it may be asked. */
  readonly behind: readonly number[]
  readonly make: (scene: Scene) => Draft | undefined
}

/** Undefined where nobody is at work. */
export function sceneOf(
  { log, position, event, state, params }: Moment<DeltaState>,
  stateAt: (position: number) => DeltaState,
  salt: number,
): Scene | undefined {
  const run = event === undefined ? undefined : runOf(state, event.a)
  if (event === undefined || run === undefined) return undefined
  return {
    log,
    position,
    event,
    state,
    params: readDeltaParams(params),
    rng: new Rng(salt, 'question'),
    stateAt,
    name: whoOf(event.a),
    run,
    head: headOf(run.text),
    end: nextBy(log, position, event.a, [DeltaEvent.end]),
  }
}

/** The next event of one of the kinds that an actor makes behind a position, before it begins another statement. */
export function nextBy(log: Log, position: number, actor: number, kinds: readonly number[]): TraceEvent | undefined {
  for (let seq = position + 1; seq <= log.length; seq++) {
    const event = log.event(seq)
    if (event.a !== actor) continue
    if (kinds.includes(event.kind)) return event
    if (event.kind === DeltaEvent.begin || event.kind === DeltaEvent.die) return undefined
  }
  return undefined
}

/** Events of a kind that an actor makes behind a position, up to and without event number `end`. */
export function countBy(log: Log, position: number, end: number, actor: number, kind: number): number {
  let count = 0
  for (let seq = position + 1; seq < end; seq++) {
    const event = log.event(seq)
    if (event.a === actor && event.kind === kind) count++
  }
  return count
}

/** The statement with which an actor goes on behind a position; undefined when it does not. */
export function nextStatement(log: Log, position: number, actor: number): string | undefined {
  for (let seq = position + 1; seq <= log.length; seq++) {
    const { a, kind } = log.event(seq)
    if (a === actor && kind === DeltaEvent.begin) return (log.payload(seq) as BeginPayload).text
  }
  return undefined
}

/** The position to which the truth of what holds already is played. */
export function soon({ position, log }: Scene): number {
  return Math.min(position + 1, log.length)
}
