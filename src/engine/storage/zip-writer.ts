import { formatMillis } from '../../base/calendar.ts'
import { crc32 } from './crc32.ts'

export interface ZipFile {
  /** Folders separated by `/`. */
  readonly path: string
  readonly bytes: Uint8Array
  /** Milliseconds since 1970. */
  readonly modifiedMs: number
}

const UTF8_NAMES = 0x800
const UNIX_TIME = 0x5455
const NTFS_TIME = 0x000a
/** Milliseconds between 1601, from which NTFS counts, and 1970. */
const NTFS_EPOCH_MS = 11_644_473_600_000n
const VERSION = 20

/** A zip archive of files that are stored as they are (PKWARE APPNOTE 6.3), below 4 GiB. Throws `RangeError` beyond that. */
export function writeZip(files: readonly ZipFile[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const { path, bytes, modifiedMs } of files) {
    const name = new TextEncoder().encode(path)
    const common = describe(bytes, name.length, modifiedMs)
    const extra = timeExtra(modifiedMs)
    const head = record(0x04034b50, [[VERSION, 2], ...common])
    const entry = record(0x02014b50, [[VERSION, 2], [VERSION, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]])
    parts.push(head, name, extra, bytes)
    directory.push(entry, name, extra)
    at += head.length + name.length + extra.length + bytes.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  if (at + size > 0xffff_ffff || files.length > 0xffff)
    throw new RangeError('a zip archive beyond 4 GiB or 65,535 files')
  const end = record(0x06054b50, [
    [0, 2],
    [0, 2],
    [files.length, 2],
    [files.length, 2],
    [size, 4],
    [at, 4],
    [0, 2],
  ])
  return join([...parts, ...directory, end])
}

type Fields = readonly (readonly [value: number, bytes: 2 | 4])[]

/** What the local header and the directory say alike: flags, method, time, date, checksum, sizes, lengths of name and extra. */
function describe(bytes: Uint8Array, nameLength: number, modifiedMs: number): Fields {
  const [year = 1980, month = 1, day = 1, hour = 0, minute = 0, second = 0] = formatMillis(modifiedMs)
    .split(/\D+/)
    .map(Number)
  const time = (hour << 11) | (minute << 5) | (second >> 1)
  const date = (Math.max(0, year - 1980) << 9) | (month << 5) | day
  return [
    [UTF8_NAMES, 2],
    [0, 2],
    [time, 2],
    [date, 2],
    [crc32(bytes), 4],
    [bytes.length, 4],
    [bytes.length, 4],
    [nameLength, 2],
    [TIME_EXTRA_BYTES, 2],
  ]
}

const UNIX_TIME_BYTES = 9
const NTFS_TIME_BYTES = 36
const TIME_EXTRA_BYTES = UNIX_TIME_BYTES + NTFS_TIME_BYTES

/**
 * The time in UTC, which the DOS time is not: in seconds since 1970 for most programs, and in units of 100 ns as NTFS counts
 * them, since times of commits differ by milliseconds.
 */
function timeExtra(modifiedMs: number): Uint8Array {
  const extra = new DataView(new ArrayBuffer(TIME_EXTRA_BYTES))
  extra.setUint16(0, UNIX_TIME, true)
  extra.setUint16(2, UNIX_TIME_BYTES - 4, true)
  extra.setUint8(4, 1)
  extra.setInt32(5, Math.floor(modifiedMs / 1000), true)
  extra.setUint16(UNIX_TIME_BYTES, NTFS_TIME, true)
  extra.setUint16(UNIX_TIME_BYTES + 2, NTFS_TIME_BYTES - 4, true)
  extra.setUint16(UNIX_TIME_BYTES + 8, 1, true)
  extra.setUint16(UNIX_TIME_BYTES + 10, 24, true)
  const ticks = (BigInt(Math.floor(modifiedMs)) + NTFS_EPOCH_MS) * 10_000n
  for (const place of [12, 20, 28]) extra.setBigUint64(UNIX_TIME_BYTES + place, ticks, true)
  return new Uint8Array(extra.buffer)
}

function record(signature: number, fields: Fields): Uint8Array {
  const bytes = fields.reduce((sum, [, size]) => sum + size, 4)
  const view = new DataView(new ArrayBuffer(bytes))
  view.setUint32(0, signature, true)
  let at = 4
  for (const [value, size] of fields) {
    if (size === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += size
  }
  return new Uint8Array(view.buffer)
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
