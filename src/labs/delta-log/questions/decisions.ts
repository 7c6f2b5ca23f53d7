import { CheckResult, DeltaEvent, unpackCheck } from '../../../engine/delta/events.ts'
import type { CheckPayload, EndPayload } from '../../../engine/delta/events.ts'
import type { Log } from '../../../engine/trace/log.ts'
import { capital } from '../phases.ts'

/** The check that fails between two positions, 0 when none does. */
export function failedCheck(log: Log, from: number, to: number, actor: number): number {
  for (let seq = from + 1; seq <= to; seq++) {
    const { kind, a, c } = log.event(seq)
    if (kind !== DeltaEvent.check || a !== actor) continue
    const { check, result } = unpackCheck(c)
    if (result === CheckResult.failed) return check
  }
  return 0
}

export function becauseOf(log: Log, from: number, to: number, isRefused: boolean): string {
  if (!isRefused) return 'Nothing that came first touches what it has read, or the level excuses it.'
  for (let seq = to; seq > from; seq--) {
    const { kind, b, c } = log.event(seq)
    if (kind !== DeltaEvent.check || unpackCheck(c).result !== CheckResult.failed) continue
    return `Version ${b} came first, and it ${(log.payload(seq) as CheckPayload).reason}.`
  }
  const end = log.event(to)
  return end.kind === DeltaEvent.end ? `${capital((log.payload(to) as EndPayload).message)}.` : 'It was refused.'
}
