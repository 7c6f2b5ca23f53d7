/**
 * Plain data: JSON, and what JSON loses. Programs in TypeScript and Python take it and return it. Python's None is null,
 * and it takes undefined for None too; a whole number beyond 2^53 is a bigint; a tuple is an array; bytes are a
 * Uint8Array; a datetime is a Date, to the millisecond, and without a zone it counts as UTC; a dict whose keys are not
 * all text is a Map.
 */
export type Value =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Date
  | readonly Value[]
  | ReadonlyMap<Value, Value>
  | ReadonlySet<Value>
  | { readonly [key: string]: Value }
