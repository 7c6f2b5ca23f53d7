import { SqlError } from '../predicate/sql-error.ts'
import type { Expression } from '../predicate/expression.ts'
import { tryParseMicros } from '../../base/calendar.ts'
import type { AsOf, InsertStatement, MergeStatement, Statement, UpdateStatement } from '../sql/statement.ts'
import { runAppend } from './append.ts'
import type { AppTransaction } from './append.ts'
import { runDelete } from './delete.ts'
import { runMerge } from './merge.ts'
import { runOptimize } from './optimize.ts'
import { runOverwrite } from './overwrite.ts'
import type { OverwriteScope } from './overwrite.ts'
import { runRestore } from './restore.ts'
import type { SnapshotTarget } from './snapshot.ts'
import { createCondition, tableScope } from './sql-condition.ts'
import { createMerge, createSet } from './sql-merge.ts'
import { createInsertRows, createValuesTable } from './sql-rows.ts'
import type { ValuesTable } from './sql-rows.ts'
import type { Planned, TableLayout } from './table-layout.ts'
import type { TableWriter } from './table-writer.ts'
import type { OperationResult } from './transaction.ts'
import { runUpdate } from './update.ts'
import { runAlterTable, runCreateTable } from './sql-definition.ts'
import { runVacuum } from './vacuum.ts'
import type { VacuumOptions, VacuumResult } from './vacuum.ts'
import type { Row } from './write-files.ts'
import { runZOrder } from './zorder.ts'

/** Statements that make a table, or change its rows, its files or its schema. */
export type ChangeStatement = Exclude<Statement, { readonly kind: 'select' | 'describe-history' | 'describe-detail' }>

export type StatementResult =
  | { readonly kind: 'operation'; readonly result: OperationResult }
  | { readonly kind: 'vacuum'; readonly result: VacuumResult }

export interface StatementOptions {
  /** Makes each statement that writes rows happen once. */
  readonly txn?: AppTransaction
  /** `spark.sql.sources.partitionOverwriteMode` is dynamic: INSERT OVERWRITE replaces the partitions that its rows are in. */
  readonly isDynamicOverwrite?: boolean
  /** The rows of a table that is the source of a MERGE. */
  readonly readSource?: (path: readonly string[], asOf: AsOf | undefined) => Promise<ValuesTable>
  readonly vacuum?: Pick<VacuumOptions, 'rule' | 'isRetentionChecked'>
  readonly sizes?: { readonly minFileSizeBytes?: number; readonly maxFileSizeBytes?: number }
}

/**
 * Runs a statement on the table of the writer, whatever name the statement calls it by. Throws `SqlError` with the place for
 * what is wrong in the statement, and what the operations throw.
 */
export async function runStatement(
  writer: TableWriter,
  statement: ChangeStatement,
  options: StatementOptions = {},
): Promise<StatementResult> {
  if (statement.kind === 'vacuum') {
    const { retainHours, mode, isDryRun } = statement
    const wanted: VacuumOptions = {
      ...options.vacuum,
      isDryRun,
      mode: mode === 'lite' ? 'LITE' : 'FULL',
      ...(retainHours === undefined ? {} : { retentionHours: retainHours }),
    }
    return { kind: 'vacuum', result: await runVacuum(writer, wanted) }
  }
  return { kind: 'operation', result: await runOperation(writer, statement, options) }
}

async function runOperation(
  writer: TableWriter,
  statement: Exclude<ChangeStatement, { readonly kind: 'vacuum' }>,
  options: StatementOptions,
): Promise<OperationResult> {
  switch (statement.kind) {
    case 'create-table':
      return runCreateTable(writer, statement)
    case 'alter-table':
      return runAlterTable(writer, statement)
    case 'insert':
      return runInsert(writer, statement, options)
    case 'update':
      return runUpdate(writer, planUpdate(statement, options))
    case 'delete': {
      const { table, where } = statement
      const plan = planWhere(where, table.alias ?? table.path.at(-1))
      return runDelete(writer, (layout) => ({ ...plan(layout), ...txnOf(options) }))
    }
    case 'merge': {
      const values = await readValues(statement, options)
      return runMerge(writer, (layout) => ({ ...createMerge(layout, statement, values), ...txnOf(options) }))
    }
    case 'optimize': {
      const { table, where, zorderBy, isFull } = statement
      const plan = planWhere(where, table.path.at(-1))
      if (zorderBy.length === 0) return runOptimize(writer, (layout) => ({ ...plan(layout), ...options.sizes, isFull }))
      const columns = zorderBy.map((path) => path.join('.'))
      return runZOrder(writer, (layout) => ({ ...plan(layout), ...options.sizes, columns }))
    }
    case 'restore':
      return runRestore(writer, { target: targetOf(statement.asOf) })
  }
}

