import { resolveExpression } from '../predicate/resolve.ts'
import type { Scope } from '../predicate/scope.ts'
import { SqlError } from '../predicate/sql-error.ts'
import { columnsOf } from '../predicate/typed-expression.ts'
import { formatType } from '../predicate/types.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import type { Protocol } from './action-types.ts'
import { DEFAULT_KEY, hasDefault, tryGeneration } from './column-marks.ts'
import type { StructField, StructType } from './schema.ts'
import { createValue } from './sql-condition.ts'
import { isSupported } from './table-features.ts'
import type { DeltaValue } from './values.ts'
import { DeltaWriteError } from './write-error.ts'
import type { Row } from './write-files.ts'

/** Columns that the writer fills (PROTOCOL.md, Default Columns and Generated Columns): their fields keep the expression. */

/** What DEFAULT is for a column: null without one of its own. Throws `SqlError` for an expression that is not understood. */
export function evaluateDefault({ metadata, type }: StructField): DeltaValue {
  const text = metadata[DEFAULT_KEY]
  return typeof text === 'string' ? createValue(parseExpressionText(text), [], type)([]) : undefined
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
    return { place, evaluate: createValue(parseExpressionText(text), scopeOf(schema), field.type) }
  })
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

/**
 * Throws INVALID_DEFAULT_VALUE, GENERATED_COLUMN_WITH_DEFAULT_VALUE, DELTA_INVALID_GENERATED_COLUMN_REFERENCES,
 * DELTA_GENERATED_COLUMNS_EXPR_TYPE_MISMATCH, and `SqlError` for what is not understood in a generation expression.
 */
export function ensureFillable(schema: StructType): void {
  for (const field of schema.fields) {
    const text = tryGeneration(field)
    if (hasDefault(field)) {
      if (text !== undefined) {
        const what = `column ${field.name} has a default and a generation expression`
        throw new DeltaWriteError('GENERATED_COLUMN_WITH_DEFAULT_VALUE', what, field.name)
      }
      ensureDefault(field)
    }
    if (text !== undefined) ensureGeneration(schema, field, text)
  }
}

/** Throws WRONG_COLUMN_DEFAULTS_FOR_DELTA_FEATURE_NOT_ENABLED for a default in a table whose protocol has none. */
export function ensureDefaultsAllowed(protocol: Protocol, { fields }: StructType): void {
  const field = fields.find(hasDefault)
  if (field === undefined || isSupported(protocol, 'allowColumnDefaults')) return
  const what = `column ${field.name} has a default, and the table does not support the feature allowColumnDefaults`
  throw new DeltaWriteError('WRONG_COLUMN_DEFAULTS_FOR_DELTA_FEATURE_NOT_ENABLED', what, field.name)
}

function ensureDefault(field: StructField): void {
  const { name, metadata, type } = field
  try {
    const given = resolveExpression(parseExpressionText(String(metadata[DEFAULT_KEY])), [])
    if (given.type.kind === 'string' && type.kind === 'boolean') {
      const what = `the default of column ${name} is a text, and the column BOOLEAN`
      throw new DeltaWriteError('INVALID_DEFAULT_VALUE', what, name)
    }
    evaluateDefault(field)
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    throw new DeltaWriteError('INVALID_DEFAULT_VALUE', `the default of column ${name}: ${error.message}`, name)
  }
}

function ensureGeneration(schema: StructType, { name, type }: StructField, text: string): void {
  const expression = parseExpressionText(text)
  const own: Scope = [{ name: undefined, fields: schema.fields.filter((field) => tryGeneration(field) === undefined) }]
  let typed
  try {
    typed = resolveExpression(expression, own)
  } catch (error) {
    if (!(error instanceof SqlError) || error.code !== 'UNRESOLVED_COLUMN') throw error
    const what = `the generated column ${name} looks at a generated column, or at one that is not there: ${error.message}`
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
    return text !== undefined && looksAt(schema, text, name) ? field.name : []
  })
}

/** True when an expression over the columns of a schema has one of them. */
export function looksAt(schema: StructType, text: string, name: string): boolean {
  const place = schema.fields.findIndex((field) => field.name === name)
  const typed = resolveExpression(parseExpressionText(text), scopeOf(schema))
  return columnsOf(typed).some(({ path }) => path[0] === place)
}

function scopeOf({ fields }: StructType): Scope {
  return [{ name: undefined, fields }]
}
