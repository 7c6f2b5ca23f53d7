import type { Log } from '../engine/trace/log.ts'

/** How far a log has got, in units that two logs of the same work have in common. */
export interface ProgressMeasure {
  /** Each event of this kind is a unit. */
  readonly kind: number
  /** "records written". */
  readonly label: string
  /** Events of the kind up to this position are preparation and no units; 0 where left out. */
  readonly start?: (log: Log) => number
  /** Kinds of events that only say what somebody did to the run: no work of it. */
  readonly acts?: readonly number[]
  /**
   * Where the units of a log come by pages and no event tells of each: the kind of the events that bring them, as many as
   * operand c says; all pages but the last have as many as the first. Undefined where each event of `kind` is a unit.
   */
  readonly pages?: (log: Log) => number | undefined
}
