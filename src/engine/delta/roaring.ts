/** Rows of one file, by their positions from 0: a set of 64-bit numbers in Roaring form, read from its bytes. */

const ARRAY_MAGIC = 1681511377
const COOKIE = 12346
const RUN_COOKIE = 12347
/** From this number of containers on there are offsets, also in the form with runs. */
const OFFSETS_FROM = 4
const MOST_OF_ARRAY = 4096
const BITMAP_BYTES = 8192
const CONTAINER_ROWS = 65_536

/** A container is an ascending array, or a bitmap of 65,536 bits. */
type Container = Uint16Array | Uint8Array

export class RowSet {
  readonly #containers = new Map<number, Container>()
  #cardinality = 0
  #last = -1

  get cardinality(): number {
    return this.#cardinality
  }

  /** The highest row; -1 of an empty set. */
  get last(): number {
    return this.#last
  }

  has(row: number): boolean {
    const container = this.#containers.get(Math.floor(row / CONTAINER_ROWS))
    return container !== undefined && holds(container, row % CONTAINER_ROWS)
  }

  /** Of the rows [start, end) those that are not in the set, counted from `start`. */
  missing(start: number, end: number): Int32Array {
    const kept = new Int32Array(end - start)
    let count = 0
    for (let row = start; row < end; row++) if (!this.has(row)) kept[count++] = row - start
    return kept.subarray(0, count)
  }

  /** Adds a container of rows from `key` times 65,536 on; keys must rise. */
  append(key: number, container: Container, cardinality: number, last: number): void {
    this.#containers.set(key, container)
    this.#cardinality += cardinality
    this.#last = key * CONTAINER_ROWS + last
  }
}

function holds(container: Container, low: number): boolean {
  if (container instanceof Uint8Array) return (((container[low >> 3] as number) >> (low & 7)) & 1) === 1
  let start = 0
  let end = container.length
  while (start < end) {
    const middle = (start + end) >>> 1
    if ((container[middle] as number) < low) start = middle + 1
    else end = middle
  }
  return container[start] === low
}

/**
 * Reads the "portable" array of Roaring bitmaps (PROTOCOL.md, Deletion Vector Format; RoaringFormatSpec): a magic number, the
 * number of 32-bit bitmaps, and each with the upper half of its rows. Throws a plain `Error` when the bytes are not exactly
 * one such array with everything in ascending order.
 */
export function readRoaring(bytes: Uint8Array): RowSet {
  const reader = new Reader(bytes)
  if (reader.uint32() !== ARRAY_MAGIC) throw new Error('it does not begin with the magic number of a bitmap array')
  const count = reader.uint32() + reader.uint32() * 2 ** 32
  const rows = new RowSet()
  let before = -1
  for (let i = 0; i < count; i++) {
    const high = reader.uint32()
    if (high <= before) throw new Error('its bitmaps are not in order')
    if (high > 0x1fffff) throw new Error('it has rows beyond 2^53')
    before = high
    readBitmap(reader, high, rows)
  }
  if (reader.left !== 0) throw new Error('it has bytes behind its end')
  return rows
}

class Reader {
  readonly #view: DataView
  #at = 0

  constructor(readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get left(): number {
    return this.bytes.length - this.#at
  }

  take(length: number): Uint8Array {
    if (length > this.left) throw new Error('it ends too early')
    this.#at += length
    return this.bytes.subarray(this.#at - length, this.#at)
  }

  uint32(): number {
    this.take(4)
    return this.#view.getUint32(this.#at - 4, true)
  }

  uint16(): number {
    this.take(2)
    return this.#view.getUint16(this.#at - 2, true)
  }

  uint16s(count: number): Uint16Array {
    if (count * 2 > this.left) throw new Error('it ends too early')
    return Uint16Array.from({ length: count }, () => this.uint16())
  }
}

function readBitmap(reader: Reader, high: number, rows: RowSet): void {
  const cookie = reader.uint32()
  const hasRuns = (cookie & 0xffff) === RUN_COOKIE
  if (!hasRuns && cookie !== COOKIE) throw new Error('a bitmap has no cookie')
  const count = hasRuns ? (cookie >>> 16) + 1 : reader.uint32()
  if (count > CONTAINER_ROWS) throw new Error('a bitmap has too many containers')
  const runFlags = hasRuns ? reader.take(Math.ceil(count / 8)) : undefined
  const heads = reader.uint16s(count * 2)
  if (!hasRuns || count >= OFFSETS_FROM) reader.take(count * 4)
  let before = -1
  for (let i = 0; i < count; i++) {
    const key = heads[i * 2] as number
    const cardinality = (heads[i * 2 + 1] as number) + 1
    if (key <= before) throw new Error('the containers of a bitmap are not in order')
    before = key
    const isRun = runFlags !== undefined && (((runFlags[i >> 3] as number) >> (i & 7)) & 1) === 1
    const { container, last } = isRun ? readRuns(reader, cardinality) : readContainer(reader, cardinality)
    rows.append(high * CONTAINER_ROWS + key, container, cardinality, last)
  }
}

function readContainer(reader: Reader, cardinality: number): { container: Container; last: number } {
  if (cardinality <= MOST_OF_ARRAY) {
    const container = reader.uint16s(cardinality)
    for (let i = 1; i < cardinality; i++) {
      if ((container[i] as number) <= (container[i - 1] as number)) throw new Error('an array is not in order')
    }
    return { container, last: container[cardinality - 1] as number }
  }
  const container = reader.take(BITMAP_BYTES)
  let count = 0
  let last = -1
  for (let byte = 0; byte < BITMAP_BYTES; byte++) {
    const bits = container[byte] as number
    if (bits === 0) continue
    for (let bit = 0; bit < 8; bit++) count += (bits >> bit) & 1
    last = byte * 8 + 31 - Math.clz32(bits)
  }
  if (count !== cardinality) throw new Error('a bitmap has not as many rows as it says')
  return { container, last }
}

/** Pairs of a first row and the number of rows behind it; kept as a bitmap. */
function readRuns(reader: Reader, cardinality: number): { container: Container; last: number } {
  const container = new Uint8Array(BITMAP_BYTES)
  let count = 0
  let last = -1
  for (let runs = reader.uint16(); runs > 0; runs--) {
    const start = reader.uint16()
    const end = start + reader.uint16()
    if (start <= last || end >= CONTAINER_ROWS) throw new Error('the runs of a bitmap are not in order')
    for (let low = start; low <= end; low++) container[low >> 3] = (container[low >> 3] as number) | (1 << (low & 7))
    count += end - start + 1
    last = end
  }
  if (count !== cardinality) throw new Error('a bitmap has not as many rows as it says')
  return { container, last }
}
