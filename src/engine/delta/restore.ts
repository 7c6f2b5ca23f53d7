import type { Add } from './action-types.ts'
import { ensureInside } from './data-path.ts'
import { deletionVectorPath } from './deletion-vector.ts'
import type { LiveFiles } from './live-files.ts'
import { finishCommit } from './post-commit.ts'
import { ensureWritable } from './table-changes.ts'
import { openTable } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import type { SnapshotTarget } from './snapshot.ts'
import { Transaction } from './transaction.ts'
import type { OperationResult } from './transaction.ts'
import { DeltaWriteError } from './write-error.ts'

export interface RestoreOptions {
  readonly target: SnapshotTarget
  /** Leaves out files that VACUUM has deleted, in place of failing. */
  readonly ignoreMissingFiles?: boolean
}

/**
 * RESTORE: a new version with the files and the metadata of an old one. Files come back by being added again, so nothing is
 * copied. It is tried once: when anybody commits meanwhile, it fails. Throws DELTA_CANNOT_RESTORE_TABLE_VERSION for the latest
 * version, DELTA_MISSING_FILES_UNEXPECTED_VERSION when a file is gone.
 */
export async function runRestore(
  writer: TableWriter,
  { target, ignoreMissingFiles = false }: RestoreOptions,
): Promise<OperationResult> {
  const latest = await openTable(writer)
  ensureWritable(latest)
  const old = await openTable(writer, target)
  if (old.version >= latest.version) {
    const what = `version ${old.version} is the latest`
    throw new DeltaWriteError('DELTA_CANNOT_RESTORE_TABLE_VERSION', what, 'version')
  }
  const back = await keepPresent(writer, difference(old.files, latest.files), ignoreMissingFiles)
  const gone = difference(latest.files, old.files)
  const txn = new Transaction(writer, latest)
  txn.readWholeTable()
  txn.stage(old.metadata)
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
