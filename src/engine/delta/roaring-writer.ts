/** Rows of one file as a Roaring bitmap array: the inverse of `readRoaring`. */

const ARRAY_MAGIC = 1681511377
const COOKIE = 12346
const MOST_OF_ARRAY = 4096
const BITMAP_BYTES = 8192
const CONTAINER_ROWS = 65_536
const HALF = 2 ** 32

/**
 * The "portable" array of Roaring bitmaps of row positions, each in [0, 2^53); order and repetition do not matter
 * (PROTOCOL.md, Deletion Vector Format). Containers are arrays or bitmaps, never runs.
 */
export function writeRoaring(positions: Iterable<number>): Uint8Array<ArrayBuffer> {
  const rows = [...new Set(positions)].sort((a, b) => a - b)
  const bitmaps = split(rows, HALF)
  const writer = new Bytes()
  writer.uint32(ARRAY_MAGIC)
  writer.uint32(bitmaps.size)
  writer.uint32(0)
  for (const [high, low] of bitmaps) {
    writer.uint32(high)
    writeBitmap(writer, low)
  }
  return writer.take()
}

/** Groups ascending numbers by their quotient; the rests stay ascending. */
function split(rows: readonly number[], size: number): Map<number, number[]> {
  const groups = new Map<number, number[]>()
  for (const row of rows) {
    const key = Math.floor(row / size)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row % size])
    else group.push(row % size)
  }
  return groups
}

function writeBitmap(writer: Bytes, rows: readonly number[]): void {
  const containers = split(rows, CONTAINER_ROWS)
  writer.uint32(COOKIE)
  writer.uint32(containers.size)
  for (const [key, low] of containers) {
    writer.uint16(key)
    writer.uint16(low.length - 1)
  }
  // Offsets count from the bitmap's begin: cookie, size, heads, offsets.
  let offset = 8 + containers.size * 8
  for (const low of containers.values()) {
    writer.uint32(offset)
    offset += low.length > MOST_OF_ARRAY ? BITMAP_BYTES : low.length * 2
  }
  for (const low of containers.values()) {
    if (low.length <= MOST_OF_ARRAY) for (const row of low) writer.uint16(row)
    else writer.bytes(toBits(low))
  }
}

function toBits(rows: readonly number[]): Uint8Array {
  const bits = new Uint8Array(BITMAP_BYTES)
  for (const row of rows) bits[row >> 3] = (bits[row >> 3] as number) | (1 << (row & 7))
  return bits
}

class Bytes {
  readonly #values: number[] = []

  uint16(value: number): void {
    this.#values.push(value & 0xff, value >>> 8)
  }

  uint32(value: number): void {
    this.#values.push(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24)
  }

  bytes(values: Uint8Array): void {
    for (const value of values) this.#values.push(value)
  }

  take(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#values)
  }
}
