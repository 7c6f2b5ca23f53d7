import { stageAppTransaction } from './append.ts'
import type { AppTransaction } from './append.ts'
import { filterOf, findRows } from './delete.ts'
import { readFileRows } from './file-rows.ts'
import { planFiles } from './plan-files.ts'
import { finishCommit } from './post-commit.ts'
import { writeChanges } from './row-changes.ts'
import type { FileChange } from './row-changes.ts'
import { ALL_ROWS } from './row-condition.ts'
import type { RowCondition } from './row-condition.ts'
import { ensureRowsAllowed } from './schema-check.ts'
import { ensureRemovable } from './table-changes.ts'
import { tableConstraints } from './table-constraints.ts'
import { createLayout, resolvePlanned } from './table-layout.ts'
import type { Planned } from './table-layout.ts'
import { openTable } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import { Transaction } from './transaction.ts'
import type { OperationResult } from './transaction.ts'
import type { Row } from './write-files.ts'

export interface UpdateOptions {
  /** The row that another becomes, in the order of the schema. */
  readonly set: (row: Row) => Row
  readonly where?: RowCondition
  readonly txn?: AppTransaction
}

/** UPDATE: changes the rows of a condition, all of them without one. `unchanged` when there is no such row. */
export async function runUpdate(writer: TableWriter, options: Planned<UpdateOptions>): Promise<OperationResult> {
  const snapshot = await openTable(writer)
  ensureRemovable(snapshot)
  const layout = createLayout(snapshot.protocol, snapshot.metadata)
  const { set, where = ALL_ROWS, txn: app } = resolvePlanned(options, layout)
  const constraints = tableConstraints(snapshot.metadata.configuration, layout.schema)
  const txn = new Transaction(writer, snapshot)
  const skipped = stageAppTransaction(writer, txn, app)
  if (skipped !== undefined) return skipped
  const candidates = planFiles(writer, snapshot, where)
  txn.readFiles(filterOf(where), candidates)
  const changes: FileChange[] = []
  for (const file of candidates) {
    const read = await readFileRows(writer, snapshot, file)
    const found = findRows(read.rows, where, (row) => ({ kind: 'update', row: set(row) }))
    const updated = [...found.values()].flatMap((change) => (change.kind === 'update' ? [change.row] : []))
    ensureRowsAllowed(layout.schema, constraints, updated)
    changes.push({ read, changes: found })
  }
  const { actions, metrics } = await writeChanges(writer, snapshot, layout, changes)
  if (actions.length === 0) return { kind: 'unchanged', reason: `no row has ${where.text}` }
  txn.stage(...actions)
  const parameters = { predicate: JSON.stringify(where === ALL_ROWS ? [] : [where.text]) }
  return finishCommit(writer, txn, { name: 'UPDATE', parameters, metrics })
}
