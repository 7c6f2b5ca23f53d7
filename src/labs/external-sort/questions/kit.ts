import { Rng } from '../../../base/rng.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import type { SortState } from '../../../engine/sort/state.ts'
import type { TraceEvent } from '../../../engine/trace/chunk.ts'
import type { Log } from '../../../engine/trace/log.ts'
import type { Moment } from '../../../player/lab.ts'
import type { Draft } from '../../../player/question-draft.ts'
import { historyOf, type SortHistory } from '../history.ts'
import { liveLeaves } from '../names.ts'
import { readSortParams, type SortParams } from '../params.ts'

export interface Topic {
  /** For the review schedule: "next-winner". */
  readonly id: string
  readonly label: string
  /** Can also be asked where only pages are recorded. */
  readonly isForPages?: boolean
  /** The question at this moment, or undefined where it is not worth asking. */
  readonly make: (scene: Scene) => Draft | undefined
}

/** What a topic may look at: this moment, and the log ahead for the truth. */
export interface Scene {
  readonly moment: Moment<SortState>
  readonly log: Log
  readonly position: number
  readonly event: TraceEvent | undefined
  readonly state: SortState
  readonly params: SortParams
  readonly history: SortHistory
  readonly stateAt: (position: number) => SortState
  readonly rng: Rng
}

export function sceneOf(moment: Moment<SortState>, stateAt: (position: number) => SortState, salt: number): Scene {
  const { log, position, event, state } = moment
  return {
    moment,
    log,
    position,
    event,
    state,
    params: readSortParams(moment.params),
    history: historyOf(log),
    stateAt,
    rng: new Rng(salt, 'question'),
  }
}

/** Number of the next event of that kind after `position`, or undefined. */
export function nextOf(log: Log, kind: number, position: number): number | undefined {
  return log.nth(kind, log.count(kind, position) + 1)
}

/** Number of the next event after `position` that lets a record leave its run: emitted or combined. */
export function nextLeaving(log: Log, position: number): number | undefined {
  return earliest(nextOf(log, SortEvent.emit, position), nextOf(log, SortEvent.combine, position))
}

/**
 * Number of the event in which the next record leaves the merge under way; undefined when none does, or when an act or
 * a crash comes before it.
 */
export function nextOfMerge({ log, position, state }: Scene): number | undefined {
  const { merge } = state
  if (merge === undefined || liveLeaves(merge).length === 0) return undefined
  const next = nextLeaving(log, position)
  if (next === undefined) return undefined
  const turns =
    countBetween(log, SortEvent.crash, position, next) + countBetween(log, SortEvent.setting, position, next)
  return turns > 0 || countBetween(log, SortEvent.mergeStep, position, next) > 0 ? undefined : next
}

/** True when nothing has happened that makes closed forms and the log differ: no act, no crash. */
export function isPlain({ log }: Scene): boolean {
  return log.count(SortEvent.setting, log.length) === 0 && log.count(SortEvent.crash, log.length) === 0
}

/** Which key goes first in the order that is asked for: "the smallest". */
export function firstWord({ direction }: Pick<SortParams, 'direction'>): string {
  return direction === 'desc' ? 'the largest' : 'the smallest'
}

/** The earlier of two event numbers, where there are any. */
export function earliest(left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return left ?? right
  return Math.min(left, right)
}

/** Events of that kind in (from, to]. */
export function countBetween(log: Log, kind: number, from: number, to: number): number {
  return log.count(kind, to) - log.count(kind, from)
}