function planWhere(where: Expression | undefined, name: string | undefined) {
  return (layout: TableLayout) => (where === undefined ? {} : { where: createCondition(layout, where, name) })
}

function txnOf({ txn }: StatementOptions): Pick<StatementOptions, 'txn'> {
  return txn === undefined ? {} : { txn }
}

function planUpdate({ table, assignments, where }: UpdateStatement, options: StatementOptions) {
  const name = table.alias ?? table.path.at(-1)
  return (layout: TableLayout) => {
    const scope = tableScope(layout, name)
    const set = createSet({ layout, target: { name, fields: layout.schema.fields } }, assignments, scope)
    return { ...planWhere(where, name)(layout), ...txnOf(options), set: (row: Row) => set(row, row) }
  }
}

function runInsert(
  writer: TableWriter,
  statement: InsertStatement,
  options: StatementOptions,
): Promise<OperationResult> {
  const rows: Planned<ReturnType<typeof createInsertRows>> = (layout) => createInsertRows(layout, statement)
  const { isOverwrite, replaceWhere } = statement
  if (!isOverwrite && replaceWhere === undefined) return runAppend(writer, rows, txnOf(options))
  return runOverwrite(writer, rows, (layout) => ({ scope: planScope(layout, statement, options), ...txnOf(options) }))
}

/**
 * REPLACE WHERE replaces the rows of its condition. INSERT OVERWRITE replaces the partitions that have the values it gives, the
 * whole table where it gives none; in the dynamic mode, unless it gives a value for each partition column, the partitions that
 * its rows are in.
 */
function planScope(
  layout: TableLayout,
  { partition, replaceWhere, table }: InsertStatement,
  { isDynamicOverwrite = false }: StatementOptions,
): OverwriteScope {
  if (replaceWhere !== undefined) {
    return { kind: 'where', condition: createCondition(layout, replaceWhere, table.path.at(-1)) }
  }
  const given = partition.filter(({ value }) => value !== undefined)
  if (isDynamicOverwrite && layout.partitions.length > given.length) return { kind: 'partitions' }
  const operands = given.map(({ column, value }): Expression => {
    const left: Expression = { kind: 'column', path: [column] }
    return { kind: 'comparison', operator: '<=>', left, right: value as Expression }
  })
  const [first, ...others] = operands
  if (first === undefined) return { kind: 'table' }
  const expression = others.length === 0 ? first : { kind: 'and' as const, operands }
  return { kind: 'where', condition: createCondition(layout, expression) }
}

async function readValues({ source }: MergeStatement, { readSource }: StatementOptions): Promise<ValuesTable> {
  if (source.kind === 'values') return createValuesTable(source.rows, source.columns, source.alias)
  if (readSource === undefined) {
    throw new SqlError('NOT_SUPPORTED', 'another table as the source of a MERGE cannot be read here', source.place)
  }
  const { relation, rows } = await readSource(source.path, source.asOf)
  return { relation: { ...relation, name: source.alias ?? source.path.at(-1) }, rows }
}

function targetOf(asOf: AsOf): SnapshotTarget {
  if (asOf.kind === 'version') return { version: asOf.version }
  const micros = tryParseMicros(asOf.timestamp)
  if (micros !== undefined) return { timestamp: Number(micros / 1000n) }
  throw new SqlError('INVALID_LITERAL', `"${asOf.timestamp}" is no time`, undefined)
}
