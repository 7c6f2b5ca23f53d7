/** Bytes that can be read at any place, at once. */
export interface RangeReader {
  /** Name for messages. */
  readonly name: string
  readonly sizeBytes: number
  /** Fills `into` from `offset` on; returns how many bytes there were. */
  read(offset: number, into: Uint8Array): number
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
  if (offset < 0 || length < 0 || file.read(offset, bytes) < length) {
    throw new ParquetError('DAMAGED_FILE', `${file.name} ends before byte ${offset + length}`, file.name)
  }
  return bytes
}
