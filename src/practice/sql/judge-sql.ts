import { formatCount, formatPlural } from '../../base/format.ts'
import { formatCell } from '../../query/cell.ts'
import type { Cell, QueryResult, ResultColumn } from '../../query/cell.ts'
import { isSameRow, matchRows } from './match-rows.ts'
import type { RowMatch } from './match-rows.ts'
import { isName, parseOrderKey, tryOrderFault } from './row-order.ts'
import { classOf, isSameCell } from './sql-value.ts'
import type { ValueClass } from './sql-value.ts'

/** Whose ties: `order`, those of the query's own ORDER BY; `frame`, those of the ORDER BY of a ROWS frame. */
export type TieKind = 'order' | 'frame'

/** A result, and whether its query ends with an ORDER BY. */
export interface Answer extends QueryResult {
  readonly isOrdered: boolean
  /** That of the query with these ties broken another way, where what it gave by itself was right by chance. */
  readonly tied?: TieKind
}

/** What is asked for beside the rows; see `SqlTask`. */
export interface AskedResult {
  readonly columns: readonly string[]
  readonly orderBy: readonly string[]
}

/** `columns`: their number or names. `rows`: which there are. `order`: only the order of the rows. */
export type Fault = 'columns' | 'rows' | 'order'

export interface Comparison {
  readonly isRight: boolean
  readonly fault: Fault | undefined
  /** What is wrong, in words without a full stop; "right" when nothing is. */
  readonly words: string
  /** Places of expected rows that are missing, and of rows that are too many. Empty when the columns cannot be compared. */
  readonly missing: readonly number[]
  readonly extra: readonly number[]
  readonly first: FirstDifference | undefined
}

/** Where to look first. */
export interface FirstDifference {
  /** The place of the row in the result; undefined where one is missing. */
  readonly place: number | undefined
  readonly got: readonly Cell[] | undefined
  /** What should stand there, or the missing row that is most alike; undefined where a row is too many. */
  readonly expected: readonly Cell[] | undefined
  /** Places of the result's columns in which the two differ; empty without one of them. */
  readonly columns: readonly number[]
}

/**
 * Compares a result with the expected one: the names of the columns in their order, without regard to case; the rows as a
 * bag, so that each must be there as often as expected; their order, where one is asked for, rows that tie being free. An
 * order that no ORDER BY has made is none.
 * Values are the same as `isSameCell` has it. A result of ties broken another way is told as that. Where only the names of columns are wrong the rows are compared all the same.
 */
export function compareResults(expected: QueryResult, got: Answer, asked: AskedResult): Comparison {
  const comparison = compareColumns(expected, got, asked)
  if (got.tied === undefined || comparison.isRight) return comparison
  const whose = got.tied === 'order' ? 'ties in ORDER BY' : 'rows that tie in a ROWS frame'
  return { ...comparison, words: `${whose} may also fall as they do here, and then ${comparison.words}` }
}

function compareColumns(expected: QueryResult, got: Answer, asked: AskedResult): Comparison {
  const names = asked.columns.join(', ')
  if (got.columns.length !== asked.columns.length) {
    const count = formatPlural(got.columns.length, 'column')
    const words = `${count} instead of ${formatCount(asked.columns.length)}: asked for ${asked.columns.length === 1 ? 'is' : 'are'} ${names}`
    return { isRight: false, fault: 'columns', words, missing: [], extra: [], first: undefined }
  }
  const place = tryPermutation(asked.columns, got)
  if (place === undefined)
    return blameNames(compareRows(expected, got, asked), nameFaults(asked.columns, got).join('; '))
  const isMoved = place.some((from, to) => from !== to)
  if (!isMoved) return compareRows(expected, got, asked)
  const comparison = compareRows(expected, permute(got, place), asked)
  const first = comparison.first && unpermute(comparison.first, got, place)
  return blameNames({ ...comparison, first }, `the columns stand in another order: asked for are ${names}`)
}

