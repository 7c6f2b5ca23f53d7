import type { KeyHeights, SortKey } from './options.ts'

const HALF = 0x1_0000_0000
const ALL = 0xffff_ffff

/** The order of prefixes as numbers 0 to 2^64. */
export function prefixNumber(high: number, low: number): number {
  return high * HALF + low
}

/** The heights of whole prefixes in the order asked for. */
export const WHOLE_HEIGHTS: KeyHeights = { of: 'order', measure: prefixNumber, low: 0, high: 2 ** 64 }

/** Like `prefixNumber`, but larger values are larger. */
export function orderMeasure([first]: readonly SortKey[]): KeyHeights['measure'] {
  return first?.direction === 'desc' ? (high, low) => prefixNumber(ALL - high, ALL - low) : prefixNumber
}

/**
 * The value of the first key column as far as the prefix and the bytes in `common`, which all keys have in front, tell
 * it; undefined for a string, which has no value to be linear in.
 */
export function tryValueMeasure(keys: readonly SortKey[], common: Uint8Array): KeyHeights['measure'] | undefined {
  const [first] = keys
  if (first === undefined || first.type === 'string') return undefined
  const isDescending = first.direction === 'desc'
  const isSingle = keys.length === 1
  if (isSingle && first.type !== 'decimal') {
    const isNarrow = first.type === 'int32' || first.type === 'date'
    return ends(isDescending, (high, low) => {
      const mask = isDescending ? ALL : 0
      // A narrow value stands in the low half behind its marker.
      if (isNarrow) return ((low ^ mask) >>> 0) - 0x8000_0000
      return numberOf(first.type, (high ^ mask) >>> 0, (low ^ mask) >>> 0)
    })
  }
  const bytes = new Uint8Array(common.length + 8)
  bytes.set(common)
  const view = new DataView(bytes.buffer)
  const missing = first.nulls === 'first' ? 0 : 2
  return ends(isDescending, (high, low) => {
    view.setUint32(common.length, high)
    view.setUint32(common.length + 4, low)
    if (!isSingle && bytes[0] === missing) return (missing === 0) === isDescending ? Infinity : -Infinity
    const mask = isDescending ? 255 : 0
    const at = isSingle ? 0 : 1
    if (first.type === 'decimal') return decimalOf(bytes, at, mask)
    let halves = [0, 0]
    for (let i = 0; i < 8; i++) {
      const byte = (bytes[at + i] ?? mask) ^ mask
      halves =
        i < 4 ? [(halves[0] as number) * 256 + byte, 0] : [halves[0] as number, (halves[1] as number) * 256 + byte]
    }
    return numberOf(first.type, halves[0] as number, halves[1] as number)
  })
}

/** The lowest and the highest prefix stand for what goes before or behind all values: a missing one, an unlike one. */
function ends(isDescending: boolean, measure: KeyHeights['measure']): KeyHeights['measure'] {
  return (high, low) => {
    if (high === 0 && low === 0) return isDescending ? Infinity : -Infinity
    if (high === ALL && low === ALL) return isDescending ? -Infinity : Infinity
    return measure(high, low)
  }
}

const floatHalves = new DataView(new ArrayBuffer(8))

/** A normalized value of 64 bits, its inversion undone. */
function numberOf(type: SortKey['type'], high: number, low: number): number {
  if (type !== 'float64') return (high - 0x8000_0000) * HALF + low
  const isNegative = high < 0x8000_0000
  floatHalves.setUint32(0, isNegative ? ~high >>> 0 : (high ^ 0x8000_0000) >>> 0)
  floatHalves.setUint32(4, isNegative ? ~low >>> 0 : low)
  const value = floatHalves.getFloat64(0)
  return value !== value ? Infinity : value
}

/** A normalized decimal: sign, exponent, pairs of digits, as many as there are. */
function decimalOf(bytes: Uint8Array, start: number, mask: number): number {
  const sign = (bytes[start] as number) ^ mask
  if (sign === 2) return 0
  const isNegative = sign === 1
  const magnitude = mask ^ (isNegative ? 255 : 0)
  let exponent = 0
  for (let i = start + 1; i < start + 5; i++) exponent = exponent * 256 + ((bytes[i] ?? magnitude) ^ magnitude)
  let value = 0
  let scale = 1
  for (let i = start + 5; i < bytes.length; i++) {
    const pair = ((bytes[i] as number) ^ magnitude) - 1
    if (pair < 0 || pair > 99) break
    scale /= 100
    value += pair * scale
  }
  for (let left = Math.min(400, Math.abs(exponent - 0x4000_0000)); left > 0; left--)
    value = exponent < 0x4000_0000 ? value / 10 : value * 10
  return isNegative ? -value : value
}
