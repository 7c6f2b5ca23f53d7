import type { QueryResult } from '../../query/cell.ts'
import type { WrongQuery } from '../types.ts'
import { compareResults } from './judge-sql.ts'
import type { Answer, AskedResult, Fault } from './judge-sql.ts'
import { matchRows } from './match-rows.ts'

/** What was found on one data set. */
export interface FoundResults {
  readonly expected: QueryResult
  /** The learner's; undefined where the query failed. */
  readonly got: Answer | undefined
  /** By the ids of the known wrong queries; one that fails here has none. */
  readonly wrong: ReadonlyMap<string, Answer>
}

/**
 * For each data set the known wrong query that gives the learner's rows there, undefined where the learner is right or
 * none does. Of several the one that gives the learner's rows on most of the other data sets too.
 */
export function matchWrong(
  asked: AskedResult,
  known: readonly WrongQuery[],
  found: readonly FoundResults[],
): readonly (WrongQuery | undefined)[] {
  const agreeing = found.map((results) => known.map(({ id }) => isAlike(asked, results, results.wrong.get(id))))
  const counts = known.map((_, i) => agreeing.filter((each) => each[i] === true).length)
  return found.map(({ expected, got }, at) => {
    if (got === undefined || faultOf(asked, expected, got) === undefined) return undefined
    let best: number | undefined
    for (const i of known.keys()) {
      const isBetter = best === undefined || (counts[i] as number) > (counts[best] as number)
      if (agreeing[at]?.[i] === true && isBetter) best = i
    }
    return best === undefined ? undefined : known[best]
  })
}

/** Equal rows, and where they are the right ones, both in order or both not. */
function isAlike(asked: AskedResult, { expected, got }: FoundResults, wrong: Answer | undefined): boolean {
  if (got === undefined || wrong === undefined || got.columns.length !== wrong.columns.length) return false
  const { missing, extra } = matchRows(wrong, got)
  if (missing.length > 0 || extra.length > 0) return false
  return faultOf(asked, expected, got) === faultOf(asked, expected, wrong)
}

/** Names of columns do not tell one thought from another. */
function faultOf({ columns, orderBy }: AskedResult, expected: QueryResult, result: Answer): Fault | undefined {
  if (result.columns.length !== columns.length) return 'columns'
  const named = { ...result, columns: result.columns.map((column, i) => ({ ...column, name: columns[i] as string })) }
  return compareResults(expected, named, { columns, orderBy }).fault
}
