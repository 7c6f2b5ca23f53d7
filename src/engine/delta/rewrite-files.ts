import type { Action, Add } from './action-types.ts'
import type { Operation } from './commit-info.ts'
import { readFileRows } from './file-rows.ts'
import { finishCommit } from './post-commit.ts'
import { Replay } from './replay.ts'
import type { Snapshot } from './snapshot.ts'
import { openTable, report } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import { createRemove, Transaction } from './transaction.ts'
import type { OperationResult } from './transaction.ts'
import type { Row } from './write-files.ts'

/** The rows of files, one file after the other. */
export async function readAll(writer: TableWriter, snapshot: Snapshot, files: readonly Add[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const file of files) {
    const read = await readFileRows(writer, snapshot, file)
    for (const row of read.rows) rows.push(row)
  }
  return rows
}

/**
 * Commits files that hold the same rows as others. After a conflict it begins anew on the newest version, as long as all the
 * files that it was made from are still there (OptimizeTableCommand.commitAndRetry); else the conflict is the result.
 */
export async function commitRewrite(
  writer: TableWriter,
  snapshot: Snapshot,
  removed: readonly Add[],
  added: readonly Add[],
  { name, parameters }: Omit<Operation, 'metrics'>,
): Promise<OperationResult> {
  const removes: Action[] = removed.map((file) => createRemove(file, writer.now(), false))
  const metrics = {
    numRemovedFiles: removed.length,
    numAddedFiles: added.length,
    numRemovedBytes: sumSizes(removed),
    numAddedBytes: sumSizes(added),
  }
  for (let base = snapshot; ;) {
    const txn = new Transaction(writer, base)
    txn.readOnlyFiles(removed)
    txn.stage(...removes, ...added)
    const result = await finishCommit(writer, txn, { name, parameters, metrics })
    if (result.kind !== 'conflicted') return result
    const latest = await openTable(writer)
    if (latest.version <= base.version || !hasAll(writer, latest, removed)) return result
    report(writer, { kind: 'restarted', reason: 'all files that were rewritten are still in the table' })
    base = latest
  }
}

function hasAll({ store }: TableWriter, { files }: Snapshot, wanted: readonly Add[]): boolean {
  const keys = new Replay(store.rootPath)
  return wanted.every((file) => files.has(keys.keyOf(file)))
}

function sumSizes(files: readonly Add[]): number {
  return files.reduce((sum, { size }) => sum + size, 0)
}
