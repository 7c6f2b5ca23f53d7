import { SqlError } from '../predicate/sql-error.ts'
import type { Program } from './parse-program.ts'
import type { Statement, TableName } from './statement.ts'

/** The tables a statement is about: the one it changes or describes, or all that a query reads. */
export function tablesOf(statement: Statement): readonly TableName[] {
  return statement.kind === 'select' ? statement.tables : [statement.table]
}

/** True where a name is meant: in any case, and behind whatever catalog and schema, of which there are none here. */
export function isNamed({ path }: TableName, names: readonly string[]): boolean {
  const own = path.at(-1)?.toLowerCase()
  return names.some((name) => name.toLowerCase() === own)
}

/** Throws `SqlError` at the first table of a statement that has none of the names of the one table there is. */
export function ensureTables(statement: Statement, names: readonly string[]): void {
  for (const table of tablesOf(statement)) {
    if (isNamed(table, names)) continue
    const what = `${table.path.join('.')} is no table here: the table is ${names.join(', also ')}`
    throw new SqlError('TABLE_OR_VIEW_NOT_FOUND', what, table.place)
  }
}

/** The name of the table that a program makes first. */
export function tryCreatedTable(program: Program): string | undefined {
  for (const step of program) {
    if (step.kind === 'statement' && step.statement.kind === 'create-table') return step.statement.table.path.at(-1)
  }
  return undefined
}
