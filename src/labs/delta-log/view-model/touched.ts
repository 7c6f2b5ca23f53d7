import { CheckResult, DeltaEvent, Outcome, unpackCheck } from '../../../engine/delta/events.ts'
import type { PlanPayload } from '../../../engine/delta/events.ts'
import { runOf, tryVersion } from '../../../engine/delta/state.ts'
import type { CheckState, DeltaState, StatementRun } from '../../../engine/delta/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { failedCheck } from '../read.ts'

/** A commit of more files than any picture has room for is shown by its last ones. */
const MOST_TOUCHED = 1000

/** Files that the event wrote, read, added, removed or deleted, or that a conflict is about. */
export function touchedFiles({ event, log, state }: Moment<DeltaState>): ReadonlySet<number> {
  if (event === undefined) return new Set()
  const run = runOf(state, event.a)
  switch (event.kind) {
    case DeltaEvent.readData:
    case DeltaEvent.writeData:
    case DeltaEvent.add:
    case DeltaEvent.remove:
    case DeltaEvent.deleteFile:
      return new Set([event.b])
    case DeltaEvent.commit: {
      const version = tryVersion(state, event.b)
      return new Set(version?.adds.slice(-MOST_TOUCHED))
    }
    case DeltaEvent.plan:
      return new Set((log.payload(event.seq) as PlanPayload).files.slice(-MOST_TOUCHED))
    case DeltaEvent.check: {
      const { result } = unpackCheck(event.c)
      return result === CheckResult.passed ? new Set() : filesOfCheck(state, run, run?.checks.at(-1))
    }
    case DeltaEvent.end: {
      const isRefused = event.b === Outcome.conflicted && run !== undefined
      return isRefused ? filesOfCheck(state, run, failedCheck(run)) : new Set()
    }
    default:
      return new Set()
  }
}

/** What the commit that came first did where the statement had looked, or to the same files. */
function filesOfCheck(
  state: DeltaState,
  run: StatementRun | undefined,
  found: CheckState | undefined,
): ReadonlySet<number> {
  const winner = found === undefined ? undefined : tryVersion(state, found.winner)
  if (run === undefined || winner === undefined) return new Set()
  const { plan } = run
  const came = winner.adds.filter((id) => plan?.partitions.includes(state.files.get(id).partition) ?? true)
  const went = winner.removes.filter((id) => plan?.files.includes(id) ?? true)
  const both = winner.removes.filter((id) => run.removes.includes(id))
  const files: Readonly<Record<number, readonly number[]>> = { 5: came, 6: went, 7: both }
  return new Set(files[found?.check ?? 0]?.slice(-MOST_TOUCHED))
}
