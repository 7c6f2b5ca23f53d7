import { formatPlural } from '../../base/format.ts'
import { compileExpression, readFromRow } from '../predicate/evaluate.ts'
import type { Expression } from '../predicate/expression.ts'
import { castExpression, resolveExpression } from '../predicate/resolve.ts'
import type { Relation, Scope } from '../predicate/scope.ts'
import { SqlError } from '../predicate/sql-error.ts'
import type { Place } from '../predicate/sql-error.ts'
import { formatType, isSimple, tryCommonType } from '../predicate/types.ts'
import type { ColumnType, SimpleType, Value } from '../predicate/types.ts'
import type { AssignedValue, InsertStatement, RangeQuery } from '../sql/statement.ts'
import { hasDefault } from './column-marks.ts'
import { evaluateDefault } from './filled-columns.ts'
import type { NewRows } from './schema-check.ts'
import type { StructField } from './schema.ts'
import { createValue } from './sql-condition.ts'
import type { TableLayout } from './table-layout.ts'
import type { DeltaValue } from './values.ts'
import { DeltaWriteError } from './write-error.ts'
import type { Row } from './write-files.ts'

/** The column of a name, case aside. Throws DELTA_COLUMN_NOT_FOUND. */
export function findColumn({ schema }: TableLayout, name: string): StructField {
  const found = schema.fields.find((field) => field.name.toLowerCase() === name.toLowerCase())
  if (found !== undefined) return found
  throw new DeltaWriteError('DELTA_COLUMN_NOT_FOUND', `the table has no column ${name}`, name)
}

/** A value for a column; DEFAULT is null where the column has none. */
export function createAssigned(value: AssignedValue, scope: Scope, field: StructField): (row: Row) => DeltaValue {
  if (value.kind !== 'default') return createValue(value, scope, field.type)
  const made = evaluateDefault(field)
  return () => made
}

/** The rows of an INSERT, in the types of their columns, and with the defaults of those that it leaves out. Throws `SqlError`. */
export function createInsertRows(layout: TableLayout, statement: InsertStatement): NewRows {
  const { columns, partition, rows, table, query } = statement
  const fixed = partition.filter(({ value }) => value !== undefined)
  const named = columns?.map((name) => findColumn(layout, name)) ?? usualColumns(layout, statement)
  const count = query?.values.length ?? rows[0]?.length
  if (count !== undefined && count !== named.length) {
    const names = named.map(({ name }) => name).join(', ')
    const message = `${formatPlural(count, 'value')} for ${formatPlural(named.length, 'column')}: ${names}`
    throw new SqlError('INSERT_COLUMN_ARITY_MISMATCH', message, table.place)
  }
  const given = [...named, ...fixed.map(({ column }) => findColumn(layout, column))]
  const left = layout.schema.fields.filter((field) => hasDefault(field) && !given.includes(field))
  const fields = [...given, ...left]
  const ends = [
    ...fixed.map(({ column, value }) => createValue(value as Expression, [], findColumn(layout, column).type)([])),
    ...left.map(evaluateDefault),
  ]
  const values = query === undefined ? evaluateRows(rows, named) : evaluateQuery(query, named)
  return { schema: { kind: 'struct', fields }, rows: values.map((row) => [...row, ...ends]) }
}

function evaluateRows(rows: InsertStatement['rows'], columns: readonly StructField[]): Row[] {
  return rows.map((row) => row.map((value, i) => createAssigned(value, [], columns[i] as StructField)([])))
}

const RANGE_FIELDS = [{ name: 'id', type: { kind: 'long' }, nullable: false }] as const

/** The rows of `SELECT … FROM range(…)`. */
function evaluateQuery({ values, range, name, where }: RangeQuery, columns: readonly StructField[]): Row[] {
  const scope: Scope = range === undefined ? [] : [{ name, fields: RANGE_FIELDS }]
  const evaluate = values.map((value, i) => createValue(value, scope, (columns[i] as StructField).type))
  const isWanted = where === undefined ? () => true : createValue(where, scope, { kind: 'boolean' })
  const rows: Row[] = []
  for (const row of rowsInRange(range)) {
    if (isWanted(row) === true) rows.push(evaluate.map((value) => value(row)))
  }
  return rows
}

function* rowsInRange(range: RangeQuery['range']): Generator<Row> {
  if (range === undefined) {
    yield []
    return
  }
  const { start, end, step } = range
  for (let id = start; step > 0n ? id < end : id > end; id += step) yield [id]
}

/** All columns but those with a value in PARTITION (…); those that it only names stand behind the others. */
function usualColumns({ schema }: TableLayout, { partition }: InsertStatement): StructField[] {
  const placeOf = ({ name }: StructField): number =>
    partition.findIndex(({ column }) => column.toLowerCase() === name.toLowerCase())
  const free = schema.fields.filter((field) => placeOf(field) < 0)
  const dynamic = schema.fields.filter((field) => placeOf(field) >= 0 && partition[placeOf(field)]?.value === undefined)
  return [...free, ...dynamic.toSorted((a, b) => placeOf(a) - placeOf(b))]
}

export interface ValuesTable {
  readonly relation: Relation
  readonly rows: readonly Row[]
}

/** Rows of VALUES as a relation: each column has the type that all its values can be taken as. Throws DATATYPE_MISMATCH. */
export function createValuesTable(
  rows: readonly (readonly Expression[])[],
  columns: readonly string[],
  name: string | undefined,
): ValuesTable {
  const typed = rows.map((row) => row.map((value) => resolveExpression(value, [])))
  const types = columns.map((column, i) =>
    typed.reduce<SimpleType>((type, row) => commonType(type, row[i]?.type, column, row[i]?.place), { kind: 'void' }),
  )
  const evaluate = (row: (typeof typed)[number]): Value[] =>
    row.map((value, i) =>
      compileExpression(castExpression(value, types[i] as SimpleType, value.place), readFromRow)([]),
    )
  const fields = columns.map((column, i) => ({ name: column, type: types[i] as SimpleType, nullable: true }))
  return { relation: { name, fields }, rows: typed.map((row) => evaluate(row) as Row) }
}

function commonType(a: SimpleType, b: ColumnType | undefined, column: string, place: Place | undefined): SimpleType {
  const common = b !== undefined && isSimple(b) ? tryCommonType(a, b) : undefined
  if (common !== undefined) return common
  const message = `column ${column} has values of the types ${formatType(a)} and ${b === undefined ? 'none' : formatType(b)}`
  throw new SqlError('DATATYPE_MISMATCH', message, place)
}
