import type { Log } from '../../engine/trace/log.ts'
import type { Counter, Moment } from '../lab.ts'

/** What a counter stands at. */
export function counterValue(counter: Counter, { log, position }: Moment<unknown>): number {
  return counter.value ?? countIn(counter, log, position)
}

/** What a counter stands at behind the first `position` events of a log, or behind all that it has so far. */
export function countIn({ kinds, valueIn }: Counted, log: Log, position: number): number {
  const at = Math.min(position, log.length)
  return valueIn?.(log, at) ?? kinds.reduce((sum, kind) => sum + log.count(kind, at), 0)
}

/** What is counted: it can be asked of any log. */
export type Counted = Pick<Counter, 'kinds' | 'valueIn'>

/** The counter of that name: two moments need not have the same ones in the same places. */
export function counterNamed(counters: readonly Counter[], label: string): Counter | undefined {
  return counters.find((counter) => counter.label === label)
}
