import { CheckResult, DeltaEvent, Outcome, unpackCheck } from '../../../engine/delta/events.ts'
import type { DeltaState } from '../../../engine/delta/state.ts'
import type { Moment, Question } from '../../../player/lab.ts'
import { letterOf } from '../phases.ts'

/** Who puts a commit next: does it win? */
export function questionOf(moment: Moment<DeltaState>): Question | undefined {
  const { log, position, event } = moment
  if (event?.kind !== DeltaEvent.tryCommit || event.a === 0) return undefined
  const until = nextDecision(moment)
  if (until === undefined) return undefined
  const { kind, b } = log.event(until)
  const name = letterOf(event.a)
  const isRefused = kind === DeltaEvent.end && b === Outcome.conflicted
  return {
    topic: 'commit-wins',
    topicLabel: 'Whether a commit wins',
    text: `${name} puts version ${event.b}. What comes of it?`,
    answers: [
      { text: 'It wins', note: 'the version is there' },
      { text: 'It is refused', note: 'a conflict' },
      { text: 'It wins as a later version', note: 'no conflict with what came first' },
    ],
    right: isRefused ? 1 : kind === DeltaEvent.commit && b === event.b ? 0 : 2,
    because: isRefused ? becauseRefused(moment, until) : 'Nothing that came first has to do with what it read.',
    until: Math.max(until, position),
  }
}

function nextDecision({ log, position, event }: Moment<DeltaState>): number | undefined {
  for (let seq = position + 1; seq <= log.length; seq++) {
    const { kind, a } = log.event(seq)
    if (a === event?.a && (kind === DeltaEvent.commit || kind === DeltaEvent.end)) return seq
  }
  return undefined
}

function becauseRefused({ log, position }: Moment<DeltaState>, until: number): string {
  for (let seq = until; seq > position; seq--) {
    const { kind, c } = log.event(seq)
    if (kind !== DeltaEvent.check || unpackCheck(c).result !== CheckResult.failed) continue
    return `Another commit came first, and it ${(log.payload(seq) as { readonly reason: string }).reason}.`
  }
  return 'Another commit came first.'
}
