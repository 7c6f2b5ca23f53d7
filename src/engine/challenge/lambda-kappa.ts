import { catchUpHours } from './design.ts'

/** What is replayed, and how fast. Rates in MB/s. */
export interface ReplayJob {
  readonly historyDays: number
  /** What goes on coming in. */
  readonly ingest: number
  /** What the job can process in all, live data included. */
  readonly capacity: number
}

/** Hours until a job that starts at the oldest record has caught up with the newest; Infinity where it never does. */
export function replayHours({ historyDays, ingest, capacity }: ReplayJob): number {
  return catchUpHours(24 * historyDays, ingest, capacity)
}

/** When batch views are made. Hours. */
export interface BatchSchedule {
  /** From the start of a batch to that of the next. */
  readonly period: number
  /** From its start until its view is served. */
  readonly run: number
  /** A batch covers events up to so long before its start. */
  readonly lateness: number
}

/** How far back the speed view must reach, in hours: to the end of the batch view that is about to be replaced. */
export function speedViewHours({ period, run, lateness }: BatchSchedule): number {
  return period + run + lateness
}

export type Architecture = 'lambda' | 'kappa' | 'kappa-bronze' | 'batch-speed' | 'incremental'

/** What a case asks for. */
export interface ArchitectureCase {
  /** How old an answer may be, in minutes. */
  readonly freshness: number
  /** What is right in the end: the events of the log, or what another system hands over in bulk. */
  readonly truth: 'log' | 'dump'
  /** True where the final result needs a computation that no stream can do. */
  readonly needsBatch: boolean
  readonly logDays: number
  /** How far back it must be possible to compute anew. */
  readonly historyDays: number
}

/** The simplest of five architectures that does what a case asks for. */
export function planArchitecture({
  freshness,
  truth,
  needsBatch,
  logDays,
  historyDays,
}: ArchitectureCase): Architecture {
  if (freshness >= 60) return 'incremental'
  if (truth === 'dump') return 'batch-speed'
  if (needsBatch) return 'lambda'
  return logDays >= historyDays ? 'kappa' : 'kappa-bronze'
}
