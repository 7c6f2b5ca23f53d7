import { isFields, isInstant, isText } from './check.ts'
import { tryEvent, type ProgressEvent } from './events.ts'

/**
 * An event as the log holds it: the event's own fields beside `id`, `at` and, where they differ, `clock`.
 * `at` rises strictly within one database, also when the machine's clock is set back; a merge of two databases sorts by
 * (at, id), which is why a merge does not depend on the order in which it is made.
 */
export interface ProgressRecord {
  /** Unique over all tabs and machines: tab name, a dot, a counter. */
  readonly id: string
  /** UTC with milliseconds; "" in a record that cannot be read at all. */
  readonly at: string
  /** What the clock said, where it was behind the log; the better time to show to people. */
  readonly clock: string | undefined
  /** Undefined where the type is of a newer version or a field is wrong. Such records are kept and counted. */
  readonly event: ProgressEvent | undefined
}

/** An event on its way into the log. */
export interface ProgressDraft {
  readonly id: string
  readonly clock: string
  readonly event: ProgressEvent
}

/** Reads a stored value. Never throws: what is not a record becomes one without id, time and event. */
export function readRecord(value: unknown): ProgressRecord {
  const at = tryInstant(value)
  if (at === undefined || !isFields(value) || !isText(value['id'])) {
    return { id: '', at: '', clock: undefined, event: undefined }
  }
  const clock = isInstant(value['clock']) ? value['clock'] : undefined
  return { id: value['id'], at, clock, event: tryEvent(value) }
}

/** The `at` of a stored value, or undefined where there is none. */
export function tryInstant(value: unknown): string | undefined {
  return isFields(value) && isInstant(value['at']) ? value['at'] : undefined
}

/** When it happened, for people. */
export function shownTime(record: ProgressRecord): string {
  return record.clock ?? record.at
}

/** The values to store for `drafts` behind a log whose last record has `lastAt`: each gets a later time than the one before. */
export function stampDrafts(drafts: readonly ProgressDraft[], lastAt: string | undefined): object[] {
  let last = lastAt
  return drafts.map(({ id, clock, event }) => {
    const at = last === undefined || clock > last ? clock : new Date(Date.parse(last) + 1).toISOString()
    last = at
    return at === clock ? { ...event, id, at } : { ...event, id, at, clock }
  })
}
