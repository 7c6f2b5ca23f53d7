import type { Metadata } from '../delta/action-types.ts'
import { inCommitSince } from '../delta/commit-times.ts'
import type { LogListing } from '../delta/log-segment.ts'
import type { CommitSeen } from '../delta/verify-log.ts'

/** The times of one commit, in milliseconds since 1970. */
export interface CopiedTimes {
  readonly fileMs: number
  readonly infoMs: number
}

const DAY_MS = 86_400_000

/** Whether a folder was copied, so that its files have times of another day than the commits say. */
export class CopiedTimesFinder {
  #newest: { readonly version: number; readonly infoMs: number } | undefined

  /** Takes the next commit; versions rise. */
  add({ version, actions }: CommitSeen): void {
    const infoMs = actions?.find((action) => action.kind === 'commitInfo')?.fields['timestamp']
    if (typeof infoMs === 'number') this.#newest = { version, infoMs }
  }

  /** Of the newest commit that tells its time; undefined where the two are of one day, or files' times do not count. */
  finish({ commits }: LogListing, metadata: Metadata): CopiedTimes | undefined {
    if (this.#newest === undefined || inCommitSince(metadata) !== undefined) return undefined
    const { version, infoMs } = this.#newest
    const fileMs = commits.get(version)?.modifiedMs
    if (fileMs === undefined || Math.abs(fileMs - infoMs) <= DAY_MS) return undefined
    return { fileMs, infoMs }
  }
}
