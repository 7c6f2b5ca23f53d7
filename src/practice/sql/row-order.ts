import type { Cell, QueryResult, ResultColumn } from '../../query/cell.ts'
import { compareValues } from './sql-value.ts'

/** One column of an ORDER BY. */
export interface OrderKey {
  readonly name: string
  readonly isDescending: boolean
  readonly isNullFirst: boolean
}

/** Two rows that follow each other and may not. */
export interface OrderFault {
  /** The place of the second one. */
  readonly place: number
  /** The first row, by place, that does not stand where it should, and the place of a row that could stand there. */
  readonly firstWrong: number
  readonly firstRight: number
  /** "dept must ascend". */
  readonly words: string
}

type Row = readonly Cell[]

/** Reads "revenue DESC" or "day NULLS LAST". Without NULLS they stand as in Spark: first when ascending. Throws an `Error`. */
export function parseOrderKey(text: string): OrderKey {
  const match = /^(\w+)(?:\s+(ASC|DESC))?(?:\s+NULLS\s+(FIRST|LAST))?$/i.exec(text.trim())
  if (match === null) throw new Error(`"${text}" is no column to order by`)
  const [, name = '', direction = 'ASC', nulls] = match
  const isDescending = direction.toUpperCase() === 'DESC'
  return { name, isDescending, isNullFirst: nulls === undefined ? !isDescending : nulls.toUpperCase() === 'FIRST' }
}

/** Where the rows are not in order; undefined when they are. Rows that tie may stand in any order. */
export function tryOrderFault({ columns, rows }: QueryResult, keys: readonly OrderKey[]): OrderFault | undefined {
  const places = keys.map(({ name }) => columns.findIndex((column) => isName(column.name, name)))
  const compareBy = (a: Row, b: Row, key: number): number =>
    compareCells(a[places[key] as number], b[places[key] as number], columns[places[key] as number], keys[key])
  const compareRows = (a: Row, b: Row): number => {
    for (const key of keys.keys()) {
      const order = compareBy(a, b, key)
      if (order !== 0) return order
    }
    return 0
  }
  const place = rows.findIndex((row, i) => i > 0 && compareRows(rows[i - 1] as Row, row) > 0)
  if (place < 0) return undefined
  const [before, row] = [rows[place - 1] as Row, rows[place] as Row]
  const key = [...keys.keys()].find((each) => compareBy(before, row, each) !== 0) as number
  const sorted = [...rows.keys()].sort((a, b) => compareRows(rows[a] as Row, rows[b] as Row) || a - b)
  const firstWrong = sorted.findIndex((from, i) => compareRows(rows[from] as Row, rows[i] as Row) !== 0)
  const at = places[key] as number
  const hasNull = before[at] === undefined || row[at] === undefined
  const words = wordsOf(keys, key, hasNull)
  // Floating numbers that tie may keep a sort from seeing what two neighbours show.
  if (firstWrong < 0) return { place, firstWrong: place - 1, firstRight: place, words }
  return { place, firstWrong, firstRight: sorted[firstWrong] as number, words }
}

function compareCells(a: Cell, b: Cell, column: ResultColumn | undefined, key: OrderKey | undefined): number {
  if (column === undefined || key === undefined) return 0
  if (a === undefined || b === undefined) {
    if (a === b) return 0
    return (a === undefined) === key.isNullFirst ? -1 : 1
  }
  const order = compareValues(a, b, column)
  return key.isDescending ? -order : order
}

function wordsOf(keys: readonly OrderKey[], at: number, hasNull: boolean): string {
  const { name, isDescending, isNullFirst } = keys[at] as OrderKey
  const equal = keys.slice(0, at).map((key) => key.name)
  const where = equal.length === 0 ? '' : `where ${equal.join(' and ')} ${equal.length === 1 ? 'is' : 'are'} equal, `
  const nulls = hasNull ? `, NULL ${isNullFirst ? 'first' : 'last'}` : ''
  return `${where}${name} must ${isDescending ? 'descend' : 'ascend'}${nulls}`
}

/** Names of columns differ not by case, in Spark and in DuckDB. */
export function isName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
