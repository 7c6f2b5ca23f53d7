import type { Log } from '../../engine/trace/log.ts'
import { MOST_ROWS } from '../../viz/timeline/geometry.ts'
import type { TimelineRow } from './contract.ts'

/** The rows of the score, commonest kind first: kinds that occur; while the log is empty as many as have a place. */
export function rowsOf(rows: readonly TimelineRow[], log: Log): TimelineRow[] {
  const ranked = rows.toSorted((a, b) => a.rank - b.rank)
  return log.length === 0 ? ranked.slice(0, MOST_ROWS) : ranked.filter((row) => log.count(row.kind, log.length) > 0)
}
