import type { Expression } from '../predicate/expression.ts'
import { readFileRows } from './file-rows.ts'
import { sortedFiles } from './plan-files.ts'
import { finishCommit } from './post-commit.ts'
import { neededFeatures, tryPlanProtocol } from './protocol-plan.ts'
import { ensureSchema } from './read-rows.ts'
import { ensureWritable } from './table-changes.ts'
import { CONSTRAINT_PREFIX, createConstraint } from './table-constraints.ts'
import { openTable } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import { Transaction } from './transaction.ts'
import type { OperationResult } from './transaction.ts'
import { DeltaWriteError } from './write-error.ts'

/**
 * ALTER TABLE … ADD CONSTRAINT … CHECK: reads all rows that are there. Throws DELTA_NEW_CHECK_CONSTRAINT_VIOLATION when one
 * violates it, DELTA_CONSTRAINT_ALREADY_EXISTS, and `SqlError`, with its place in the statement where `written` knows it.
 */
export async function runAddConstraint(
  writer: TableWriter,
  name: string,
  text: string,
  written?: Expression,
): Promise<OperationResult> {
  const snapshot = await openTable(writer)
  ensureWritable(snapshot)
  const { metadata, protocol } = snapshot
  const key = CONSTRAINT_PREFIX + name.toLowerCase()
  if (metadata.configuration.has(key)) {
    throw new DeltaWriteError('DELTA_CONSTRAINT_ALREADY_EXISTS', `the table has a constraint ${name} already`, name)
  }
  const schema = ensureSchema(snapshot)
  const constraint = createConstraint(name, text, schema, written)
  const txn = new Transaction(writer, snapshot)
  txn.readWholeTable()
  let violating = 0
  for (const file of sortedFiles(snapshot)) {
    const { rows } = await readFileRows(writer, snapshot, file)
    violating += rows.filter((row) => constraint.test(row) === false).length
  }
  if (violating > 0) {
    const what = `${violating} rows of the table violate the new CHECK constraint (${constraint.text})`
    throw new DeltaWriteError('DELTA_NEW_CHECK_CONSTRAINT_VIOLATION', what, name)
  }
  const configuration = new Map([...metadata.configuration, [key, text]])
  const newProtocol = tryPlanProtocol(neededFeatures(schema, configuration), protocol)
  if (newProtocol !== undefined) txn.stage(newProtocol)
  txn.stage({ ...metadata, configuration })
  const parameters = { name, expr: text }
  return finishCommit(writer, txn, { name: 'ADD CONSTRAINT', parameters, metrics: {} })
}

/** ALTER TABLE … DROP CONSTRAINT. Throws DELTA_CONSTRAINT_DOES_NOT_EXIST, unless that is no matter. */
export async function runDropConstraint(writer: TableWriter, name: string, ifExists = false): Promise<OperationResult> {
  const snapshot = await openTable(writer)
  ensureWritable(snapshot)
  const { metadata } = snapshot
  const key = CONSTRAINT_PREFIX + name.toLowerCase()
  if (!metadata.configuration.has(key)) {
    if (ifExists) return { kind: 'unchanged', reason: `the table has no constraint ${name}` }
    throw new DeltaWriteError('DELTA_CONSTRAINT_DOES_NOT_EXIST', `the table has no constraint ${name}`, name)
  }
  const txn = new Transaction(writer, snapshot)
  const configuration = new Map([...metadata.configuration].filter(([known]) => known !== key))
  txn.stage({ ...metadata, configuration })
  return finishCommit(writer, txn, { name: 'DROP CONSTRAINT', parameters: { name }, metrics: {} })
}
