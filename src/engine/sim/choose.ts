import type { Rng } from '../../base/rng.ts'
import type { Choose } from './simulation.ts'

/** Throws when the next name of a schedule does not wait. */
export class ScheduleError extends Error {
  constructor(
    readonly turn: number,
    message: string,
  ) {
    super(message)
    this.name = 'ScheduleError'
  }
}

/**
 * The names of a schedule one after the other; behind its end `rest` goes on. A name that does not wait throws
 * `ScheduleError`, with its place from 0.
 */
export function chooseByHand(schedule: readonly string[], rest: Choose = chooseFirst): Choose {
  let turn = 0
  return (waiting) => {
    const name = schedule[turn]
    if (name === undefined) return rest(waiting)
    if (!waiting.some(({ actor }) => actor === name)) {
      const names = waiting.map(({ actor }) => actor).join(', ')
      throw new ScheduleError(turn, `turn ${turn + 1} is ${name}'s, who has no call to make; waiting: ${names}`)
    }
    turn++
    return name
  }
}

/** Always the first of those who wait, until it ends: one actor after the other. */
export const chooseFirst: Choose = (waiting) => waiting[0]?.actor

/** Each call waiting is equally likely; the same generator gives the same order. */
export function chooseSeeded(rng: Rng): Choose {
  return (waiting) => waiting[rng.nextBelow(waiting.length)]?.actor
}

/** The call that is done first by the virtual clock; of equal ones the first. */
export const chooseByTime: Choose = (waiting) => {
  let best = waiting[0]
  for (const call of waiting) if (best !== undefined && call.doneMs < best.doneMs) best = call
  return best?.actor
}
