import { stageAppTransaction } from './append.ts'
import type { AppTransaction } from './append.ts'
import { readFileRows } from './file-rows.ts'
import { clauseParameters, ensureClauses, hasRowClauses } from './merge-clauses.ts'
import { MergePairs } from './merge-pairs.ts'
import type { MergeTask } from './merge-pairs.ts'
import { planFiles } from './plan-files.ts'
import { finishCommit } from './post-commit.ts'
import { writeChanges } from './row-changes.ts'
import type { FileChange } from './row-changes.ts'
import { ALL_ROWS } from './row-condition.ts'
import { ensureRowsAllowed } from './schema-check.ts'
import { ensureRemovable, ensureWritable } from './table-changes.ts'
import { tableConstraints } from './table-constraints.ts'
import { createLayout, resolvePlanned } from './table-layout.ts'
import type { Planned } from './table-layout.ts'
import { openTable } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import { Transaction } from './transaction.ts'
import type { OperationResult } from './transaction.ts'
import type { Row } from './write-files.ts'

export interface MergeOptions extends MergeTask {
  readonly txn?: AppTransaction
}

/**
 * MERGE: pairs the rows of the table with those of a source, and lets the clauses decide what becomes of them. Only files with
 * rows that change are written anew. Throws DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE when a row of the table has
 * several source rows, unless the only WHEN MATCHED clause deletes without a condition; two new rows with one key are both
 * inserted.
 */
export async function runMerge(writer: TableWriter, planned: Planned<MergeOptions>): Promise<OperationResult> {
  const snapshot = await openTable(writer)
  ensureWritable(snapshot)
  const layout = createLayout(snapshot.protocol, snapshot.metadata)
  const options = resolvePlanned(planned, layout)
  ensureClauses(options)
  const { on, source, txn: app } = options
  const changesRows = hasRowClauses(options)
  if (changesRows) ensureRemovable(snapshot)
  const txn = new Transaction(writer, snapshot)
  const skipped = stageAppTransaction(writer, txn, app)
  if (skipped !== undefined) return skipped
  // A row without a source row may be anywhere.
  const target = options.notMatchedBySource === undefined ? on.target : ALL_ROWS
  const candidates = planFiles(writer, snapshot, target)
  const pairs = new MergePairs(options)
  txn.readFiles({ ...target.partitions, matchesRow: (row) => pairs.canRead(row) }, candidates)
  const changes: FileChange[] = []
  for (const file of candidates) {
    const read = await readFileRows(writer, snapshot, file)
    changes.push({ read, changes: changesRows ? pairs.decide(read.rows) : pairs.match(read.rows) })
  }
  const inserts = pairs.inserts()
  const constraints = tableConstraints(snapshot.metadata.configuration, layout.schema)
  ensureRowsAllowed(layout.schema, constraints, [...inserts, ...updatedRows(changes)])
  const { actions, metrics } = await writeChanges(writer, snapshot, layout, changes, inserts)
  // What an application has done is recorded, as Delta's MergeIntoCommand does it, also where that was nothing.
  if (actions.length === 0 && app === undefined) return { kind: 'unchanged', reason: 'no clause changes a row' }
  txn.stage(...actions)
  const parameters = clauseParameters(on, options)
  return finishCommit(writer, txn, {
    name: 'MERGE',
    parameters,
    metrics: { numSourceRows: source.length, ...metrics },
  })
}

function updatedRows(changes: readonly FileChange[]): Row[] {
  return changes.flatMap((change) =>
    [...change.changes.values()].flatMap((one) => (one.kind === 'update' ? [one.row] : [])),
  )
}
