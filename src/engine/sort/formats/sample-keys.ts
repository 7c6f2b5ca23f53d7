import { KeyEncoder } from '../key-encoding.ts'
import { biased, KeyBuffer } from '../key-layout.ts'
import type { SortKey } from '../options.ts'
import type { ByteSource } from '../ports.ts'
import { nextLine } from './record-scanner.ts'
import type { RecordScanner } from './record-scanner.ts'
import { encodeFields } from './text-source.ts'
import { ValueBuffer } from './text-values.ts'

/** What a look at a few places of a file tells of its keys. A guess: the sort is right whatever it is. */
export interface KeySample {
  /** Bytes that all the keys seen have in front. */
  readonly common: Uint8Array
  /** Lowest and highest prefix seen, as numbers below 2^64. */
  readonly range: readonly [low: number, high: number]
  /** Whether a value was seen, by key column. */
  readonly isSeen: readonly boolean[]
}

const PLACES = 64
const PLACE_BYTES = 16_384

/** Looks at records at evenly spaced places of a text file. */
export function sampleKeys(
  file: ByteSource,
  scanner: RecordScanner,
  start: number,
  keys: readonly SortKey[],
): KeySample {
  const encoder = new KeyEncoder(keys, new KeyBuffer())
  const isSeen = keys.map(() => false)
  let common: Uint8Array | undefined
  visitSample(file, scanner, start, keys, encoder, () => {
    scanner.fields.forEach((field, i) => (isSeen[i] ||= !field.isMissing))
    if (encoder.layout.ties === 'bytes' && !encoder.key.isNull) common = shared(common, encoder.prefixBytes())
  })
  const narrowed = new KeyEncoder(keys, new KeyBuffer(), common)
  let low = Infinity
  let high = -Infinity
  visitSample(file, scanner, start, keys, narrowed, () => {
    if (narrowed.key.isNull) return
    const prefix = (biased(narrowed.key.high) >>> 0) * 0x1_0000_0000 + (biased(narrowed.key.low) >>> 0)
    low = Math.min(low, prefix)
    high = Math.max(high, prefix)
  })
  return { common: common ?? new Uint8Array(0), range: high > low ? [low, high] : [0, 2 ** 64], isSeen }
}

function visitSample(
  file: ByteSource,
  scanner: RecordScanner,
  start: number,
  keys: readonly SortKey[],
  encoder: KeyEncoder,
  visit: () => void,
): void {
  const bytes = new Uint8Array(PLACE_BYTES)
  const value = new ValueBuffer()
  const step = Math.max(PLACE_BYTES, Math.floor((file.sizeBytes - start) / PLACES))
  for (let place = start; place < file.sizeBytes; place += step) {
    const end = file.read(place, bytes)
    // A place in the middle of a record: go on with the next line. In a quoted field that may be no record: no harm.
    let at = place === start ? 0 : nextLine(bytes, 0, end)
    while (at >= 0 && at < end) {
      const next = scanner.scan(bytes, at, end, false)
      if (next < 0) break
      const isUsable = scanner.problem === undefined && !scanner.isBlank
      if (isUsable && encodeFields(encoder, keys, scanner.fields, value) < 0) visit()
      at = next
    }
  }
}

/** The bytes that both have in front. */
function shared(a: Uint8Array | undefined, b: Uint8Array): Uint8Array {
  if (a === undefined) return b.slice()
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length === a.length ? a : a.slice(0, length)
}
