import type { ByteReader } from './byte-reader.ts'

/** Where decoded numbers go. */
export type NumberSink = Uint8Array | Int32Array

/**
 * Fills `into` from the RLE and bit-packing hybrid of Parquet (Encodings.md). `bitWidth` is in [0, 32]. Runs that are longer
 * than what is wanted are cut. Throws when the bytes end first.
 */
export function readHybrid(reader: ByteReader, bitWidth: number, into: NumberSink): void {
  if (bitWidth > 32) throw new Error(`numbers of ${bitWidth} bits are not possible`)
  let done = 0
  while (done < into.length) {
    const header = reader.varint()
    const isPacked = header % 2 === 1
    const run = Math.floor(header / 2)
    if (run === 0) throw new Error('a run is empty')
    done = isPacked ? readPacked(reader, bitWidth, run, into, done) : readRun(reader, bitWidth, run, into, done)
  }
}

function readRun(reader: ByteReader, bitWidth: number, run: number, into: NumberSink, done: number): number {
  let value = 0
  for (let shift = 0; shift < bitWidth; shift += 8) value |= reader.byte() << shift
  const end = Math.min(into.length, done + run)
  into.fill(value, done, end)
  return end
}

/** `groups` of eight numbers; the last group may be cut by the end of the page. */
function readPacked(reader: ByteReader, bitWidth: number, groups: number, into: NumberSink, done: number): number {
  const count = Math.min(into.length - done, groups * 8)
  const neededBytes = Math.ceil((count * bitWidth) / 8)
  if (neededBytes > reader.left) throw new Error('it ends too early')
  unpackBits(reader.bytes, reader.at, bitWidth, count, into, done)
  reader.skip(Math.min(reader.left, groups * bitWidth))
  return done + count
}

/** Numbers of up to this many bits fit, with the rest of a byte before them, in 32 bits. */
const NARROW_BITS = 24

function unpackBits(
  bytes: Uint8Array,
  start: number,
  bitWidth: number,
  count: number,
  into: NumberSink,
  done: number,
): void {
  if (bitWidth > NARROW_BITS) {
    for (let i = 0; i < count; i++) into[done + i] = readWide(bytes, start, i * bitWidth, bitWidth)
    return
  }
  const mask = (1 << bitWidth) - 1
  let at = start
  let held = 0
  let heldBits = 0
  for (let i = 0; i < count; i++) {
    while (heldBits < bitWidth) {
      held |= (bytes[at++] as number) << heldBits
      heldBits += 8
    }
    into[done + i] = held & mask
    held >>>= bitWidth
    heldBits -= bitWidth
  }
}

/** One number of at most 32 bits, bit by bit. */
function readWide(bytes: Uint8Array, start: number, firstBit: number, bitWidth: number): number {
  let value = 0
  for (let bit = 0; bit < bitWidth; bit++) {
    const place = firstBit + bit
    value |= (((bytes[start + (place >> 3)] as number) >> (place & 7)) & 1) << bit
  }
  return value
}
