import { tryDaysOf } from '../../base/calendar.ts'
import { StoreError } from './object-store.ts'
import type { RangeSource } from './range-source.ts'

/** A file of a zip archive, as the central directory tells it. */
export interface ZipEntry {
  readonly path: string
  /** 0 is stored, 8 is deflated. */
  readonly method: number
  readonly crc: number
  readonly packedBytes: number
  readonly sizeBytes: number
  /** Milliseconds since 1970; the DOS time is taken as UTC where the archive has no better one. */
  readonly modifiedMs: number
  /** Where the local header begins. */
  readonly headerStart: number
  /** Length of the name in the directory, as a rule that in the local header. */
  readonly nameBytes: number
}

const END_BYTES = 22
const END64_BYTES = 56
const LOCATOR_BYTES = 20
const LONGEST_COMMENT = 0xffff
const ENTRY_BYTES = 46
const SIGNATURE = { local: 0x04034b50, end: 0x06054b50, end64: 0x06064b50, locator: 0x07064b50, entry: 0x02014b50 }
/** Nothing packs better with deflate. */
const BEST_DEFLATE_RATIO = 1032

/**
 * Reads the central directory (PKWARE APPNOTE 6.3, zip64 included); folders are left out. Throws BAD_ARCHIVE when it is not
 * whole, when an entry is encrypted or packed otherwise, or when it claims more bytes than it can hold.
 */
export async function readZipDirectory(source: RangeSource): Promise<ZipEntry[]> {
  const { start, end, entries } = await findDirectory(source)
  const bytes = await source.read(start, end)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: ZipEntry[] = []
  let at = 0
  // A writer without zip64 counts the entries modulo 65,536.
  for (let i = 0; i < entries || isEntryAt(view, at); i++) {
    if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== SIGNATURE.entry) {
      throw damaged(source, `entry ${i} of its directory is not whole`)
    }
    const nameBytes = view.getUint16(at + 28, true)
    const extraBytes = view.getUint16(at + 30, true)
    const next = at + ENTRY_BYTES + nameBytes + extraBytes + view.getUint16(at + 32, true)
    if (next > bytes.length) throw damaged(source, `entry ${i} of its directory is not whole`)
    const entry = readEntry(source, view, at, nameBytes, extraBytes)
    if (!entry.path.endsWith('/')) found.push(entry)
    at = next
  }
  return found
}

function isEntryAt(view: DataView, at: number): boolean {
  return at + ENTRY_BYTES <= view.byteLength && view.getUint32(at, true) === SIGNATURE.entry
}

async function findDirectory(source: RangeSource): Promise<{ start: number; end: number; entries: number }> {
  const from = Math.max(0, source.sizeBytes - END_BYTES - LONGEST_COMMENT - LOCATOR_BYTES)
  const tail = await source.read(from, source.sizeBytes)
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength)
  let at = tail.length - END_BYTES
  while (at >= 0 && view.getUint32(at, true) !== SIGNATURE.end) at--
  if (at < 0) throw damaged(source, await explainCut(source))
  let entries = view.getUint16(at + 10, true)
  let size = view.getUint32(at + 12, true)
  let start = view.getUint32(at + 16, true)
  const locator = at - LOCATOR_BYTES
  const is64 = locator >= 0 && view.getUint32(locator, true) === SIGNATURE.locator
  if (is64) {
    const place = Number(view.getBigUint64(locator + 8, true))
    if (place + END64_BYTES > source.sizeBytes) throw damaged(source, 'its zip64 end record lies outside')
    const end64 = await source.read(place, place + END64_BYTES)
    const view64 = new DataView(end64.buffer, end64.byteOffset, end64.byteLength)
    if (view64.getUint32(0, true) !== SIGNATURE.end64) throw damaged(source, 'its zip64 end record is not there')
    entries = Number(view64.getBigUint64(32, true))
    size = Number(view64.getBigUint64(40, true))
    start = Number(view64.getBigUint64(48, true))
  }
  if (start + size > source.sizeBytes || entries * ENTRY_BYTES > size) {
    throw damaged(source, 'its directory lies outside')
  }
  return { start, end: start + size, entries }
}

/** Files that are walked over to find where an archive without an end breaks off. */
const MOST_WALKED = 10_000
const LOCAL_BYTES = 30

