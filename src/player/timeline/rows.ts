import type { Log } from '../../engine/trace/log.ts'
import type { TimelineRow } from './contract.ts'

/** The rows of the score, commonest kind first: kinds that occur; all of them while the log is empty. */
export function rowsOf(rows: readonly TimelineRow[], log: Log): TimelineRow[] {
  const ranked = rows.toSorted((a, b) => a.rank - b.rank)
  return log.length === 0 ? ranked : ranked.filter((row) => log.count(row.kind, log.length) > 0)
}
