import type { Log } from '../../engine/trace/log.ts'

/** Bars of a sparkline. */
export const SPARK_BARS = 40

/**
 * How many events of some kinds each fortieth of the log has, as shares of the fullest one. Counts come from the log's
 * index, so a long log costs no more than a short one.
 */
export function sparkBars(log: Log, kinds: readonly number[]): readonly number[] {
  const counts: number[] = []
  let before = 0
  for (let bar = 1; bar <= SPARK_BARS; bar++) {
    const position = Math.round((log.length * bar) / SPARK_BARS)
    const upTo = kinds.reduce((sum, kind) => sum + log.count(kind, position), 0)
    counts.push(upTo - before)
    before = upTo
  }
  const most = Math.max(1, ...counts)
  return counts.map((count) => count / most)
}
