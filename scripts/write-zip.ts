import { deflateRawSync } from 'node:zlib'
import { crc32 } from '../src/engine/storage/crc32.ts'

/** Set on every entry: 2024-02-29 13:04:06. */
const DOS_TIME = (13 << 11) | (4 << 5) | 3
const DOS_DATE = ((2024 - 1980) << 9) | (2 << 5) | 29

/**
 * A zip archive for tests, by the book (PKWARE APPNOTE): every second file is deflated, the others are stored. `claim` is put
 * in the place of every size.
 */
export function writeZip(files: ReadonlyMap<string, Uint8Array>, claim?: number): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const [path, bytes] of files) {
    const name = new TextEncoder().encode(path)
    const isPacked = directory.length % 4 === 0
    const packed = isPacked ? deflateRawSync(bytes) : bytes
    const head = new DataView(new ArrayBuffer(30))
    head.setUint32(0, 0x04034b50, true)
    head.setUint16(26, name.length, true)
    const entry = new DataView(new ArrayBuffer(46))
    entry.setUint32(0, 0x02014b50, true)
    entry.setUint16(8, 0x800, true)
    entry.setUint16(10, isPacked ? 8 : 0, true)
    entry.setUint16(12, DOS_TIME, true)
    entry.setUint16(14, DOS_DATE, true)
    entry.setUint32(16, crc32(bytes), true)
    entry.setUint32(20, packed.length, true)
    entry.setUint32(24, claim ?? bytes.length, true)
    entry.setUint16(28, name.length, true)
    entry.setUint32(42, at, true)
    parts.push(new Uint8Array(head.buffer), name, packed)
    directory.push(new Uint8Array(entry.buffer), name)
    at += head.byteLength + name.length + packed.length
  }
  const end = new DataView(new ArrayBuffer(22))
  const directoryBytes = directory.reduce((sum, part) => sum + part.length, 0)
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(10, files.size, true)
  end.setUint32(12, directoryBytes, true)
  end.setUint32(16, at, true)
  return new Uint8Array(Buffer.concat([...parts, ...directory, new Uint8Array(end.buffer)]))
}
