import { liveFiles } from './delta-actions.ts'
import type { ExerciseCommit } from './delta-actions.ts'

export interface DatedCommit extends ExerciseCommit {
  readonly day: number
}

/**
 * The files that VACUUM deletes on a day: those that are not live and that were removed before the retention began.
 * What counts is the day of the removal.
 */
export function vacuumed(log: readonly DatedCommit[], today: number, retentionDays: number): readonly string[] {
  const live = new Set(liveFiles(log))
  const removedOn = new Map<string, number>()
  for (const { day, remove = [] } of log) for (const path of remove) removedOn.set(path, day)
  return [...removedOn]
    .filter(([path, day]) => !live.has(path) && day < today - retentionDays)
    .map(([path]) => path)
    .sort()
}

/** The versions whose files are all there behind a VACUUM. */
export function readableVersions(log: readonly DatedCommit[], today: number, retentionDays: number): readonly number[] {
  const gone = new Set(vacuumed(log, today, retentionDays))
  return [...log.keys()].filter((version) => liveFiles(log.slice(0, version + 1)).every((path) => !gone.has(path)))
}
