import { formatCell } from '../../query/cell.ts'
import type { Cell, QueryResult, ResultColumn } from '../../query/cell.ts'
import type { QueryProblem } from './check-query.ts'
import type { Comparison, Fault, FirstDifference } from './judge-sql.ts'

/** `isBreakdown`: DuckDB broke down, which says nothing of the query. */
export interface QueryRefusal extends QueryProblem {
  readonly isBreakdown?: boolean
}

/** What became of a query; plain data that can be kept and sent. */
export interface SqlVerdict {
  /** Right on every data set that was asked for. */
  readonly isRight: boolean
  /** Why nothing was judged; then there are no data sets. */
  readonly refusal: QueryRefusal | undefined
  /** Those that were judged, in their order, the shown one first; the ones behind a query that had to be stopped are not. */
  readonly dataSets: readonly DataSetVerdict[]
  /** DuckDB's plan of the query over the shown data set, as a drawing in text. */
  readonly plan: string | undefined
  /** Of the query alone, over all data sets. */
  readonly milliseconds: number
}

export interface DataSetVerdict {
  readonly id: string
  readonly name: string
  readonly isShown: boolean
  readonly isRight: boolean
  /** What is wrong, without a full stop: "1 row missing (Y, NULL)". "right" when nothing is. */
  readonly words: string
  readonly fault: Fault | 'error' | 'stopped' | undefined
  /** What DuckDB says, and where, when `fault` is `error`. */
  readonly problem: QueryProblem | undefined
  /** The thought behind the rows, where it is a known one. */
  readonly why: string | undefined
  readonly expected: TextResult
  readonly got: TextResult | undefined
  /** Places in the rows of `expected` that are missing, and in those of `got` that are too many. */
  readonly missing: readonly number[]
  readonly extra: readonly number[]
  readonly first: TextDifference | undefined
  readonly milliseconds: number
}

/** Cells as they are written; NULL is null. */
export type TextRow = readonly (string | null)[]

export interface TextResult {
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly TextRow[]
  /** There were more. */
  readonly isCut: boolean
}

/** See `FirstDifference`. */
export interface TextDifference {
  readonly place: number | undefined
  readonly got: TextRow | undefined
  readonly expected: TextRow | undefined
  readonly columns: readonly number[]
}

export function writeResult({ columns, rows, isCut }: QueryResult): TextResult {
  return { columns, rows: rows.map((row) => writeRow(row, columns)), isCut }
}

/** The part of a verdict that comes from comparing. */
export function writeComparison(
  { isRight, words, fault, missing, extra, first }: Comparison,
  expected: QueryResult,
  got: QueryResult,
): Pick<DataSetVerdict, 'isRight' | 'words' | 'fault' | 'missing' | 'extra' | 'first' | 'expected' | 'got'> {
  return {
    isRight,
    words,
    fault,
    missing,
    extra,
    first: first === undefined ? undefined : writeDifference(first, expected, got),
    expected: writeResult(expected),
    got: writeResult(got),
  }
}

function writeDifference(first: FirstDifference, expected: QueryResult, got: QueryResult): TextDifference {
  const { place, columns } = first
  return {
    place,
    columns,
    got: first.got && writeRow(first.got, got.columns),
    expected: first.expected && writeRow(first.expected, expected.columns),
  }
}

function writeRow(row: readonly Cell[], columns: readonly ResultColumn[]): TextRow {
  return row.map((cell, i) => (cell === undefined ? null : formatCell(cell, columns[i] as ResultColumn)))
}
