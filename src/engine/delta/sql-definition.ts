import type { Expression } from '../predicate/expression.ts'
import { SqlError } from '../predicate/sql-error.ts'
import type { Place } from '../predicate/sql-error.ts'
import type { ColumnType } from '../predicate/types.ts'
import type { AddedColumn, AlterTableStatement, CreatedColumn, CreateTableStatement } from '../sql/statement.ts'
import { runAddColumns, runChangeDefault, runClusterBy, runDropColumn, runRenameColumn } from './alter.ts'
import { runSetProperties, runUnsetProperties } from './alter.ts'
import { runAddConstraint, runDropConstraint } from './constraints.ts'
import { runCreate } from './create.ts'
import { listLog } from './log-segment.ts'
import type { DataType, StructField } from './schema.ts'
import type { TableWriter } from './table-writer.ts'
import { DeltaWriteError } from './write-error.ts'
import { DEFAULT_KEY, GENERATION_KEY } from './column-marks.ts'
import type { OperationResult } from './transaction.ts'

/** Runs CREATE TABLE. Throws `SqlError` with the place for what is not supported, and what `runCreate` throws. */
export async function runCreateTable(writer: TableWriter, statement: CreateTableStatement): Promise<OperationResult> {
  const { table, columns, partitionedBy, clusterBy, properties, comment, orReplace, ifNotExists } = statement
  if (orReplace) throw refuse('CREATE OR REPLACE TABLE', table.place)
  if (ifNotExists && (await listLog(writer.store)).latest !== undefined) {
    return { kind: 'unchanged', reason: 'there is a table already' }
  }
  return runCreate(writer, {
    schema: { kind: 'struct', fields: columns.map(createField) },
    partitionColumns: partitionedBy,
    clusterBy: clusterBy.map((path) => topLevel(path, table.place)),
    configuration: new Map(properties.map(({ key, value }) => [key, value])),
    ...(comment === undefined ? {} : { description: comment }),
    written: new Map(columns.flatMap(writtenOf)),
  })
}

/** Runs ALTER TABLE. Throws as `runCreateTable` does. */
export async function runAlterTable(writer: TableWriter, statement: AlterTableStatement): Promise<OperationResult> {
  const { change, table } = statement
  switch (change.kind) {
    case 'set-properties':
      return runSetProperties(writer, new Map(change.properties.map(({ key, value }) => [key, value])))
    case 'unset-properties':
      return runUnsetProperties(writer, change.keys)
    case 'add-columns':
      return runAddColumns(
        writer,
        change.columns.map((column) => createAdded(column, table.place)),
      )
    case 'rename-column':
      return runRenameColumn(writer, topLevel(change.column, table.place), change.name)
    case 'drop-columns': {
      const [first, ...others] = change.columns
      if (first === undefined || others.length > 0) throw refuse('dropping several columns at once', table.place)
      return runDropColumn(writer, topLevel(first, table.place))
    }
    case 'add-constraint':
      return runAddConstraint(writer, change.name, change.check.text, change.check.expression)
    case 'drop-constraint':
      return runDropConstraint(writer, change.name, change.ifExists)
    case 'change-default': {
      const { text, expression } = change.defaultValue ?? {}
      return runChangeDefault(writer, topLevel(change.column, table.place), text, expression)
    }
    case 'change-type':
    case 'change-nullable':
      throw refuse('changing the type or nullability of a column', table.place)
    case 'cluster-by':
      return runClusterBy(
        writer,
        change.columns.map((path) => topLevel(path, table.place)),
      )
  }
}

function createField(column: CreatedColumn): StructField {
  const { name, type, isNullable, defaultValue, generatedAs, comment } = column
  const made = field(name, type, isNullable, comment)
  const filled = {
    ...(defaultValue === undefined ? {} : { [DEFAULT_KEY]: defaultValue.text }),
    ...(generatedAs === undefined ? {} : { [GENERATION_KEY]: generatedAs.text }),
  }
  return { ...made, metadata: { ...made.metadata, ...filled } }
}

function writtenOf({ name, defaultValue, generatedAs }: CreatedColumn): [string, Expression][] {
  const written = defaultValue ?? generatedAs
  return written === undefined ? [] : [[name, written.expression]]
}

function createAdded(column: AddedColumn, place: Place): StructField {
  if (column.defaultValue !== undefined) {
    const what = `column ${column.column.join('.')} has a default, and is added to a table that is there`
    const code = 'WRONG_COLUMN_DEFAULTS_FOR_DELTA_ALTER_TABLE_ADD_COLUMN_NOT_SUPPORTED'
    throw new DeltaWriteError(code, what, 'DEFAULT')
  }
  if (column.position !== undefined) throw refuse('a column that is not the last one', place)
  if (!column.isNullable) throw refuse('adding a column that is NOT NULL', place)
  return field(topLevel(column.column, place), column.type, true, column.comment)
}

function field(name: string, type: ColumnType, nullable: boolean, comment: string | undefined): StructField {
  return { name, type: createType(type), nullable, metadata: comment === undefined ? {} : { comment } }
}

/** A Delta schema is a type of SQL with metadata on its fields. */
function createType(type: ColumnType): DataType {
  switch (type.kind) {
    case 'struct':
      return {
        kind: 'struct',
        fields: type.fields.map((inner) => field(inner.name, inner.type, inner.nullable, undefined)),
      }
    case 'array':
      return { kind: 'array', element: createType(type.element), containsNull: type.containsNull }
    case 'map': {
      const { key, value, valueContainsNull } = type
      return { kind: 'map', key: createType(key), value: createType(value), valueContainsNull }
    }
    default:
      return type
  }
}

function topLevel(path: readonly string[], place: Place): string {
  const [name, ...inner] = path
  if (name === undefined || inner.length > 0) throw refuse('changing a field inside of a column', place)
  return name
}

function refuse(what: string, place: Place): SqlError {
  return new SqlError('NOT_SUPPORTED', `${what} is not supported here`, place)
}
