import { tryParseDate, tryParseMicros } from '../../base/calendar.ts'
import { createBatch } from '../../query/column-batch.ts'
import type { QueryColumn, QueryType, QueryValue } from '../../query/column-batch.ts'
import type { Database } from '../../query/database.ts'
import type { DataSet, SqlTable } from '../types.ts'

type GivenCell = number | string | boolean | null

/** What is needed of the database; `openDatabase` gives it. */
export type SqlDatabase = Pick<Database, 'registerRows' | 'dropTable' | 'runQuery'>

/** Makes the tables of a data set anew, in place of those that stand there. Throws an `Error` for a cell that is none. */
export async function loadDataSet(
  database: SqlDatabase,
  tables: readonly SqlTable[],
  { rows }: Pick<DataSet, 'rows'>,
): Promise<void> {
  for (const { name, columns } of tables) {
    const typed = columns.map((column): QueryColumn => ({ name: column.name, type: parseType(column.type) }))
    const values = (rows[name] ?? []).map((row) => {
      if (row.length !== columns.length) throw new Error(`a row of ${name} has ${row.length} cells`)
      return row.map((cell, i) => toValue(cell, (typed[i] as QueryColumn).type, `${name}.${columns[i]?.name}`))
    })
    await database.registerRows([name], typed, [createBatch(columns.length, values)])
  }
}

export async function dropDataSet(database: SqlDatabase, tables: readonly SqlTable[]): Promise<void> {
  for (const { name } of tables) await database.dropTable([name])
}

const PLAIN_TYPES: Readonly<Record<string, QueryType>> = {
  INTEGER: { kind: 'integer' },
  BIGINT: { kind: 'long' },
  DOUBLE: { kind: 'double' },
  VARCHAR: { kind: 'string' },
  BOOLEAN: { kind: 'boolean' },
  DATE: { kind: 'date' },
  TIMESTAMP: { kind: 'timestamp' },
}

function parseType(text: string): QueryType {
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(text)
  if (decimal !== null) return { kind: 'decimal', precision: Number(decimal[1]), scale: Number(decimal[2]) }
  const type = PLAIN_TYPES[text]
  if (type === undefined) throw new Error(`${text} is no type of a table here`)
  return type
}

/** A cell as the query engine takes it: days and moments are written as text, decimals as number or text. */
function toValue(cell: GivenCell, type: QueryType, where: string): QueryValue {
  if (cell === null) return undefined
  const value = tryValue(cell, type)
  if (value === undefined) throw new Error(`${where}: ${cell} is no ${type.kind}`)
  return value
}

function tryValue(cell: number | string | boolean, type: QueryType): QueryValue {
  switch (type.kind) {
    case 'integer':
    case 'double':
      return typeof cell === 'number' ? cell : undefined
    case 'long':
      return Number.isSafeInteger(cell) ? BigInt(cell) : undefined
    case 'boolean':
      return typeof cell === 'boolean' ? cell : undefined
    case 'date':
      return tryParseDate(String(cell))
    case 'timestamp':
      return tryParseMicros(String(cell))
    case 'decimal':
      return tryUnscaled(String(cell), type.scale)
    default:
      return typeof cell === 'string' ? cell : undefined
  }
}

function tryUnscaled(text: string, scale: number): bigint | undefined {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(text)
  const fraction = match?.[2] ?? ''
  if (match === null || fraction.length > scale) return undefined
  return BigInt((match[1] as string) + fraction.padEnd(scale, '0'))
}