function blameNames(comparison: Comparison, names: string): Comparison {
  const rows = comparison.isRight ? 'the rows are right' : comparison.words
  return { ...comparison, isRight: false, fault: 'columns', words: `${names}; ${rows}` }
}

function nameFaults(names: readonly string[], { columns }: QueryResult): string[] {
  return columns.flatMap(({ name }, i) => {
    const asked = names[i] as string
    return isName(name, asked) ? [] : [`column ${i + 1} is called ${name}, asked for is ${asked}`]
  })
}

/** Where each column that is asked for stands in the result; undefined when one is not there. */
function tryPermutation(names: readonly string[], { columns }: QueryResult): number[] | undefined {
  const places = names.map((name) => columns.findIndex((column) => isName(column.name, name)))
  return places.includes(-1) ? undefined : places
}

function permute({ columns, rows, ...rest }: Answer, places: readonly number[]): Answer {
  return {
    ...rest,
    columns: places.map((place) => columns[place] as ResultColumn),
    rows: rows.map((row) => places.map((place) => row[place])),
  }
}

const CHANCE = 'the rows are right and in order, but by chance: the query does not end with an ORDER BY'

/** A difference in the columns as the result has them. */
function unpermute(first: FirstDifference, got: Answer, place: readonly number[]): FirstDifference {
  const row = first.place === undefined ? undefined : got.rows[first.place]
  return { ...first, got: row, columns: first.columns.map((column) => place[column] as number) }
}

function compareRows(expected: QueryResult, got: Answer, asked: AskedResult): Comparison {
  const match = matchRows(expected, got)
  const { missing, extra } = match
  if (missing.length > 0 || extra.length > 0 || got.isCut) {
    const first = firstDifference(expected, got, match)
    const words = rowWords(expected, got, match, first)
    return { isRight: false, fault: 'rows', words, missing, extra, first }
  }
  // Names may be wrong; places are what they stand for.
  const named = { ...got, columns: got.columns.map((column, i) => ({ ...column, name: asked.columns[i] as string })) }
  const fault = tryOrderFault(named, asked.orderBy.map(parseOrderKey))
  if (fault === undefined) {
    const isRight = asked.orderBy.length === 0 || got.isOrdered
    return {
      isRight,
      fault: isRight ? undefined : 'order',
      words: isRight ? 'right' : CHANCE,
      missing,
      extra,
      first: undefined,
    }
  }
  const [wrong, right] = [got.rows[fault.firstWrong], got.rows[fault.firstRight]] as [Cell[], Cell[]]
  return {
    isRight: false,
    fault: 'order',
    words: `the rows are right, their order is not: ${fault.words}`,
    missing,
    extra,
    first: { place: fault.firstWrong, got: wrong, expected: right, columns: differing(right, got, wrong, got) },
  }
}

/** The first row that is too many, beside the missing one that is most alike; else the first missing one. */
function firstDifference(
  expected: QueryResult,
  got: QueryResult,
  { missing, extra }: RowMatch,
): FirstDifference | undefined {
  const place = extra[0]
  if (place === undefined) {
    const row = missing[0] === undefined ? undefined : expected.rows[missing[0]]
    return row === undefined ? undefined : { place: undefined, got: undefined, expected: row, columns: [] }
  }
  const row = got.rows[place] as readonly Cell[]
  const candidates = missing.map((each) => expected.rows[each] as readonly Cell[])
  const [nearest] = candidates
    .map((candidate) => ({ candidate, columns: differing(candidate, expected, row, got) }))
    .sort((a, b) => a.columns.length - b.columns.length)
  return { place, got: row, expected: nearest?.candidate, columns: nearest?.columns ?? [] }
}

function differing(a: readonly Cell[], tableA: QueryResult, b: readonly Cell[], tableB: QueryResult): number[] {
  return [...tableA.columns.keys()].filter((i) => {
    return !isSameCell(a[i], tableA.columns[i] as ResultColumn, b[i], tableB.columns[i] as ResultColumn)
  })
}

