import { DeltaEvent, Outcome, type CommitPayload, type EndPayload, type PlanPayload } from '../delta/events.ts'
import { SortEvent } from '../sort/events.ts'
import type { TraceEvent } from '../trace/chunk.ts'
import type { Log } from '../trace/log.ts'

/** What a run of a lab came to, read off its log in the terms of the challenges that show it. */

/** Records of each run that was made before the first merge, by their number in the input, in the order they left. */
export function runsFormed(log: Log): readonly (readonly number[])[] {
  const runs = new Map<number, number[]>()
  const end = log.nth(SortEvent.mergeStep, 1) ?? log.length + 1
  for (const { seq, b, c } of eventsOf(log, SortEvent.emit)) {
    if (seq < end) runs.set(c, [...(runs.get(c) ?? []), b])
  }
  return [...runs.values()]
}

export interface SortSums {
  readonly runs: number
  /** Merge passes: how often the records of the first run were merged. */
  readonly passes: number
  readonly pageTransfers: number
}

/** Sums over a sort at comparison detail, without acts and crashes. */
export function sortSums(log: Log): SortSums {
  const merge = log.nth(SortEvent.mergeStep, 1) ?? log.length + 1
  const runs = eventsOf(log, SortEvent.sealRun).filter(({ seq }) => seq < merge).length
  const pages: readonly number[] = [SortEvent.readPage, SortEvent.spillPage, SortEvent.writePage]
  const pageTransfers = pages.reduce((sum, kind) => sum + log.count(kind, log.length), 0)
  // Record 0 leaves a buffer once for its run and once in each pass.
  const passes = eventsOf(log, SortEvent.emit).filter(({ seq, b }) => b === 0 && seq > merge).length
  return { runs, passes, pageTransfers }
}

/** The newest version that anybody committed; -1 where nobody did. */
export function newestCommit(log: Log): number {
  return Math.max(-1, ...eventsOf(log, DeltaEvent.commit).map(({ b }) => b))
}

/** Versions that a SELECT could read. */
export function versionsRead(log: Log): readonly number[] {
  return endsOf(log, Outcome.read).map(({ c }) => c)
}

/** What each SELECT came to, in their order: the version that it read, or the class of its error. */
export function queryEnds(log: Log): readonly (number | string)[] {
  return eventsOf(log, DeltaEvent.end).flatMap(({ seq, b, c }) => {
    if (b === Outcome.read) return c
    return b === Outcome.failed ? ((log.payload(seq) as EndPayload).code ?? '') : []
  })
}

/** Files that the last SELECT had to read, in the order in which they were written: "f1", "f2". */
export function filesPlanned(log: Log): readonly string[] {
  const last = endsOf(log, Outcome.read).at(-1)
  const plan = eventsOf(log, DeltaEvent.plan).findLast(({ seq, a }) => a === last?.a && seq < last.seq)
  if (plan === undefined) return []
  return namesOf((log.payload(plan.seq) as PlanPayload).files)
}

/** Files that the newest commit removed, likewise. */
export function filesRemoved(log: Log): readonly string[] {
  const newest = log.nth(DeltaEvent.commit, log.count(DeltaEvent.commit, log.length))
  return newest === undefined ? [] : namesOf((log.payload(newest) as CommitPayload).removes)
}

/** Rows of the last SELECT, as objects: numbers, texts and NULLs. */
export function lastRowsRead(log: Log): readonly Readonly<Record<string, number | string | null>>[] {
  const last = endsOf(log, Outcome.read).at(-1)
  if (last === undefined) return []
  const { preview = [] } = log.payload(last.seq) as EndPayload
  return preview.map((line) => JSON.parse(line) as Record<string, number | string | null>)
}

/**
 * Of changes of a writer, each with a SELECT behind it: how many rows the SELECT found, or the class of the error that the
 * change ended in. Those that are not over are left out.
 */
export function rowsAfterEach(log: Log, actor: number): readonly (number | string)[] {
  const ends = eventsOf(log, DeltaEvent.end)
    .filter(({ a }) => a === actor)
    .map(({ seq }) => log.payload(seq) as EndPayload)
  return Array.from({ length: Math.floor(ends.length / 2) }, (_, i) => ends[2 * i]?.code ?? ends[2 * i + 1]?.rows ?? 0)
}

/** How the last statement of a writer ended: "commits", or the exception's name; undefined while it is at work. */
export function endOfWriter(log: Log, actor: number): string | undefined {
  const end = eventsOf(log, DeltaEvent.end).findLast(({ a }) => a === actor)
  if (end === undefined) return undefined
  return end.b === Outcome.committed ? 'commits' : (log.payload(end.seq) as EndPayload).exception
}

function namesOf(files: readonly number[]): readonly string[] {
  return files.toSorted((a, b) => a - b).map((file) => `f${file + 1}`)
}

function endsOf(log: Log, outcome: number): readonly TraceEvent[] {
  return eventsOf(log, DeltaEvent.end).filter(({ b }) => b === outcome)
}

function eventsOf(log: Log, kind: number): readonly TraceEvent[] {
  return Array.from({ length: log.count(kind, log.length) }, (_, i) => log.event(log.nth(kind, i + 1) as number))
}
