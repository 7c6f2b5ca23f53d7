import { Rng } from '../../base/rng.ts'
import { LOG_FOLDER } from '../delta/log-path.ts'
import { chooseByHand, chooseByTime, chooseFirst, chooseSeeded } from '../sim/choose.ts'
import type { Choose, WaitingCall } from '../sim/simulation.ts'
import type { TableParams } from './table-params.ts'

/** The call by which an actor waits for its part of the run to begin. */
export const TURN_CALL = { kind: 'turn', path: '', access: 'read', bytes: 0 } as const

/** Who of the writers goes next, by the parameters of the run. */
export function createOrder(params: Pick<TableParams, 'order' | 'turns' | 'seed'>): Choose {
  switch (params.order) {
    case 'a-first':
      return holdCommits(['A'])
    case 'b-first':
      return holdCommits(['B', 'A'])
    case 'one-by-one':
      return chooseFirst
    case 'seeded':
      return chooseSeeded(new Rng(params.seed, 'order'))
    case 'by-hand':
      return chooseByHand(params.turns, chooseByTime)
    case 'by-time':
    case 'search':
      return chooseByTime
  }
}

/**
 * Everybody works at once by the virtual clock, and nobody puts a commit while one of those before it in the list is not
 * done; a writer that is not in the list comes behind them all.
 */
function holdCommits(order: readonly string[]): Choose {
  return (waiting) => {
    const first = order.find((name) => waiting.some(({ actor }) => actor === name))
    const free = waiting.filter((call) => first === undefined || call.actor === first || !isCommit(call))
    return chooseByTime(free.length === 0 ? waiting : free)
  }
}

function isCommit({ call }: WaitingCall): boolean {
  return call.access === 'write' && call.path.startsWith(LOG_FOLDER) && call.path.endsWith('.json')
}
