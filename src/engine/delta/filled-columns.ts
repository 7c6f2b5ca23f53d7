import { compileExpression, readFromRow } from '../predicate/evaluate.ts'
import type { Expression } from '../predicate/expression.ts'
import { resolveExpression } from '../predicate/resolve.ts'
import type { Scope } from '../predicate/scope.ts'
import { SqlError } from '../predicate/sql-error.ts'
import { columnsOf } from '../predicate/typed-expression.ts'
import { formatType } from '../predicate/types.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import type { Protocol } from './action-types.ts'
import { DEFAULT_KEY, hasDefault, tryGeneration } from './column-marks.ts'
import { asKept } from './kept-expression.ts'
import type { PropertySource } from './properties.ts'
import type { StructField, StructType } from './schema.ts'
import { createValue } from './sql-condition.ts'
import { isSupported } from './table-features.ts'
import type { DeltaValue } from './values.ts'
import { DeltaWriteError } from './write-error.ts'
import type { Row } from './write-files.ts'

/** Columns that the writer fills (PROTOCOL.md, Default Columns and Generated Columns): their fields keep the expression. */

/** What DEFAULT is for a column: null without one of its own. Throws `SqlError` for an expression that is not understood. */
export function evaluateDefault(field: StructField): DeltaValue {
  const text = field.metadata[DEFAULT_KEY]
  if (typeof text !== 'string') return undefined
  return asKept(`the default of column ${field.name}`, text, () =>
    createValue(parseExpressionText(text), [], field.type)([]),
  )
}

export interface GeneratedColumn {
  /** In a row of the schema. */
  readonly place: number
  /** The value for a row whose other columns have theirs. */
  readonly evaluate: (row: Row) => DeltaValue
}

/** The generated columns of a schema. Throws `SqlError` for an expression that is not understood: such a table is not written. */
export function generatedColumns(schema: StructType): GeneratedColumn[] {
  return schema.fields.flatMap((field, place) => {
    const text = tryGeneration(field)
    if (text === undefined) return []
    const what = generationOf(field)
    const evaluate = asKept(what, text, () => createValue(parseExpressionText(text), scopeOf(schema), field.type))
    return { place, evaluate: (row) => asKept(what, text, () => evaluate(row)) }
  })
}

function generationOf({ name }: StructField): string {
  return `the expression of the generated column ${name}`
}

/** Rows whose generated columns have values where the rows as they were given had none. */
export function fillGenerated(schema: StructType, given: StructType, rows: readonly Row[]): readonly Row[] {
  const names = new Set(given.fields.map(({ name }) => name.toLowerCase()))
  const missing = generatedColumns(schema).filter(
    ({ place }) => !names.has((schema.fields[place] as StructField).name.toLowerCase()),
  )
  if (missing.length === 0) return rows
  return rows.map((row) => {
    const filled = [...row]
    for (const { place, evaluate } of missing) filled[place] = evaluate(row)
    return filled
  })
}

/** Expressions of a statement by the names of their columns: they know their places in its text. */
export type WrittenExpressions = ReadonlyMap<string, Expression>

/**
 * Holds the columns of a new table to the rules. Throws INVALID_DEFAULT_VALUE, GENERATED_COLUMN_WITH_DEFAULT_VALUE,
 * DELTA_INVALID_GENERATED_COLUMN_REFERENCES, DELTA_GENERATED_COLUMNS_EXPR_TYPE_MISMATCH, and `SqlError` for anything else that
 * is wrong with an expression, or not understood.
 */
export function ensureFillable(schema: StructType, written: WrittenExpressions = new Map()): void {
  for (const field of schema.fields) {
    const text = tryGeneration(field)
    if (hasDefault(field)) ensureDefault(field, 'CREATE TABLE', written.get(field.name))
    if (text !== undefined) ensureGeneration(schema, field, text, written.get(field.name))
  }
}

/** Throws WRONG_COLUMN_DEFAULTS_FOR_DELTA_FEATURE_NOT_ENABLED for a default in a table whose protocol has none. */
export function ensureDefaultsAllowed(protocol: Protocol, { fields }: StructType): void {
  const field = fields.find(hasDefault)
  if (field === undefined || isSupported(protocol, 'allowColumnDefaults')) return
  const what = `column ${field.name} has a default, and the table does not support the feature allowColumnDefaults`
  throw new DeltaWriteError('WRONG_COLUMN_DEFAULTS_FOR_DELTA_FEATURE_NOT_ENABLED', what, field.name)
}

