import { SqlError } from '../predicate/sql-error.ts'
import type { Program } from './parse-program.ts'
import type { Statement, TableName } from './statement.ts'

/** The tables a statement is about: the one it changes or describes, or all that a query reads. */
export function tablesOf(statement: Statement): readonly TableName[] {
  return statement.kind === 'select' ? statement.tables : [statement.table]
}

/** Where the table stands: the schema that is there at first, in Spark's own catalog or in the first one of Unity Catalog. */
const SCHEMA = 'default'
const CATALOGS: readonly string[] = ['spark_catalog', 'main']
/** Before a path in backquotes: the table is the folder. */
const PATH_FORMAT = 'delta'

/**
 * Throws `SqlError` at the part that is wrong of the first table of a statement that is not the one table there is: by one of its names in any case,
 * alone or behind its schema and catalog, or by the path that is its folder's name. The codes are those of Databricks.
 */
export function ensureTables(statement: Statement, names: readonly string[]): void {
  for (const table of tablesOf(statement)) ensureTable(table, names, statement.kind === 'create-table')
}

function ensureTable({ path, place, places }: TableName, names: readonly string[], isCreated: boolean): void {
  const written = path.join('.')
  const [own = '', schema, catalog] = path.toReversed()
  const [ofOwn = place, ofSchema = place, ofCatalog = place] = places.toReversed()
  const table = `the table is ${names.join(', also ')}`
  if (path.length > 3) {
    const what = `${written} has ${path.length} parts; catalog, schema and table are all there can be`
    throw new SqlError('REQUIRES_SINGLE_PART_NAMESPACE', what, place)
  }
  if (path.length === 2 && isSame(schema, PATH_FORMAT)) {
    if (names.includes(own.replace(/^\.\//, '').replace(/\/$/, ''))) return
    const what = `${own} does not exist here, or is no Delta table: ${table}`
    throw new SqlError('DELTA_PATH_DOES_NOT_EXIST', what, ofOwn)
  }
  if (catalog !== undefined && !CATALOGS.some((known) => isSame(catalog, known))) {
    const what = `there is no catalog ${catalog} here, only ${CATALOGS.join(', also ')}: ${table}`
    throw new SqlError('NO_SUCH_CATALOG_EXCEPTION', what, ofCatalog)
  }
  if (schema !== undefined && !isSame(schema, SCHEMA)) {
    const what = `there is no schema ${schema} here, only ${SCHEMA}: ${table}`
    throw new SqlError(isCreated ? 'SCHEMA_NOT_FOUND' : 'TABLE_OR_VIEW_NOT_FOUND', what, ofSchema)
  }
  if (names.some((name) => isSame(own, name))) return
  throw new SqlError('TABLE_OR_VIEW_NOT_FOUND', `${written} is no table here: ${table}`, ofOwn)
}

function isSame(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase()
}

/** The name of the table that a program makes first. */
export function tryCreatedTable(program: Program): string | undefined {
  for (const step of program) {
    if (step.kind === 'statement' && step.statement.kind === 'create-table') return step.statement.table.path.at(-1)
  }
  return undefined
}