function rowWords(
  expected: QueryResult,
  got: QueryResult,
  { missing, extra }: RowMatch,
  first: FirstDifference | undefined,
): string {
  if (got.isCut)
    return `more than ${formatPlural(got.rows.length, 'row')}; expected: ${formatCount(expected.rows.length)}`
  const mixed = tryClassWords(expected, got, extra)
  if (mixed !== undefined) return mixed
  if (got.rows.length === 0) return `no rows; expected: ${formatCount(expected.rows.length)}`
  if (extra.length === 0) return `${formatPlural(missing.length, 'row')} missing${example(expected, missing)}`
  if (missing.length === 0) return `${formatPlural(extra.length, 'row')} too many${tooMany(expected, got, extra)}`
  if (missing.length !== extra.length) {
    return `${formatPlural(missing.length, 'row')} missing${example(expected, missing)}, ${formatCount(extra.length)} too many${example(got, extra)}`
  }
  const words = first === undefined ? '' : describe(expected, got, first)
  return extra.length === 1 ? words : `${formatCount(extra.length)} rows are not as expected: ${words}`
}

/** "row 2 has 80 for second_sal, expected: 90". */
function describe(expected: QueryResult, got: QueryResult, { place = 0, columns, ...rows }: FirstDifference): string {
  const at = columns[0]
  if (columns.length !== 1 || at === undefined || expected.columns.length === 1) {
    return `row ${place + 1} is ${formatRow(got, rows.got)}, expected: ${formatRow(expected, rows.expected)}`
  }
  const [column, right] = [got.columns[at], expected.columns[at]] as [ResultColumn, ResultColumn]
  const [value, wanted] = [formatCell(rows.got?.[at], column), formatCell(rows.expected?.[at], right)]
  return `row ${place + 1} has ${value} for ${right.name}, expected: ${wanted}`
}

function example(table: QueryResult, places: readonly number[]): string {
  const [place] = places
  return place === undefined
    ? ''
    : ` (${places.length === 1 ? '' : 'the first: '}${formatRow(table, table.rows[place])})`
}

/** A row that is there twice is told as that. */
function tooMany(expected: QueryResult, got: QueryResult, extra: readonly number[]): string {
  const row = got.rows[extra[0] as number] as readonly Cell[]
  const times = count(got, row, got)
  const wanted = count(expected, row, got)
  if (wanted === 0) return example(got, extra)
  return `: ${formatRow(got, row)} is there ${timesWords(times)}, expected ${timesWords(wanted)}`
}

function timesWords(count: number): string {
  if (count === 1) return 'once'
  return count === 2 ? 'twice' : `${formatCount(count)} times`
}

function count(table: QueryResult, row: readonly Cell[], from: QueryResult): number {
  return table.rows.filter((each) => isSameRow(each, table.columns, row, from.columns)).length
}

const CLASS_WORDS: Readonly<Record<ValueClass, string>> = {
  number: 'numbers',
  moment: 'dates or moments',
  boolean: 'booleans',
  text: 'text',
}

/** A column of another class cannot be right in any row, which says more than every row does. */
function tryClassWords(expected: QueryResult, got: QueryResult, extra: readonly number[]): string | undefined {
  for (const [i, column] of got.columns.entries()) {
    const right = expected.columns[i] as ResultColumn
    const hasValue = (table: QueryResult, places: Iterable<number>): boolean =>
      [...places].some((place) => table.rows[place]?.[i] !== undefined)
    if (classOf(column) === classOf(right)) continue
    if (!hasValue(got, extra) || !hasValue(expected, expected.rows.keys())) continue
    return `${right.name} holds ${CLASS_WORDS[classOf(column)]} (${column.type}), expected: ${CLASS_WORDS[classOf(right)]}`
  }
  return undefined
}

const MOST_TEXT = 80

function formatRow({ columns }: QueryResult, row: readonly Cell[] | undefined): string {
  const text = columns.map((column, i) => formatCell(row?.[i], column)).join(', ')
  return text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT)}…`
}
