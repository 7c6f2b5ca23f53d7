import { Rng } from '../../base/rng.ts'
import { countWhile } from '../../base/search.ts'
import { biased, KeyBuffer } from './key-layout.ts'
import { KeyEncoder } from './key-encoding.ts'
import type { KeyType, SortKey } from './options.ts'

/** The shapes of input that tell sorts apart. */
export const LAB_SHAPES = [
  'uniform',
  'sorted',
  'reversed',
  'nearly-sorted',
  'few-distinct',
  'zipf',
  'organ-pipe',
] as const

export type LabShape = (typeof LAB_SHAPES)[number]

/** A key of the lab: a number (NaN included), a text, or undefined where it is missing (null). */
export type LabKey = number | string | undefined

const DISTINCT = 8
/** How far all other keys stand from a missing one. */
const NULL_STEP = 0.05

/** `count` whole numbers in [0, range) of the given shape. The same seed gives the same numbers on every machine. */
export function createLabKeys(shape: LabShape, count: number, seed: number, range = 1000): number[] {
  const rng = new Rng(seed, `sort input ${shape}`)
  switch (shape) {
    case 'uniform':
      return Array.from({ length: count }, () => rng.nextBelow(range))
    case 'sorted':
      return rising(rng, count, range)
    case 'reversed':
      return rising(rng, count, range).reverse()
    case 'nearly-sorted':
      return displaced(rng, rising(rng, count, range))
    case 'few-distinct': {
      const values = rising(rng, DISTINCT, range)
      return Array.from({ length: count }, () => values[rng.nextBelow(DISTINCT)] as number)
    }
    case 'zipf':
      return zipf(rng, count, range)
    case 'organ-pipe': {
      const up = rising(rng, (count + 1) >> 1, range)
      return [...up, ...rising(rng, count >> 1, range).reverse()]
    }
  }
}

/** Rising numbers, one from each of `count` equal parts of the range; all different when the range allows. */
function rising(rng: Rng, count: number, range: number): number[] {
  const width = range / count
  const choices = Math.max(1, Math.floor(width))
  return Array.from({ length: count }, (_, i) => Math.floor(i * width) + rng.nextBelow(choices))
}

/** Moves one record in ten by up to ten places. */
function displaced(rng: Rng, keys: number[]): number[] {
  for (let swaps = Math.floor(keys.length / 20); swaps > 0; swaps--) {
    const a = rng.nextBelow(keys.length)
    const b = Math.min(keys.length - 1, a + 1 + rng.nextBelow(10))
    const key = keys[a] as number
    keys[a] = keys[b] as number
    keys[b] = key
  }
  return keys
}

/** Zipf's law with exponent 1: the key of rank r comes up in proportion to 1 / r; ranks are dealt to keys at random. */
function zipf(rng: Rng, count: number, range: number): number[] {
  const cumulated: number[] = []
  let sum = 0
  for (let rank = 1; rank <= range; rank++) {
    sum += 1 / rank
    cumulated.push(sum)
  }
  const keys = Array.from({ length: range }, (_, key) => key)
  for (let i = range - 1; i > 0; i--) {
    const j = rng.nextBelow(i + 1)
    const key = keys[i] as number
    keys[i] = keys[j] as number
    keys[j] = key
  }
  return Array.from({ length: count }, () => {
    const wanted = rng.nextFloat() * sum
    const rank = countWhile(range - 1, (i) => (cumulated[i] as number) <= wanted)
    return keys[rank] as number
  })
}

/** The narrowest key type that holds all the keys: a single text makes all of them texts. */
export function labKeyType(keys: readonly LabKey[]): KeyType {
  if (keys.some((key) => typeof key === 'string')) return 'string'
  return keys.every((key) => key === undefined || Object.is(key, (key as number) | 0)) ? 'int32' : 'float64'
}

