import type { SchemaElement } from 'hyparquet'

/**
 * The encoding of a column where the writer's own choice would not do; `elements` are those of the column, as in
 * `NestedColumn`.
 *
 * hyparquet-writer 0.17 looks up the values of a dictionary in a `Map`, to which 0 and -0 are one key, and writes the one
 * that came first for both: a column with -0 does without a dictionary. It writes booleans as run lengths, and those that
 * are all missing as a page with a length and without values.
 */
export function encodingOf(
  elements: readonly SchemaElement[],
  values: readonly unknown[],
): { readonly encoding?: 'PLAIN' } {
  if (elements.some(({ type }) => type === 'BOOLEAN')) return { encoding: 'PLAIN' }
  const hasFloats = elements.some(({ type }) => type === 'FLOAT' || type === 'DOUBLE')
  return hasFloats && values.some(hasNegativeZero) ? { encoding: 'PLAIN' } : {}
}

/** Of lists and groups, what they hold. */
function hasNegativeZero(value: unknown): boolean {
  if (typeof value === 'number') return Object.is(value, -0)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  return Object.values(value).some(hasNegativeZero)
}