/** What ALTER COLUMN … SET DEFAULT takes for a default that is none; CREATE TABLE has names of its own for it. */
const UNRESOLVED: readonly string[] = ['UNRESOLVED_ROUTINE', 'WRONG_NUM_ARGS', 'DATATYPE_MISMATCH']

/**
 * Throws INVALID_DEFAULT_VALUE for a default that looks at columns or does not fit, GENERATED_COLUMN_WITH_DEFAULT_VALUE, and
 * `SqlError` for one that has no value, or is not understood.
 */
export function ensureDefault(field: StructField, source: PropertySource, written: Expression | undefined): void {
  const { name, type, metadata } = field
  if (tryGeneration(field) !== undefined) {
    const what = `column ${name} has a default and a generation expression`
    throw new DeltaWriteError('GENERATED_COLUMN_WITH_DEFAULT_VALUE', what, name)
  }
  const what = `the default of column ${name}`
  const isNone = ({ code }: SqlError): boolean =>
    code === 'UNRESOLVED_COLUMN' || (source === 'ALTER TABLE' && UNRESOLVED.includes(code))
  const expression = written ?? parseExpressionText(String(metadata[DEFAULT_KEY]))
  const given = refuseAs(what, name, isNone, () => resolveExpression(expression, []))
  refuseAs(
    what,
    name,
    () => false,
    () => compileExpression(given, readFromRow)([]),
  )
  if (given.type.kind === 'string' && type.kind === 'boolean') {
    throw new DeltaWriteError('INVALID_DEFAULT_VALUE', `${what} is a text, and the column BOOLEAN`, name)
  }
  refuseAs(
    what,
    name,
    ({ code }) => code !== 'NOT_SUPPORTED',
    () => createValue(expression, [], type)([]),
  )
}

/** Makes INVALID_DEFAULT_VALUE of some errors; others are told with the column. */
function refuseAs<T>(what: string, name: string, isNone: (error: SqlError) => boolean, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    if (isNone(error)) throw new DeltaWriteError('INVALID_DEFAULT_VALUE', `${what}: ${error.message}`, name)
    throw new SqlError(error.code, `${what}: ${error.message}`, error.place)
  }
}

function ensureGeneration(schema: StructType, field: StructField, text: string, written: Expression | undefined): void {
  const { name, type } = field
  const own: Scope = [{ name: undefined, fields: schema.fields.filter((other) => tryGeneration(other) === undefined) }]
  let typed
  try {
    typed = resolveExpression(written ?? parseExpressionText(text), own)
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    const { code, message, place } = error
    if (code !== 'UNRESOLVED_COLUMN') throw new SqlError(code, `${generationOf(field)}: ${message}`, place)
    const what = `the generated column ${name} looks at a generated column, or at one that is not there: ${message}`
    throw new DeltaWriteError('DELTA_INVALID_GENERATED_COLUMN_REFERENCES', what, name)
  }
  if (formatType(typed.type) === formatType(type)) return
  const what = `the expression of ${name} is ${formatType(typed.type)}, and the column is ${formatType(type)}`
  throw new DeltaWriteError('DELTA_GENERATED_COLUMNS_EXPR_TYPE_MISMATCH', what, name)
}

/** The names of generated columns whose expressions look at a column. */
export function dependentsOf(schema: StructType, name: string): string[] {
  return schema.fields.flatMap((field) => {
    const text = tryGeneration(field)
    return text !== undefined && looksAt(schema, generationOf(field), text, name) ? field.name : []
  })
}

/** True when an expression that the table keeps, over the columns of its schema, has one of them. */
export function looksAt(schema: StructType, what: string, text: string, name: string): boolean {
  const place = schema.fields.findIndex((field) => field.name === name)
  const typed = asKept(what, text, () => resolveExpression(parseExpressionText(text), scopeOf(schema)))
  return columnsOf(typed).some(({ path }) => path[0] === place)
}

function scopeOf({ fields }: StructType): Scope {
  return [{ name: undefined, fields }]
}
