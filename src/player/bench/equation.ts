import { formatPlural } from '../../base/format.ts'
import { countWhile } from '../../base/search.ts'
import type { Branch } from '../branch.ts'

/** What the state on the stage was made of: a kept state, and events folded onto it. */
export interface Equation {
  /** "c7", or "nothing" for the empty state. */
  readonly base: string
  readonly checkpoint: number
  /** Position of the checkpoint. */
  readonly from: number
  readonly events: number
}

export function equationOf({ replay }: Branch, position: number): Equation {
  const checkpoints = replay?.checkpoints ?? []
  const index = countWhile(checkpoints.length, (i) => (checkpoints[i]?.position ?? 0) <= position) - 1
  const from = checkpoints[index]?.position ?? 0
  const checkpoint = Math.max(0, index)
  return { base: checkpoint === 0 ? 'nothing' : `c${checkpoint}`, checkpoint, from, events: position - from }
}

/** "c7 + 207 events". */
export function describeEquation({ base, events }: Equation): string {
  return `${base} + ${formatPlural(events, 'event')}`
}
