import type { Log } from '../../engine/trace/log.ts'
import { countIn, type Counted } from './counter-value.ts'

/** Bars of a sparkline. */
export const SPARK_BARS = 40

/**
 * By how much a counter grows in each fortieth of the log, as shares of the largest one. Counts of events come from the
 * log's index, so a long log costs no more than a short one.
 */
export function sparkBars(log: Log, counted: Counted): readonly number[] {
  const counts: number[] = []
  let before = 0
  for (let bar = 1; bar <= SPARK_BARS; bar++) {
    const position = Math.round((log.length * bar) / SPARK_BARS)
    const upTo = countIn(counted, log, position)
    counts.push(upTo - before)
    before = upTo
  }
  const most = Math.max(1, ...counts)
  return counts.map((count) => count / most)
}
