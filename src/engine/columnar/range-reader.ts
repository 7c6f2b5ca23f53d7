/** Bytes that can be read at any place, at once. */
export interface RangeReader {
  /** Name for messages. */
  readonly name: string
  readonly sizeBytes: number
  /** Fills `into` from `offset` on; returns how many bytes there were. */
  read(offset: number, into: Uint8Array): number
}

/** Bytes that a `BlockReader` holds. */
export const BLOCK_BYTES = 1 << 14

/**
 * Reads small pieces that lie close together from one block in memory: a file of thousands of columns has as many
 * headers, and a browser takes about a millisecond for each read. Pieces larger than a block are read as they are.
 */
export class BlockReader implements RangeReader {
  readonly name: string
  readonly sizeBytes: number
  readonly #block = new Uint8Array(BLOCK_BYTES)
  #from = 0
  #to = 0

  constructor(readonly file: RangeReader) {
    this.name = file.name
    this.sizeBytes = file.sizeBytes
  }

  read(offset: number, into: Uint8Array): number {
    if (into.length > BLOCK_BYTES) return this.file.read(offset, into)
    if (offset >= this.sizeBytes) return 0
    const end = Math.min(offset + into.length, this.sizeBytes)
    if (offset < this.#from || end > this.#to) {
      // Nothing is known of the block while it is read: a read that throws leaves it empty.
      this.#to = this.#from
      const length = this.file.read(offset, this.#block)
      this.#from = offset
      this.#to = offset + length
    }
    const bytes = this.#block.subarray(offset - this.#from, Math.min(end, this.#to) - this.#from)
    into.set(bytes)
    return bytes.length
  }
}

/** Memory that packed pages are read into, one after the other: each is gone when the next one is read. */
export class PageBuffer {
  #bytes = new Uint8Array(0)

  /** Reads bytes [offset, offset + length); throws DAMAGED_FILE when the file ends before. */
  read(file: RangeReader, offset: number, length: number): Uint8Array<ArrayBuffer> {
    if (!(length <= this.#bytes.length)) this.#bytes = new Uint8Array(length)
    const bytes = this.#bytes.subarray(0, length)
    fill(file, offset, bytes)
    return bytes
  }
}

/** A Parquet file that cannot be used. */
export class ParquetError extends Error {
  constructor(
    readonly code: 'DAMAGED_FILE' | 'UNSUPPORTED_FORMAT',
    message: string,
    readonly where: string,
  ) {
    super(message)
    this.name = 'ParquetError'
  }
}

/** Reads bytes [offset, offset + length) into memory of their own; throws DAMAGED_FILE when the file ends before. */
export function readRange(file: RangeReader, offset: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  fill(file, offset, bytes)
  return bytes
}

function fill(file: RangeReader, offset: number, bytes: Uint8Array): void {
  if (offset >= 0 && file.read(offset, bytes) === bytes.length) return
  throw new ParquetError('DAMAGED_FILE', `${file.name} ends before byte ${offset + bytes.length}`, file.name)
}
