/**
 * A value of a result. NULL is undefined; BIGINT and wider are bigints; smaller whole numbers and floating ones are numbers;
 * a FLOAT is the shortest number that rounds to it. All other types are texts that lose nothing: decimals with all their
 * digits, moments like "2024-02-29 13:04:05.000006", bytes like "0x0aff", nested ones like "{'a': 1, 'b': [2, NULL]}".
 */
export type Cell = undefined | boolean | number | bigint | string

export interface ResultColumn {
  readonly name: string
  /** As DuckDB writes it: "DECIMAL(10,2)", "STRUCT(a INTEGER)". */
  readonly type: string
  /** Numbers stand at the right. */
  readonly isNumeric: boolean
}

export interface QueryResult {
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly Cell[])[]
  /** True when the query has more rows than these. */
  readonly isCut: boolean
}

/** A cell as text: "NULL", "1.0" for a DOUBLE, "1" for an INTEGER. */
export function formatCell(cell: Cell, { type }: ResultColumn): string {
  if (cell === undefined) return 'NULL'
  return typeof cell === 'number' && (type === 'DOUBLE' || type === 'FLOAT') ? formatFloating(cell) : String(cell)
}

/** Tells a floating number from a whole one: "1.0", "-0.0", "1e+21", "NaN", "Infinity". */
export function formatFloating(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value)
  return /^-?\d+$/.test(text) ? `${text}.0` : text
}
