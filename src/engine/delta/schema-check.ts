import type { DataType, StructField, StructType } from './schema.ts'
import type { DeltaValue } from './values.ts'
import { DeltaWriteError } from './write-error.ts'
import type { Row } from './write-files.ts'
import { formatType } from './write-schema.ts'

/** Rows with a schema of their own, as somebody wants to write them. */
export interface NewRows {
  readonly schema: StructType
  readonly rows: readonly Row[]
}

export interface AlignedRows {
  /** The table's schema, with columns added where that is allowed. */
  readonly schema: StructType
  /** In the order of `schema`; a column that the new rows do not have is null. */
  readonly rows: readonly Row[]
}

/** Throws DELTA_DUPLICATE_COLUMNS_FOUND when two names differ at most by case, in structs too. */
export function ensureDistinctNames({ fields }: StructType, above = ''): void {
  const seen = new Map<string, string>()
  for (const { name, type } of fields) {
    const full = above === '' ? name : `${above}.${name}`
    const before = seen.get(name.toLowerCase())
    if (before !== undefined) {
      throw new DeltaWriteError(
        'DELTA_DUPLICATE_COLUMNS_FOUND',
        `the columns ${before} and ${full} have one name`,
        full,
      )
    }
    seen.set(name.toLowerCase(), full)
    if (type.kind === 'struct') ensureDistinctNames(type, full)
  }
}

/** Signs that Parquet's readers of old did not bear; with column mapping they never reach a file. */
const INVALID_IN_NAMES = /[ ,;{}()\n\t=]/

/** Throws DELTA_INVALID_CHARACTERS_IN_COLUMN_NAMES; not to be asked when columns are mapped. */
export function ensureValidNames(schema: StructType): void {
  const name = findInvalidName(schema)
  if (name === undefined) return
  const what = `the name "${name}" has one of the signs " ,;{}()=", a tab or a new line`
  throw new DeltaWriteError('DELTA_INVALID_CHARACTERS_IN_COLUMN_NAMES', what, name)
}

/** The first name, in structs too, that a data file without column mapping cannot have. */
export function findInvalidName({ fields }: StructType): string | undefined {
  for (const { name, type } of fields) {
    if (INVALID_IN_NAMES.test(name)) return name
    const inside = type.kind === 'struct' ? findInvalidName(type) : undefined
    if (inside !== undefined) return inside
  }
  return undefined
}

/**
 * Fits rows to a table (Delta's schema enforcement): columns are found by name without regard to case, one that is missing is
 * null, one that the table does not have throws DELTA_METADATA_MISMATCH, or is added with `mergeSchema`. A type that is not
 * the table's throws DELTA_FAILED_TO_MERGE_FIELDS; whole numbers of fewer bits, and float for double, are taken.
 */
export function alignRows(table: StructType, { schema: given, rows }: NewRows, mergeSchema: boolean): AlignedRows {
  ensureDistinctNames(given)
  const extra = given.fields.filter((field) => findPlace(table, field.name) < 0)
  const [first] = extra
  if (first !== undefined && !mergeSchema) {
    const names = extra.map(({ name }) => name).join(', ')
    const what = `the rows have ${extra.length === 1 ? 'a column' : 'columns'} that the table does not have: ${names}`
    throw new DeltaWriteError('DELTA_METADATA_MISMATCH', what, first.name)
  }
  // What is new to the table has no value in the rows that are there.
  const added = extra.map((field) => ({ ...field, nullable: true }))
  const schema: StructType = { kind: 'struct', fields: [...table.fields, ...added] }
  const converts = schema.fields.map((field) => planColumn(given, field))
  return { schema, rows: rows.map((row) => converts.map((convert) => convert(row))) }
}

function findPlace({ fields }: StructType, name: string): number {
  return fields.findIndex((field) => field.name.toLowerCase() === name.toLowerCase())
}

function planColumn(given: StructType, field: StructField): (row: Row) => DeltaValue {
  const place = findPlace(given, field.name)
  const from = given.fields[place]
  if (from === undefined) return () => undefined
  const convert = planCast(from.type, field.type, field.name)
  return (row) => {
    const value = row[place]
    return value === undefined ? undefined : convert(value)
  }
}

const WHOLE = ['byte', 'short', 'integer', 'long']

/** How a value of one type is taken for another. Throws DELTA_FAILED_TO_MERGE_FIELDS. */
function planCast(from: DataType, to: DataType, name: string): (value: DeltaValue) => DeltaValue {
  if (formatType(from) === formatType(to)) return keep
  if (from.kind === 'void') return keep
  const [rank, wanted] = [WHOLE.indexOf(from.kind), WHOLE.indexOf(to.kind)]
  if (rank >= 0 && rank <= wanted) return to.kind === 'long' ? (value) => BigInt(value as number) : keep
  if (from.kind === 'float' && to.kind === 'double') return keep
  if (from.kind === 'array' && to.kind === 'array') {
    const element = planCast(from.element, to.element, `${name}.element`)
    return (value) => (value as readonly DeltaValue[]).map((item) => (item === undefined ? item : element(item)))
  }
  if (from.kind === 'struct' && to.kind === 'struct') {
    const unknown = from.fields.find((field) => findPlace(to, field.name) < 0)
    if (unknown === undefined) {
      const columns = to.fields.map((field) => planColumn(from, field))
      return (value) => columns.map((column) => column(value as Row))
    }
  }
  const what = `column ${name} is ${formatType(to)} in the table and ${formatType(from)} in the rows`
  throw new DeltaWriteError('DELTA_FAILED_TO_MERGE_FIELDS', what, name)
}

function keep(value: DeltaValue): DeltaValue {
  return value
}

/** A CHECK constraint: true or null lets a row in. */
export interface Constraint {
  readonly name: string
  readonly text: string
  /** The generated column whose values it holds to its expression; undefined for one of the user's. */
  readonly generates: string | undefined
  test(row: Row): boolean | undefined
}

/**
 * Throws DELTA_NOT_NULL_CONSTRAINT_VIOLATED or DELTA_VIOLATE_CONSTRAINT_WITH_VALUES for the first row that must not be in
 * the table.
 */
export function ensureRowsAllowed(schema: StructType, constraints: readonly Constraint[], rows: readonly Row[]): void {
  const required = schema.fields.flatMap(({ name, nullable }, place) => (nullable ? [] : { name, place }))
  for (const row of rows) {
    const missing = required.find(({ place }) => row[place] === undefined)
    if (missing !== undefined) {
      const what = `column ${missing.name} is NOT NULL, and a row has no value in it`
      throw new DeltaWriteError('DELTA_NOT_NULL_CONSTRAINT_VIOLATED', what, missing.name)
    }
    const violated = constraints.find((constraint) => constraint.test(row) === false)
    if (violated !== undefined) {
      const { name, text, generates } = violated
      const what = `a row violates the CHECK constraint ${name} (${text})`
      const action = generates === undefined ? undefined : `leave ${generates} out: it is computed from the others`
      throw new DeltaWriteError('DELTA_VIOLATE_CONSTRAINT_WITH_VALUES', what, generates ?? name, action)
    }
  }
}
