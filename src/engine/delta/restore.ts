import type { Add } from './action-types.ts'
import { planRestoredClustering } from './clustering.ts'
import { ensureInside } from './data-path.ts'
import { DeltaError } from './delta-error.ts'
import type { DeltaErrorCode } from './delta-error.ts'
import { deletionVectorPath } from './deletion-vector.ts'
import type { LiveFiles } from './live-files.ts'
import { finishCommit } from './post-commit.ts'
import { ensureWritable } from './table-changes.ts'
import { openTable } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import type { Snapshot, SnapshotTarget } from './snapshot.ts'
import { Transaction } from './transaction.ts'
import type { OperationResult } from './transaction.ts'
import { DeltaWriteError } from './write-error.ts'
import type { WriteErrorCode } from './write-error.ts'

export interface RestoreOptions {
  readonly target: SnapshotTarget
  /** Leaves out files that VACUUM has deleted, in place of failing. */
  readonly ignoreMissingFiles?: boolean
}

/**
 * RESTORE: a new version with the files and the metadata of an old one. Files come back by being added again, so nothing is
 * copied. Of the latest version it commits nothing (DeltaAnalysis.scala). It is tried once: when anybody commits meanwhile, it
 * fails. Throws DELTA_CANNOT_RESTORE_TABLE_VERSION, DELTA_CANNOT_RESTORE_TIMESTAMP_GREATER and
 * DELTA_CANNOT_RESTORE_TIMESTAMP_EARLIER for what is no version, DELTA_MISSING_FILES_UNEXPECTED_VERSION when a file is gone.
 */
export async function runRestore(
  writer: TableWriter,
  { target, ignoreMissingFiles = false }: RestoreOptions,
): Promise<OperationResult> {
  const latest = await openTable(writer)
  ensureWritable(latest)
  const old = await openOld(writer, target, latest)
  if (old.version >= latest.version) return { kind: 'unchanged', reason: `version ${old.version} is the latest` }
  const back = await keepPresent(writer, difference(old.files, latest.files), ignoreMissingFiles)
  const gone = difference(latest.files, old.files)
  const txn = new Transaction(writer, latest)
  txn.readWholeTable()
  txn.stage(old.metadata, ...planRestoredClustering(old, latest))
  txn.stage(...back.map((file): Add => ({ ...file, dataChange: true })))
  txn.stageRemoves(gone, true)
  const parameters = {
    version: String(old.version),
    ...(target.timestamp === undefined ? {} : { timestamp: String(target.timestamp) }),
  }
  const metrics = {
    numRestoredFiles: back.length,
    numRemovedFiles: gone.length,
    numOfFilesAfterRestore: old.files.count,
  }
  return finishCommit(writer, txn, { name: 'RESTORE', parameters, metrics }, 1)
}

/** What RESTORE says in place of what a query is told. */
const NOT_THERE: Partial<Record<DeltaErrorCode, WriteErrorCode>> = {
  DELTA_VERSION_NOT_FOUND: 'DELTA_CANNOT_RESTORE_TABLE_VERSION',
  DELTA_TIMESTAMP_GREATER_THAN_COMMIT: 'DELTA_CANNOT_RESTORE_TIMESTAMP_GREATER',
  DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION: 'DELTA_CANNOT_RESTORE_TIMESTAMP_EARLIER',
}

async function openOld(writer: TableWriter, target: SnapshotTarget, latest: Snapshot): Promise<Snapshot> {
  try {
    return await openTable(writer, target)
  } catch (error) {
    const code = error instanceof DeltaError ? NOT_THERE[error.code] : undefined
    if (!(error instanceof DeltaError) || code === undefined) throw error
    const isLate = code === 'DELTA_CANNOT_RESTORE_TIMESTAMP_GREATER'
    const what = isLate ? `the time is after the last commit, version ${latest.version}` : error.message
    throw new DeltaWriteError(code, what, error.where)
  }
}

/** Files of `files` that are not in `others`, in ascending order of their paths. */
function difference(files: LiveFiles, others: LiveFiles): Add[] {
  const found: Add[] = []
  for (const slot of files.slots()) if (!others.has(files.keyAt(slot))) found.push(files.at(slot))
  return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

async function keepPresent({ store }: TableWriter, files: readonly Add[], ignoreMissing: boolean): Promise<Add[]> {
  const present: Add[] = []
  for (const file of files) {
    const paths = [ensureInside(file.path, store.rootPath, file.path)]
    const { deletionVector } = file
    if (deletionVector !== undefined && deletionVector.storageType !== 'i') {
      paths.push(deletionVectorPath(deletionVector, store.rootPath, file.path))
    }
    const heads = await Promise.all(paths.map((path) => store.tryHead(path)))
    if (heads.every((head) => head !== undefined)) present.push(file)
    else if (!ignoreMissing) {
      const what = `${file.path} is not there any more`
      throw new DeltaWriteError('DELTA_MISSING_FILES_UNEXPECTED_VERSION', what, file.path)
    }
  }
  return present
}
