import { isAmount, isCount, isFlag, isText, listOf, oneOf, optional } from '../../progress/check.ts'
import type { ResultColumn } from '../../query/cell.ts'
import { shapeOf, tryRestore, tryStore } from '../stored-result.ts'
import type { DataSetVerdict, QueryRefusal, SqlVerdict, TextDifference, TextResult, TextRow } from './verdict.ts'

/** What a run of a query found, as the log has it; undefined where it is too long, also without its plan. */
export function storeSqlRun(verdict: SqlVerdict): string | undefined {
  return tryStore(verdict) ?? tryStore({ ...verdict, plan: undefined })
}

export function restoreSqlRun(text: string): SqlVerdict | undefined {
  return tryRestore(text, isVerdict)
}

function isRow(value: unknown): value is TextRow {
  return Array.isArray(value) && value.every((cell) => cell === null || isText(cell))
}

const isRefusal = shapeOf<QueryRefusal>({
  message: isText,
  line: optional(isCount),
  column: optional(isCount),
  isBreakdown: optional(isFlag),
})

const isResult = shapeOf<TextResult>({
  columns: listOf(shapeOf<ResultColumn>({ name: isText, type: isText, isNumeric: isFlag })),
  rows: listOf(isRow),
  isCut: isFlag,
})

const isDifference = shapeOf<TextDifference>({
  place: optional(isCount),
  got: optional(isRow),
  expected: optional(isRow),
  columns: listOf(isCount),
})

const isDataSet = shapeOf<DataSetVerdict>({
  id: isText,
  name: isText,
  isShown: isFlag,
  isRight: isFlag,
  words: isText,
  fault: optional(oneOf(['columns', 'rows', 'order', 'error', 'stopped'])),
  problem: optional(isRefusal),
  why: optional(isText),
  expected: isResult,
  got: optional(isResult),
  missing: listOf(isCount),
  extra: listOf(isCount),
  first: optional(isDifference),
  milliseconds: isAmount,
})

const isVerdict = shapeOf<SqlVerdict>({
  isRight: isFlag,
  refusal: optional(isRefusal),
  dataSets: listOf(isDataSet),
  plan: optional(isText),
  milliseconds: isAmount,
})
