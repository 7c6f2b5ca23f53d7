/**
 * Reads the bytes of one page from front to back and never past their end: what is not there throws a plain `Error`, which
 * the reader of the column turns into a told one.
 */
export class ByteReader {
  readonly view: DataView
  at = 0

  constructor(readonly bytes: Uint8Array<ArrayBuffer>) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get left(): number {
    return this.bytes.length - this.at
  }

  byte(): number {
    const value = this.bytes[this.at++]
    if (value === undefined) throw new Error('it ends too early')
    return value
  }

  /** The next `length` bytes, not copied. */
  take(length: number): Uint8Array<ArrayBuffer> {
    if (length < 0 || length > this.left) throw new Error('it ends too early')
    const taken = this.bytes.subarray(this.at, this.at + length)
    this.at += length
    return taken
  }

  /** Passes `length` bytes over and tells where they begin. */
  skip(length: number): number {
    const start = this.at
    this.take(length)
    return start
  }

  uint32(): number {
    return this.view.getUint32(this.skip(4), true)
  }

  /** An unsigned LEB128 number below 2^32. */
  varint(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte()
      value += (byte & 0x7f) * ((1 << shift) >>> 0)
      if (byte < 0x80) return value
    }
    throw new Error('a number is too long')
  }

  /** A zigzag number of 64 bits. */
  zigzag64(): bigint {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte()
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n))
    }
    throw new Error('a number is too long')
  }
}