/** Writes one lab key into the encoder's buffer. */
export function encodeLabKey(encoder: KeyEncoder, type: KeyType, key: LabKey, text: TextEncoder): void {
  encoder.begin()
  if (key === undefined) {
    encoder.addNull()
  } else if (type === 'string') {
    const bytes = text.encode(String(key))
    encoder.addText(bytes, 0, bytes.length)
  } else if (type === 'int32') {
    encoder.addInteger(0, key as number)
  } else {
    encoder.addFloat(key as number)
  }
  encoder.end()
}

/** What a picture of the input needs: per record its prefix, its height and its text. */
export interface LabKeyView {
  /** Normalized key prefixes as unsigned halves; the radix sort works on their bytes. */
  readonly prefixHigh: Uint32Array<ArrayBuffer>
  readonly prefixLow: Uint32Array<ArrayBuffer>
  /**
   * 0 for 0, or for the smallest value where that is negative, 1 for the greatest, NaN a step above the greatest number; texts by rank. A missing key
   * stands a step beyond all others, at the end where the order puts it.
   */
  readonly heights: Float32Array<ArrayBuffer>
  readonly labels: readonly string[]
}

/** Describes lab keys. `key` gives direction and null order; heights follow the values, not the direction. */
export function describeLabKeys(keys: readonly LabKey[], key: Omit<SortKey, 'type' | 'column'>): LabKeyView {
  const type = labKeyType(keys)
  const encoder = new KeyEncoder([{ column: 0, type, ...key }], new KeyBuffer())
  const text = new TextEncoder()
  const prefixHigh = new Uint32Array(keys.length)
  const prefixLow = new Uint32Array(keys.length)
  keys.forEach((value, record) => {
    encodeLabKey(encoder, type, value, text)
    prefixHigh[record] = biased(encoder.key.high)
    prefixLow[record] = biased(encoder.key.low)
  })
  const heights = heightsOf(keys, (key.nulls === 'first') === (key.direction === 'asc') ? 0 : 1)
  return { prefixHigh, prefixLow, heights, labels: keys.map((value) => (value === undefined ? 'null' : String(value))) }
}

/** Heights of all keys; missing ones at `missing`, which is 0 or 1, the others a step away from it. */
function heightsOf(keys: readonly LabKey[], missing: number): Float32Array<ArrayBuffer> {
  const known = keys.filter((key) => key !== undefined)
  const heights = labKeyType(keys) === 'string' ? heightsByRank(known) : heightsByValue(known as readonly number[])
  if (known.length === keys.length) return heights
  let next = 0
  return Float32Array.from(keys, (key) =>
    key === undefined ? missing : NULL_STEP * (1 - missing) + (1 - NULL_STEP) * (heights[next++] as number),
  )
}

function heightsByValue(keys: readonly number[]): Float32Array<ArrayBuffer> {
  const finite = keys.filter((key) => Number.isFinite(key))
  // Bars of numbers that are not negative stand on 0: a bar twice as high is a key twice as large.
  const low = finite.reduce((a, b) => Math.min(a, b), 0)
  const high = finite.reduce((a, b) => Math.max(a, b), -Infinity)
  const span = high > low ? high - low : 1
  const scale = finite.length === keys.length ? 1 : 0.95
  return Float32Array.from(keys, (key) => {
    if (Number.isFinite(key)) return (scale * (key - low)) / span
    return key < 0 ? 0 : 1
  })
}

function heightsByRank(keys: readonly (number | string)[]): Float32Array<ArrayBuffer> {
  const text = new TextEncoder()
  const encoded = new Map(keys.map((key) => [String(key), text.encode(String(key))]))
  const distinct = [...encoded.keys()].sort((a, b) =>
    compareBytes(encoded.get(a) as Uint8Array, encoded.get(b) as Uint8Array),
  )
  const rank = new Map(distinct.map((key, i) => [key, i]))
  const top = Math.max(1, distinct.length - 1)
  return Float32Array.from(keys, (key) => (rank.get(String(key)) as number) / top)
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number)
  }
  return a.length - b.length
}
