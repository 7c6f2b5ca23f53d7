import type { DataType } from './schema.ts'
import type { DeltaValue, VariantValue } from './values.ts'

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const MOST_DEPTH = 200

/** The dictionary of names in a variant's metadata (Parquet, VariantEncoding.md). Throws a plain `Error`. */
export function readVariantNames(metadata: Uint8Array): string[] {
  const reader = new VariantReader(metadata, [])
  const header = reader.uint(1)
  if ((header & 0x0f) !== 1) throw new Error(`variant metadata of version ${header & 0x0f}`)
  const width = (header >> 6) + 1
  const count = reader.uint(width)
  const offsets = reader.uints(count + 1, width)
  const start = reader.at
  return Array.from({ length: count }, (_, i) =>
    reader.text(start + (offsets[i] as number), start + (offsets[i + 1] as number)),
  )
}

/** Decodes a variant's value with the names of its metadata. Throws a plain `Error` when the bytes are not one. */
export function readVariant(value: Uint8Array, names: readonly string[]): VariantValue {
  return new VariantReader(value, names).value(0)
}

export function scalar(type: DataType, value: DeltaValue): VariantValue {
  return { kind: 'scalar', type, value }
}

const LONG: DataType = { kind: 'long' }
const STRING: DataType = { kind: 'string' }

class VariantReader {
  at = 0
  readonly #view: DataView

  constructor(
    readonly bytes: Uint8Array,
    readonly names: readonly string[],
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  value(depth: number): VariantValue {
    if (depth > MOST_DEPTH) throw new Error('a variant is nested too deep')
    const first = this.uint(1)
    const header = first >> 2
    switch (first & 3) {
      case 0:
        return this.#primitive(header)
      case 1:
        return scalar(STRING, this.#textOf(header))
      case 2:
        return this.#object(header, depth)
      default:
        return this.#array(header, depth)
    }
  }

  uint(width: number): number {
    let value = 0
    for (let i = 0, unit = 1; i < width; i++, unit *= 256) value += this.#byte() * unit
    return value
  }

  uints(count: number, width: number): number[] {
    if (count * width > this.bytes.length - this.at) throw new Error('a variant ends too early')
    return Array.from({ length: count }, () => this.uint(width))
  }

  text(start: number, end: number): string {
    if (!(start <= end && end <= this.bytes.length)) throw new Error('a name of a variant lies outside')
    return UTF8.decode(this.bytes.subarray(start, end))
  }

  #byte(): number {
    const byte = this.bytes[this.at++]
    if (byte === undefined) throw new Error('a variant ends too early')
    return byte
  }

  #skip(length: number): number {
    const start = this.at
    if (start + length > this.bytes.length) throw new Error('a variant ends too early')
    this.at += length
    return start
  }

  #textOf(length: number): string {
    const start = this.#skip(length)
    return this.text(start, start + length)
  }

  #int64(): bigint {
    return this.#view.getBigInt64(this.#skip(8), true)
  }

  #primitive(type: number): VariantValue {
    switch (type) {
      case 0:
        return { kind: 'null' }
      case 1:
      case 2:
        return scalar({ kind: 'boolean' }, type === 1)
      case 3:
        return scalar({ kind: 'byte' }, this.#view.getInt8(this.#skip(1)))
      case 4:
        return scalar({ kind: 'short' }, this.#view.getInt16(this.#skip(2), true))
      case 5:
        return scalar({ kind: 'integer' }, this.#view.getInt32(this.#skip(4), true))
      case 6:
        return scalar(LONG, this.#int64())
      case 7:
        return scalar({ kind: 'double' }, this.#view.getFloat64(this.#skip(8), true))
      case 8:
      case 9:
      case 10:
        return this.#decimal(type)
      case 11:
        return scalar({ kind: 'date' }, this.#view.getInt32(this.#skip(4), true))
      case 12:
        return scalar({ kind: 'timestamp' }, this.#int64())
      case 13:
        return scalar({ kind: 'timestamp_ntz' }, this.#int64())
      case 14:
        return scalar({ kind: 'float' }, this.#view.getFloat32(this.#skip(4), true))
      case 15: {
        const length = this.uint(4)
        const start = this.#skip(length)
        return scalar({ kind: 'binary' }, this.bytes.slice(start, start + length))
      }
      case 16:
        return scalar(STRING, this.#textOf(this.uint(4)))
      case 20:
        return scalar(STRING, formatUuid(this.bytes.subarray(this.#skip(16), this.at)))
      default:
        throw new Error(`a variant of the primitive type ${type} is not supported`)
    }
  }

  #decimal(type: number): VariantValue {
    const scale = this.uint(1)
    if (scale > 38) throw new Error(`a decimal of a variant has scale ${scale}`)
    if (type === 8) {
      return scalar({ kind: 'decimal', precision: 9, scale }, BigInt(this.#view.getInt32(this.#skip(4), true)))
    }
    if (type === 9) return scalar({ kind: 'decimal', precision: 18, scale }, this.#int64())
    const low = this.#view.getBigUint64(this.#skip(8), true)
    return scalar({ kind: 'decimal', precision: 38, scale }, (this.#int64() << 64n) | low)
  }

  #object(header: number, depth: number): VariantValue {
    const count = this.uint((header & 0x10) === 0 ? 1 : 4)
    const ids = this.uints(count, ((header >> 2) & 3) + 1)
    const offsets = this.uints(count + 1, (header & 3) + 1)
    const start = this.at
    const fields = ids.map((id, i) => {
      const name = this.names[id]
      if (name === undefined) throw new Error('a field of a variant has no name')
      this.at = start + (offsets[i] as number)
      return [name, this.value(depth + 1)] as const
    })
    this.at = start + (offsets[count] as number)
    return { kind: 'object', fields }
  }

  #array(header: number, depth: number): VariantValue {
    const count = this.uint((header & 4) === 0 ? 1 : 4)
    const offsets = this.uints(count + 1, (header & 3) + 1)
    const start = this.at
    const items = offsets.slice(0, count).map((offset) => {
      this.at = start + offset
      return this.value(depth + 1)
    })
    this.at = start + (offsets[count] as number)
    return { kind: 'array', items }
  }
}

export function formatUuid(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
