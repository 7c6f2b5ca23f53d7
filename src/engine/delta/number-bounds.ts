import { wasWidenedFrom } from './schema.ts'
import type { StructField } from './schema.ts'

export interface NumberBounds {
  /** What a minimum says: no value is below it. */
  readonly low: number
  /** What a maximum says: no value is above it. */
  readonly high: number
}

/**
 * What a bound of statistics, a JSON number, says of a column of numbers up to 64 bits wide but longs. Writers put the
 * shortest digits that tell one float from the next: 0.7 stands for 0.699999988079071. A column of doubles that was one of
 * floats may have bounds of both kinds, and nothing tells which one this is.
 */
export function numberBounds(field: StructField, bound: number): NumberBounds {
  const asFloat = Math.fround(bound)
  if (field.type.kind === 'float') return { low: asFloat, high: asFloat }
  if (field.type.kind !== 'double' || !wasWidenedFrom('float', field)) return { low: bound, high: bound }
  return { low: Math.min(bound, asFloat), high: Math.max(bound, asFloat) }
}
