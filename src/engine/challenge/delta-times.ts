import { monotonise } from '../delta/commit-times.ts'

/** What TIMESTAMP AS OF reads: a version, or the reason for its error. */
export type VersionAt = number | 'too-early' | 'too-late'

/**
 * The latest commit that is not after `timestamp`, by the times of the commits' files from version 0 on, made strictly
 * increasing first. All times in milliseconds.
 */
export function versionAt(fileTimes: readonly number[], timestamp: number): VersionAt {
  const times = monotonise(fileTimes.map((each, version) => ({ version, timestamp: each })))
  const found = times.findLast((commit) => commit.timestamp <= timestamp)
  if (found === undefined) return 'too-early'
  return found.version === times.length - 1 && timestamp > found.timestamp ? 'too-late' : found.version
}

/** Milliseconds of a time of day, "10:05" or "10:05:00.001". */
export function clock(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number)
  return Math.round((hours * 3600 + minutes * 60 + seconds) * 1000)
}
