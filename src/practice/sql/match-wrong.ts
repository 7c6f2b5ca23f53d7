import type { QueryResult, ResultColumn } from '../../query/cell.ts'
import type { WrongQuery } from '../types.ts'
import { compareResults } from './judge-sql.ts'
import type { Answer, AskedResult, Fault } from './judge-sql.ts'
import { matchRows } from './match-rows.ts'
import { isName, parseOrderKey } from './row-order.ts'
import { isSameCell } from './sql-value.ts'

/** What was found on one data set. */
export interface FoundResults {
  readonly expected: QueryResult
  /** The learner's; undefined where the query failed. */
  readonly got: Answer | undefined
  /** By the ids of the known wrong queries; one that fails here has none. */
  readonly wrong: ReadonlyMap<string, Answer>
}

/**
 * The known wrong query that does on every data set what the learner's does, right where that is right: for each data set
 * where the learner is wrong. Undefined on the others, and where there is none. A query that fails on one has none.
 */
export function matchWrong(
  asked: AskedResult,
  known: readonly WrongQuery[],
  found: readonly FoundResults[],
): readonly (WrongQuery | undefined)[] {
  const match = known.find(({ id }) => found.every((results) => isAlike(asked, results, results.wrong.get(id))))
  return found.map(({ expected, got }) => {
    return got === undefined || faultOf(asked, expected, got) === undefined ? undefined : match
  })
}

/** Both right, or both wrong in the same way: by the same rows, in the same order where one is asked for. */
function isAlike(asked: AskedResult, { expected, got }: FoundResults, wrong: Answer | undefined): boolean {
  if (got === undefined || wrong === undefined || got.columns.length !== wrong.columns.length) return false
  const fault = faultOf(asked, expected, got)
  if (fault !== faultOf(asked, expected, wrong) || got.tied !== wrong.tied) return false
  // What was right by chance was the same, whatever ties have made of it.
  if (fault === undefined || got.tied !== undefined) return true
  const { missing, extra } = matchRows(wrong, got)
  if (missing.length > 0 || extra.length > 0) return false
  // To have no ORDER BY is another thought than to have a wrong one.
  if (fault === 'order' && got.isOrdered !== wrong.isOrdered) return false
  return (!got.isOrdered && !wrong.isOrdered) || isInSameOrder(asked, got, wrong)
}

/** Whether the columns to order by are the same row by row; rows that tie are free. */
function isInSameOrder({ columns, orderBy }: AskedResult, a: Answer, b: Answer): boolean {
  const places = orderBy.map((key) => columns.findIndex((column) => isName(column, parseOrderKey(key).name)))
  return a.rows.every((row, i) =>
    places.every((place) => {
      const [columnA, columnB] = [a.columns[place], b.columns[place]] as [ResultColumn, ResultColumn]
      return isSameCell(row[place], columnA, b.rows[i]?.[place], columnB)
    }),
  )
}

/** Names of columns do not tell one thought from another. */
function faultOf({ columns, orderBy }: AskedResult, expected: QueryResult, result: Answer): Fault | undefined {
  if (result.columns.length !== columns.length) return 'columns'
  const named = { ...result, columns: result.columns.map((column, i) => ({ ...column, name: columns[i] as string })) }
  return compareResults(expected, named, { columns, orderBy }).fault
}
