import type { DeltaState } from '../../engine/delta/state.ts'
import { isLive, latestVersion } from '../../engine/delta/state.ts'
import { writerRuns } from './read.ts'

/** Part by part, do two branches stand in the same state? */
export function equalityOf(
  left: DeltaState,
  right: DeltaState,
): readonly { readonly label: string; readonly equal: boolean }[] {
  const pairs: readonly (readonly [label: string, of: (state: DeltaState) => string])[] = [
    ['Latest version', (state) => `${latestVersion(state)}`],
    ['Live files', liveFiles],
    ['Live rows by statistics', liveRows],
    ['Files on disk', filesOnDisk],
    ['The log', (state) => [...state.versions].map(({ operation, sizeBytes }) => `${operation} ${sizeBytes}`).join()],
    ['What the writers know', (state) => writerRuns(state).map(describeRun).join()],
  ]
  return pairs.map(([label, of]) => ({ label, equal: of(left) === of(right) }))
}

function liveFiles({ files }: DeltaState): string {
  return [...files]
    .filter(isLive)
    .map(({ path, spans }) => `${path} ${spans.at(-1)?.deletedRows ?? 0}`)
    .join()
}

/** What the log tells of the rows of a file: how many there are, and between which values they lie. */
function liveRows({ files }: DeltaState): string {
  const told = [...files].filter(isLive).map(({ partition, rows, bounds, spans }) => {
    return [partition, rows, spans.at(-1)?.deletedRows, JSON.stringify(bounds)].join(' ')
  })
  return told.sort().join()
}

function filesOnDisk({ files }: DeltaState): string {
  return [...files]
    .filter(({ deletedAt }) => deletedAt === undefined)
    .map(({ path }) => path)
    .join()
}

function describeRun(run: ReturnType<typeof writerRuns>[number]): string {
  const { actor, readVersion, target, adds, removes, checks, end } = run
  return [actor, readVersion, target, adds.length, removes.length, checks.length, end?.message].join(' ')
}
