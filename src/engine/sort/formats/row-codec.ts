import type { PhysicalValue } from '../../columnar/parquet-pages.ts'

/** How a column's values lie in a row. */
export type CellKind = 'boolean' | 'int32' | 'int64' | 'float' | 'double' | 'bytes'

/**
 * Rows of typed columns as bytes: a bit per column that tells whether there is a value, then the values in order;
 * numbers little-endian, byte strings with their length in four bytes in front.
 */
export class RowCodec {
  /** The row written last is bytes[0, length); at least 4 bytes behind it can be read. */
  bytes = new Uint8Array(1024)
  view = new DataView(this.bytes.buffer)
  length = 0
  readonly #bitmapBytes: number
  /** The bytes that were read last. */
  #readView: DataView = this.view

  constructor(readonly kinds: readonly CellKind[]) {
    this.#bitmapBytes = (kinds.length + 7) >> 3
  }

  /** Writes a row. */
  write(values: readonly PhysicalValue[]): void {
    this.#reserve(this.#bitmapBytes + 8 * this.kinds.length)
    this.bytes.fill(0, 0, this.#bitmapBytes)
    this.length = this.#bitmapBytes
    for (let column = 0; column < this.kinds.length; column++) {
      const value = values[column]
      if (value === undefined) continue
      const byte = column >> 3
      this.bytes[byte] = (this.bytes[byte] as number) | (1 << (column & 7))
      this.#writeCell(this.kinds[column] as CellKind, value)
    }
  }

  /** Reads the row at `from` into `values`, byte strings as views of `bytes`; returns where it ends. */
  read(bytes: Uint8Array, from: number, values: PhysicalValue[]): number {
    const { buffer, byteOffset, byteLength } = this.#readView
    if (buffer !== bytes.buffer || byteOffset !== bytes.byteOffset || byteLength !== bytes.byteLength) {
      this.#readView = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    }
    const view = this.#readView
    let at = from + this.#bitmapBytes
    for (let column = 0; column < this.kinds.length; column++) {
      const isThere = ((bytes[from + (column >> 3)] as number) >> (column & 7)) & 1
      if (isThere === 0) {
        values[column] = undefined
        continue
      }
      switch (this.kinds[column] as CellKind) {
        case 'boolean':
          values[column] = bytes[at] === 1
          at += 1
          break
        case 'int32':
          values[column] = view.getInt32(at, true)
          at += 4
          break
        case 'int64':
          values[column] = view.getBigInt64(at, true)
          at += 8
          break
        case 'float':
          values[column] = view.getFloat32(at, true)
          at += 4
          break
        case 'double':
          values[column] = view.getFloat64(at, true)
          at += 8
          break
        case 'bytes': {
          const end = at + 4 + view.getInt32(at, true)
          values[column] = bytes.subarray(at + 4, end)
          at = end
        }
      }
    }
    return at
  }

  #writeCell(kind: CellKind, value: Exclude<PhysicalValue, undefined>): void {
    if (value instanceof Uint8Array) {
      this.#reserve(value.length + 4)
      this.view.setInt32(this.length, value.length, true)
      this.bytes.set(value, this.length + 4)
      this.length += 4 + value.length
      return
    }
    this.#reserve(8)
    const at = this.length
    if (kind === 'boolean') {
      this.bytes[at] = value === true ? 1 : 0
      this.length += 1
    } else if (kind === 'int32') {
      this.view.setInt32(at, Number(value), true)
      this.length += 4
    } else if (kind === 'int64') {
      this.view.setBigInt64(at, BigInt(value), true)
      this.length += 8
    } else if (kind === 'float') {
      this.view.setFloat32(at, Number(value), true)
      this.length += 4
    } else {
      this.view.setFloat64(at, Number(value), true)
      this.length += 8
    }
  }

  #reserve(more: number): void {
    if (this.length + more + 4 <= this.bytes.length) return
    const grown = new Uint8Array(2 * (this.length + more + 4))
    grown.set(this.bytes.subarray(0, this.length))
    this.bytes = grown
    this.view = new DataView(grown.buffer)
  }
}
