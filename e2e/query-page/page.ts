import { judgeSql } from '../../src/practice/sql/run-sql.ts'
import { createBatch } from '../../src/query/column-batch.ts'
import { closeDatabase, openDatabase } from '../../src/query/open-database.ts'
import { QueryError } from '../../src/query/query-error.ts'

function tellError(error: unknown) {
  if (!(error instanceof QueryError)) throw error
  const { kind, message, position } = error
  return { kind, message, position }
}

/** What a lab and a challenge import of the query engine, put where a test can reach it. */
const query = { createBatch, openDatabase, closeDatabase, tellError, judgeSql }

export type QueryPage = typeof query

Object.assign(globalThis, { query })
