import type { Counter, Moment } from '../lab.ts'

/** What a counter stands at. */
export function counterValue(counter: Counter, { log, position }: Moment<unknown>): number {
  return counter.value ?? counter.kinds.reduce((sum, kind) => sum + log.count(kind, position), 0)
}
