import { DeltaError } from '../delta/delta-error.ts'
import { commitPath } from '../delta/log-path.ts'
import type { LogListing } from '../delta/log-segment.ts'
import type { Snapshot } from '../delta/snapshot.ts'
import { planUnused } from '../delta/vacuum.ts'
import type { ObjectStore, ReadableStore, StoredObject } from '../storage/object-store.ts'
import type { VersionSpan } from './dying-versions.ts'
import { MOST_LISTED } from './summarize-files.ts'

/** What VACUUM would delete, and which versions could not be read any more; these are undefined where the log does not tell. */
export interface VacuumPlan {
  readonly files: number
  readonly sizeBytes: number
  /** The first few hundred of what would go. */
  readonly paths: readonly string[]
  readonly versions: readonly VersionSpan[] | undefined
}

/** Why it cannot be told what VACUUM would delete. */
export interface NoVacuumPlan {
  readonly code: string
  readonly message: string
  readonly where: string
}

/** What VACUUM would delete with the table's own retention, counted from its newest commit. Only reads. */
export async function tryPlanUnused(
  store: ReadableStore,
  { commits, latest = 0 }: Pick<LogListing, 'commits' | 'latest'>,
  snapshot: Snapshot,
): Promise<readonly StoredObject[] | NoVacuumPlan> {
  if (snapshot.version < latest) {
    const message = `VACUUM begins with the latest version, and version ${latest} cannot be read`
    return { code: 'LATEST_UNREADABLE', message, where: commitPath(latest) }
  }
  let nowMs = 0
  for (const { modifiedMs } of commits.values()) nowMs = Math.max(nowMs, modifiedMs)
  const writer = {
    actor: 'check',
    // A plan only reads.
    store: store as ObjectStore,
    now: () => nowMs,
    uuid: () => '',
    product: 'oss' as const,
  }
  try {
    return (await planUnused(writer, snapshot)).files
  } catch (error) {
    if (!(error instanceof DeltaError)) throw error
    const { code, message, where } = error
    return { code, message, where }
  }
}

/** `versions`: those that would die. */
export function vacuumPlanOf(
  unused: readonly StoredObject[] | NoVacuumPlan,
  versions: VacuumPlan['versions'],
): VacuumPlan | NoVacuumPlan {
  if ('code' in unused) return unused
  const sizeBytes = unused.reduce((sum, object) => sum + object.sizeBytes, 0)
  const paths = unused.slice(0, MOST_LISTED).map(({ path }) => path)
  return { files: unused.length, sizeBytes, paths, versions }
}
