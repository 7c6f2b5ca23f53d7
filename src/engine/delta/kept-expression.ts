import { SqlError } from '../predicate/sql-error.ts'

/**
 * Does something with an expression that the table keeps. What is wrong then is told with the name of what keeps it and with
 * its text, and without a place: a place in it is none in the statement.
 */
export function asKept<T>(what: string, text: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    throw new SqlError(error.code, `${what}, ${text}: ${error.message}`, undefined)
  }
}