/** Where an archive ends that has no end record, as far as its files tell one after the other. */
async function explainCut(source: RangeSource): Promise<string> {
  const { sizeBytes } = source
  const cut = `it is cut off at byte ${sizeBytes}, before its directory`
  for (let at = 0, i = 0; i < MOST_WALKED; i++) {
    const head = await source.read(at, Math.min(at + LOCAL_BYTES, sizeBytes))
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
    const isLocal = head.length >= 4 && view.getUint32(0, true) === SIGNATURE.local
    if (!isLocal) return at === 0 ? 'it has no end record, and does not begin as one' : cut
    if (head.length < LOCAL_BYTES) return `${cut}, in the header of a file at byte ${at}`
    const nameEnd = at + LOCAL_BYTES + view.getUint16(26, true)
    if (nameEnd > sizeBytes) return `${cut}, in the header of a file at byte ${at}`
    const packed = view.getUint32(18, true)
    const end = nameEnd + view.getUint16(28, true) + packed
    // Sizes that stand behind the file, or are too large for the header: where it ends is not known.
    const isTold = (view.getUint16(6, true) & 8) === 0 && packed !== 0xffffffff
    if (!isTold || end > sizeBytes) {
      const path = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await source.read(at + LOCAL_BYTES, nameEnd))
      return `${cut}, in or behind ${path}, which begins at byte ${at}`
    }
    at = end
  }
  return cut
}

function readEntry(source: RangeSource, view: DataView, at: number, nameBytes: number, extraBytes: number): ZipEntry {
  const name = new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset + at + ENTRY_BYTES, nameBytes)
  const path = new TextDecoder('utf-8', { ignoreBOM: true }).decode(name)
  const isUtf8 = (view.getUint16(at + 8, true) & 0x800) !== 0
  if (!isUtf8 && path.includes('\ufffd')) throw damaged(source, `the name "${path}" is not UTF-8`)
  if ((view.getUint16(at + 8, true) & 1) !== 0) throw damaged(source, `${path} is encrypted`)
  const method = view.getUint16(at + 10, true)
  if (method !== 0 && method !== 8) throw damaged(source, `${path} is packed by method ${method}, not by deflate`)
  const fields = {
    sizeBytes: view.getUint32(at + 24, true),
    packedBytes: view.getUint32(at + 20, true),
    headerStart: view.getUint32(at + 42, true),
    modifiedMs: dosTime(view.getUint16(at + 14, true), view.getUint16(at + 12, true)),
  }
  readExtras(view, at + ENTRY_BYTES + nameBytes, extraBytes, fields)
  const { sizeBytes, packedBytes, headerStart } = fields
  if (headerStart + packedBytes > source.sizeBytes) throw damaged(source, `${path} lies outside`)
  const most = method === 0 ? packedBytes : packedBytes * BEST_DEFLATE_RATIO
  if (sizeBytes > most) throw damaged(source, `${path} claims ${sizeBytes} bytes, more than it can hold`)
  return { path, method, crc: view.getUint32(at + 16, true), nameBytes, ...fields }
}

interface Widened {
  sizeBytes: number
  packedBytes: number
  headerStart: number
  modifiedMs: number
}

/** The extra fields that matter: zip64 sizes (1), the UTC time of Info-ZIP (0x5455), and that of NTFS (10), which is finer. */
function readExtras(view: DataView, start: number, length: number, fields: Widened): void {
  const end = start + length
  let ntfsMs: number | undefined
  for (let at = start; at + 4 <= end;) {
    const id = view.getUint16(at, true)
    const body = at + 4
    const next = body + view.getUint16(at + 2, true)
    if (next > end) return
    if (id === 1) readZip64(view, body, next, fields)
    else if (id === 0x5455 && next >= body + 5 && (view.getUint8(body) & 1) === 1) {
      fields.modifiedMs = view.getInt32(body + 1, true) * 1000
    } else if (id === 10) ntfsMs = tryReadNtfsTime(view, body, next)
    at = next
  }
  fields.modifiedMs = ntfsMs ?? fields.modifiedMs
}

/** Milliseconds between 1601, from which NTFS counts, and 1970. */
const NTFS_EPOCH_MS = 11_644_473_600_000

/** Behind four reserved bytes stand attributes; the first has three times in units of 100 ns, of which 0 is none. */
function tryReadNtfsTime(view: DataView, body: number, next: number): number | undefined {
  for (let at = body + 4; at + 4 <= next; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1 || at + 12 > next) continue
    const ticks = view.getBigUint64(at + 4, true)
    return ticks === 0n ? undefined : Number(ticks / 10_000n) - NTFS_EPOCH_MS
  }
  return undefined
}

/** Holds, in this order, only the numbers that did not fit. */
function readZip64(view: DataView, body: number, next: number, fields: Widened): void {
  let at = body
  for (const name of ['sizeBytes', 'packedBytes', 'headerStart'] as const) {
    if (fields[name] !== 0xffffffff || at + 8 > next) continue
    fields[name] = Number(view.getBigUint64(at, true))
    at += 8
  }
}

function dosTime(date: number, time: number): number {
  const year = (date >> 9) + 1980
  const month = Math.max(1, (date >> 5) & 15)
  const day = Math.max(1, date & 31)
  const seconds = (time >> 11) * 3600 + ((time >> 5) & 63) * 60 + (time & 31) * 2
  return ((tryDaysOf(year, month, day) ?? 0) * 86_400 + seconds) * 1000
}

function damaged(source: RangeSource, what: string): StoreError {
  return new StoreError('BAD_ARCHIVE', `${source.name} is no zip archive that can be read: ${what}`, source.name)
}
