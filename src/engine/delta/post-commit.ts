import type { Operation } from './commit-info.ts'
import { checkpointInterval, runCheckpoint } from './checkpoint-writer.ts'
import type { TableWriter } from './table-writer.ts'
import type { OperationResult, Transaction } from './transaction.ts'

/** Commits, and writes a checkpoint behind the commit when it is due. */
export async function finishCommit(
  writer: TableWriter,
  txn: Transaction,
  operation: Operation,
  mostAttempts?: number,
): Promise<OperationResult> {
  const result = await txn.commit(operation, mostAttempts)
  if (result.kind !== 'committed' || writer.hasCheckpoints === false) return result
  const metadata = result.actions.find((action) => action.kind === 'metaData') ?? txn.snapshot?.metadata
  const interval = checkpointInterval(metadata?.configuration ?? new Map())
  if (result.version > 0 && result.version % interval === 0) await runCheckpoint(writer, result.version)
  return result
}
