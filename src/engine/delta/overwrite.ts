import type { Add } from './action-types.ts'
import { fitRows, evolveMetadata, stageAppTransaction } from './append.ts'
import type { AppTransaction, FittedRows } from './append.ts'
import { partitionRow } from './delete.ts'
import { readFileRows } from './file-rows.ts'
import { planFiles, sortedFiles } from './plan-files.ts'
import { finishCommit } from './post-commit.ts'
import { neededFeatures, tryPlanProtocol } from './protocol-plan.ts'
import { ALL_PARTITIONS } from './read-set.ts'
import type { PartitionFilter } from './read-set.ts'
import { groupFiles } from './optimize-plan.ts'
import { writeChanges } from './row-changes.ts'
import type { FileChange } from './row-changes.ts'
import { findRows } from './delete.ts'
import type { RowCondition } from './row-condition.ts'
import { alignRows, ensureDistinctNames, ensureRowsAllowed, ensureValidNames } from './schema-check.ts'
import type { NewRows } from './schema-check.ts'
import type { Snapshot } from './snapshot.ts'
import { ensureRemovable } from './table-changes.ts'
import { tableConstraints } from './table-constraints.ts'
import { createLayout, resolvePlanned } from './table-layout.ts'
import type { Planned, TableLayout } from './table-layout.ts'
import { openTable } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import { Transaction } from './transaction.ts'
import type { OperationResult } from './transaction.ts'
import { DeltaWriteError } from './write-error.ts'
import { groupByPartition, writeFiles } from './write-files.ts'
import type { Row } from './write-files.ts'

/** What an overwrite replaces. */
export type OverwriteScope =
  | { readonly kind: 'table'; readonly overwriteSchema?: boolean }
  /** The partitions that the new rows are in (dynamic partition overwrite). */
  | { readonly kind: 'partitions' }
  /** The rows of a condition; each new row must meet it. */
  | { readonly kind: 'where'; readonly condition: RowCondition }

export interface OverwriteOptions {
  readonly scope?: OverwriteScope
  readonly mergeSchema?: boolean
  readonly txn?: AppTransaction
}

/** Replaces rows by others in one commit. Throws what the new rows violate, DELTA_REPLACE_WHERE_MISMATCH included. */
export async function runOverwrite(
  writer: TableWriter,
  given: Planned<NewRows>,
  options: Planned<OverwriteOptions> = {},
): Promise<OperationResult> {
  const snapshot = await openTable(writer)
  ensureRemovable(snapshot)
  const before = createLayout(snapshot.protocol, snapshot.metadata)
  const rows = resolvePlanned(given, before)
  const { scope = { kind: 'table' }, mergeSchema = false, txn: app } = resolvePlanned(options, before)
  const txn = new Transaction(writer, snapshot)
  const skipped = stageAppTransaction(writer, txn, app)
  if (skipped !== undefined) return skipped
  const isNewSchema = scope.kind === 'table' && scope.overwriteSchema === true
  const fitted = isNewSchema
    ? replaceSchema(writer, txn, snapshot, rows)
    : fitRows(writer, txn, snapshot, rows, mergeSchema)
  const partitionBy = JSON.stringify(snapshot.metadata.partitionColumns)
  const parameters: Record<string, string> = { mode: 'Overwrite', partitionBy }
  if (scope.kind === 'where') parameters['predicate'] = JSON.stringify([scope.condition.text])
  if (scope.kind === 'partitions') parameters['isDynamicPartitionOverwrite'] = 'true'
  if (scope.kind === 'where' && !scope.condition.isPartitionOnly) {
    const { actions, metrics } = await replaceRows(writer, txn, snapshot, scope.condition, fitted)
    txn.stage(...actions)
    return finishCommit(writer, txn, { name: 'WRITE', parameters, metrics })
  }
  const removed = findFiles(writer, txn, snapshot, scope, fitted)
  const adds = await writeFiles(writer, fitted.layout, fitted.rows, true)
  txn.stageRemoves(removed, true)
  txn.stage(...adds)
  const metrics = {
    numFiles: adds.length,
    numOutputRows: fitted.rows.length,
    numOutputBytes: adds.reduce((sum, { size }) => sum + size, 0),
    numRemovedFiles: removed.length,
  }
  return finishCommit(writer, txn, { name: 'WRITE', parameters, metrics })
}

