import { formatCount } from '../../base/format.ts'
import { SortEvent } from '../../engine/sort/events.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { SortParams } from './params.ts'

/** A record that was added to another one, and the event that did it. */
interface Added {
  readonly seq: number
  readonly record: number
}

/** What was added to what, in the order of the log; grows with it. */
interface Additions {
  /** By record, what was added to it. */
  readonly to: Map<number, Added[]>
  /** By record, the events that added it to another one: after a crash it is done again. */
  readonly times: Map<number, number[]>
  read: number
}

const known = new WeakMap<Log, Additions>()

function additionsOf(log: Log): Additions {
  let additions = known.get(log)
  if (additions === undefined) known.set(log, (additions = { to: new Map(), times: new Map(), read: 0 }))
  const { to, times } = additions
  log.visit(additions.read, log.length, (chunk, lo, hi) => {
    for (let i = lo; i < hi; i++) {
      if (chunk.kind[i] !== SortEvent.combine) continue
      const seq = chunk.first + i + 1
      const record = chunk.b[i] as number
      push(to, chunk.c[i] as number, { seq, record })
      push(times, record, seq)
    }
  })
  additions.read = log.length
  return additions
}

function push<T>(lists: Map<number, T[]>, key: number, value: T): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** The records that are one with `record` after `position` events, itself among them, in no order. */
export function recordsIn(log: Log, position: number, record: number): ReadonlySet<number> {
  const { to, times } = additionsOf(log)
  const isLast = ({ seq, record: added }: Added): boolean =>
    seq === times.get(added)?.findLast((time) => time <= position)
  const group = new Set([record])
  // A set is visited with what is added to it on the way.
  for (const one of group) {
    for (const added of to.get(one) ?? []) if (isLast(added)) group.add(added.record)
  }
  return group
}

/** What is kept of records that became one: their count, or something of their numbers in the input, which people count from 1. */
export function aggregateOf(records: ReadonlySet<number>, combine: Exclude<SortParams['combine'], false>): number {
  const numbers = Array.from(records, (record) => record + 1)
  switch (combine) {
    case 'count':
      return numbers.length
    case 'sum':
      return numbers.reduce((sum, number) => sum + number, 0)
    case 'min':
      return numbers.reduce((least, number) => Math.min(least, number))
    case 'max':
      return numbers.reduce((most, number) => Math.max(most, number))
  }
}

const WORDS = {
  count: 'their count is',
  sum: 'the sum of their record numbers is',
  min: 'the first of their record numbers is',
  max: 'the last of their record numbers is',
} as const

/** "their count is 12": what has been made of the records that are one with `record`. */
export function aggregateWords(log: Log, position: number, record: number, params: SortParams): string {
  const combine = params.combine === false ? 'count' : params.combine
  return `${WORDS[combine]} ${formatCount(aggregateOf(recordsIn(log, position, record), combine))}`
}
