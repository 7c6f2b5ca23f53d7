import { unreachable } from '../../base/assert.ts'
import type { SimpleType, Value } from './types.ts'

/** Below 0, 0 or above 0; neither value is null. */
export type Comparator = (a: Value, b: Value) => number

/**
 * The order of Spark: false before true, numbers by value with -0 equal to 0 and NaN equal to itself and greatest, texts by
 * their UTF-8 bytes, binary by unsigned bytes.
 */
export function comparatorOf(type: SimpleType): Comparator {
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'date':
    case 'boolean':
      return (a, b) => Number(a) - Number(b)
    case 'float':
    case 'double':
      return (a, b) => compareFloats(a as number, b as number)
    case 'long':
    case 'decimal':
    case 'timestamp':
    case 'timestamp_ntz':
      return (a, b) => ((a as bigint) < (b as bigint) ? -1 : (a as bigint) > (b as bigint) ? 1 : 0)
    case 'string':
      return (a, b) => compareTexts(a as string, b as string)
    case 'binary':
      return (a, b) => compareBytes(a as Uint8Array, b as Uint8Array)
    case 'void':
      return () => 0
    default:
      return unreachable(type)
  }
}

function compareFloats(a: number, b: number): number {
  if (a < b) return -1
  if (a > b) return 1
  if (a === b) return 0
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
}

/** By UTF-8 bytes: as code units, but characters of two units are greater than all of one. */
export function compareTexts(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i++) {
    const left = a.charCodeAt(i)
    const right = b.charCodeAt(i)
    if (left !== right) return lift(left) - lift(right)
  }
  return a.length - b.length
}

/** Surrogates stand at 0xD800 to 0xDFFF, but belong behind 0xFFFF. */
function lift(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x2800 : unit
}

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i++) {
    const difference = (a[i] as number) - (b[i] as number)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
