import { KeyEncoder } from '../key-encoding.ts'
import { KeyBuffer } from '../key-layout.ts'
import type { SortKey } from '../options.ts'
import type { ByteSource } from '../ports.ts'
import { KeySampler } from './key-sampler.ts'
import type { KeySample } from './key-sampler.ts'
import { nextLine } from './record-scanner.ts'
import type { RecordScanner } from './record-scanner.ts'
import { encodeFields } from './text-source.ts'
import { ValueBuffer } from './value-buffer.ts'

/** What a look at a few places of a text file tells of its keys. */
export interface TextKeySample extends KeySample {
  /** Whether a value was seen, by key column. */
  readonly isSeen: readonly boolean[]
}

const LINE_FEED = 10
const PLACES = 64
const PLACE_BYTES = 16_384

/** Looks at records at evenly spaced places of a text file. */
export function sampleKeys(
  file: ByteSource,
  scanner: RecordScanner,
  start: number,
  keys: readonly SortKey[],
): TextKeySample {
  const sampler = new KeySampler(keys)
  const isSeen = keys.map(() => false)
  visitSample(file, scanner, start, keys, new KeyEncoder(keys, new KeyBuffer()), (encoder) => {
    scanner.fields.forEach((field, i) => (isSeen[i] ||= !field.isMissing))
    sampler.note(encoder)
  })
  const narrowed = new KeyEncoder(keys, new KeyBuffer(), sampler.endPass())
  visitSample(file, scanner, start, keys, narrowed, (encoder) => sampler.note(encoder))
  return { ...sampler.sample(), isSeen }
}

function visitSample(
  file: ByteSource,
  scanner: RecordScanner,
  start: number,
  keys: readonly SortKey[],
  encoder: KeyEncoder,
  visit: (encoder: KeyEncoder) => void,
): void {
  const memory = new Uint8Array(PLACE_BYTES + 1)
  const bytes = memory.subarray(0, PLACE_BYTES)
  const value = new ValueBuffer()
  const step = Math.max(PLACE_BYTES, Math.floor((file.sizeBytes - start) / PLACES))
  for (let place = start; place < file.sizeBytes; place += step) {
    const end = file.read(place, bytes)
    memory[end] = LINE_FEED
    // A place in the middle of a record: go on with the next line. In a quoted field that may be no record: no harm.
    let at = place === start ? 0 : nextLine(bytes, 0, end)
    while (at >= 0 && at < end) {
      const next = scanner.scan(memory, at, end, false)
      if (next < 0) break
      const isUsable = scanner.problem === undefined && !scanner.isBlank
      if (isUsable && encodeFields(encoder, keys, scanner.fields, value) < 0) visit(encoder)
      at = next
    }
  }
}
