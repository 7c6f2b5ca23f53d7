import { DeltaEvent, Outcome } from '../../engine/delta/events.ts'
import type { EndPayload, PlanPayload } from '../../engine/delta/events.ts'
import type { DeltaState } from '../../engine/delta/state.ts'
import { deltaTableOperation } from '../../engine/operations/delta-table.ts'
import { runToEnd } from '../../engine/operations/test-runs.ts'
import type { TraceEvent } from '../../engine/trace/chunk.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { Act, Moment, Params } from '../../player/lab.ts'
import { letterOf } from './phases.ts'

/** What tests of the lab share: a run of the engine, and moments of it. */
export interface TestRun {
  readonly params: Params
  readonly log: Log
  readonly end: DeltaState
  stateAt(position: number): DeltaState
  momentAt(position: number): Moment<DeltaState>
  /** Every event of a kind, in order. */
  events(kind: number): readonly TraceEvent[]
}

export async function runTable(params: Params, acts: readonly Act[] = []): Promise<TestRun> {
  const { log, replay } = await runToEnd(deltaTableOperation.prepare(structuredClone(params), structuredClone(acts)))
  const stateAt = (position: number): DeltaState => replay.stateAt(position) as DeltaState
  return {
    params,
    log,
    end: stateAt(log.length),
    stateAt,
    momentAt: (position) => ({
      log,
      params,
      position,
      event: position === 0 ? undefined : log.event(position),
      before: stateAt(Math.max(0, position - 1)),
      state: stateAt(position),
    }),
    events: (kind) =>
      Array.from({ length: log.count(kind, log.length) }, (_, i) => log.event(log.nth(kind, i + 1) as number)),
  }
}

const OUTCOMES = Object.keys(Outcome)

/** How the statements of the writers ended: "A committed 3", "B conflicted DELTA_CONCURRENT_APPEND". */
export function endsOf(run: TestRun): readonly string[] {
  const { log } = run
  return run
    .events(DeltaEvent.end)
    .filter(({ a }) => a !== 0)
    .map(({ a, b, c, seq }) => {
      const { code } = log.payload(seq) as EndPayload
      return [letterOf(a), OUTCOMES[b], code ?? (c < 0 ? '' : c)].join(' ').trim()
    })
}

/** How many files each plan of the writers reads, and of how many. */
export function plansOf(run: TestRun): readonly string[] {
  const { log } = run
  return run
    .events(DeltaEvent.plan)
    .filter(({ a }) => a !== 0)
    .map(({ b, c, seq }) => `${(log.payload(seq) as PlanPayload).files.length} of ${b + c}`)
}
