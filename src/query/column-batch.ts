/** Types of columns by the names of Delta's schema; the engine's types fit. */
export type QueryType =
  | { readonly kind: QueryTypeName }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'struct'; readonly fields: readonly QueryColumn[] }
  | { readonly kind: 'array'; readonly element: QueryType }
  | { readonly kind: 'map'; readonly key: QueryType; readonly value: QueryType }

export type QueryTypeName =
  | 'byte'
  | 'short'
  | 'integer'
  | 'long'
  | 'float'
  | 'double'
  | 'boolean'
  | 'string'
  | 'binary'
  | 'date'
  | 'timestamp'
  | 'timestamp_ntz'
  | 'variant'
  | 'void'

export interface QueryColumn {
  readonly name: string
  readonly type: QueryType
}

/**
 * A value as the engine has it; its type says what it means. Null is undefined. byte to integer, float, double: number.
 * long: bigint. decimal: its unscaled bigint. date: days since 1970-01-01. timestamp and timestamp_ntz: bigint microseconds
 * since 1970-01-01. binary: bytes. struct: its fields' values in order. array: its elements. map: [key, value] pairs.
 * variant: its JSON text.
 */
export type QueryValue = undefined | null | boolean | number | bigint | string | object

/** Rows of a table, by columns. */
export interface ColumnBatch {
  readonly columns: readonly ArrayLike<QueryValue>[]
  /** The rows that count, by their places in the columns; undefined when all do. */
  readonly kept: Int32Array | undefined
  /** Rows that count. */
  readonly rows: number
}

/** The rows of a table, by rows, as a batch of `width` columns. */
export function createBatch(width: number, rows: readonly (readonly QueryValue[])[]): ColumnBatch {
  const columns = Array.from({ length: width }, (_, column) => rows.map((row) => row[column]))
  return { columns, kept: undefined, rows: rows.length }
}