/** The files that go, which are registered as read. */
function findFiles(
  writer: TableWriter,
  txn: Transaction,
  snapshot: Snapshot,
  scope: OverwriteScope,
  { layout, rows }: FittedRows,
): Add[] {
  if (scope.kind === 'where') {
    const { condition } = scope
    ensureInScope(condition, rows)
    const before = createLayout(snapshot.protocol, snapshot.metadata)
    const files = planFiles(writer, snapshot, condition).filter(
      (file) => condition.test(partitionRow(before, file)) === true,
    )
    txn.readFiles(condition.partitions, files)
    return files
  }
  const all = sortedFiles(snapshot)
  if (scope.kind === 'table' || layout.partitions.length === 0) {
    txn.readFiles(ALL_PARTITIONS, all)
    return all
  }
  const filter = partitionsOf(layout, rows)
  const files = all.filter((file) => filter.canMatch(file.partitionValues))
  txn.readFiles(filter, files)
  return files
}

/** The partitions that rows are in. */
function partitionsOf(layout: TableLayout, rows: readonly Row[]): PartitionFilter {
  const keyOf = (values: Add['partitionValues']): string =>
    [...groupFiles([{ partitionValues: values } as Add]).keys()].join()
  const keys = new Set(groupByPartition(layout, rows).map(({ values }) => keyOf(values)))
  return { text: [...keys].join(' or '), canMatch: (values) => keys.has(keyOf(values)) }
}

async function replaceRows(
  writer: TableWriter,
  txn: Transaction,
  snapshot: Snapshot,
  condition: RowCondition,
  { layout, rows }: FittedRows,
) {
  ensureInScope(condition, rows)
  const candidates = planFiles(writer, snapshot, condition)
  txn.readFiles(condition.partitions, candidates)
  const changes: FileChange[] = []
  for (const file of candidates) {
    const read = await readFileRows(writer, snapshot, file)
    changes.push({ read, changes: findRows(read.rows, condition, () => ({ kind: 'delete' })) })
  }
  return writeChanges(writer, snapshot, layout, changes, rows)
}

function ensureInScope(condition: RowCondition, rows: readonly Row[]): void {
  const stray = rows.filter((row) => condition.test(row) !== true).length
  if (stray === 0) return
  const what = `${stray} of the new rows do not have ${condition.text}`
  throw new DeltaWriteError('DELTA_REPLACE_WHERE_MISMATCH', what, 'replaceWhere')
}

/** The schema of the new rows takes the place of the table's; the partitioning stays. */
function replaceSchema(
  writer: TableWriter,
  txn: Transaction,
  { protocol, metadata }: Snapshot,
  rows: NewRows,
): FittedRows {
  ensureDistinctNames(rows.schema)
  const isMapped = createLayout(protocol, metadata).mode !== 'none'
  if (!isMapped) ensureValidNames(rows.schema)
  const evolved = evolveMetadata(writer, metadata, rows.schema, isMapped)
  const newProtocol = tryPlanProtocol(neededFeatures(rows.schema, evolved.configuration), protocol)
  if (newProtocol !== undefined) txn.stage(newProtocol)
  txn.stage(evolved)
  const layout = createLayout(newProtocol ?? protocol, evolved)
  const aligned = alignRows(layout.schema, rows, false)
  ensureRowsAllowed(layout.schema, tableConstraints(evolved.configuration, layout.schema), aligned.rows)
  return { layout, rows: aligned.rows }
}
