import type { Log } from '../../engine/trace/log.ts'
import type { Session } from '../session.ts'
import { createTestSession, GateEvent } from './gate-lab.tsx'

export const STRICT = { type: 'gate', value: 'strict', name: 'strict gate', note: '' } as const

/** A session at event 250 of a run that a fork has left. */
export function forked(at = 150): Session {
  const { session } = createTestSession()
  session.seek(at)
  session.branching.fork(STRICT)
  session.branching.switchTo('b0', 250)
  return session
}

export const PASSES = { kind: GateEvent.pass, label: 'records passed' }

/** Adds up what its events carry. */
export const KEYS_CHECKED = { label: 'Keys checked', kinds: [GateEvent.check], valueIn: sumOfKeys }

export function sumOfKeys(log: Log, position: number): number {
  let sum = 0
  for (let seq = 1; seq <= position; seq++) if (log.kindOf(seq) === GateEvent.check) sum += log.event(seq).a
  return sum
}
