import { cleanArchivePath, shorten, usesBackslashes } from './archive-path.ts'
import { crc32 } from './crc32.ts'
import { comparePaths, ensureRange, ensureSafePath, notFound, StoreError } from './object-store.ts'
import type { ReadableStore, StoredObject } from './object-store.ts'
import type { RangeSource } from './range-source.ts'
import { readZipDirectory } from './zip-directory.ts'
import type { ZipEntry } from './zip-directory.ts'

/**
 * Unpacks a raw deflate stream that holds exactly `sizeBytes` bytes; rejects when it holds fewer or more. Never makes more
 * memory than that.
 */
export type Inflate = (packed: Uint8Array<ArrayBuffer>, sizeBytes: number) => Promise<Uint8Array<ArrayBuffer>>

const LOCAL_HEADER_BYTES = 30
/** Most archives have a time or an owner there. */
const USUAL_EXTRA_BYTES = 64
/** Files up to this size are read with their header. */
const WHOLE_BYTES = 1 << 16
const LOCAL_SIGNATURE = 0x04034b50
/** What a page can hold at once; a file that is stored as it is can be read by ranges whatever its size. */
const MOST_UNPACKED_BYTES = 1 << 30
/** Unpacked files that are kept, since a Parquet file is asked for in many ranges. */
const KEPT_BYTES = 64 << 20

/** A folder of a zip archive, read by ranges: only what is asked for is read from the archive. */
export class ZipStore implements ReadableStore {
  readonly #entries: ReadonlyMap<string, ZipEntry>
  readonly #kept = new Map<string, Uint8Array<ArrayBuffer>>()
  #keptBytes = 0

  private constructor(
    private readonly source: RangeSource,
    private readonly inflate: Inflate,
    entries: ReadonlyMap<string, ZipEntry>,
  ) {
    this.#entries = entries
  }

  /**
   * Opens an archive. Throws BAD_ARCHIVE when its directory is damaged, has a name twice or a name that is not safe.
   */
  static async open(source: RangeSource, inflate: Inflate): Promise<ZipStore> {
    const entries = new Map<string, ZipEntry>()
    const found = await readZipDirectory(source)
    const hasBackslashes = usesBackslashes(found.map(({ path }) => path))
    for (const entry of found) {
      const told = hasBackslashes ? entry.path.replaceAll('\\', '/') : entry.path
      if (told.endsWith('/')) continue
      const path = cleanArchivePath(told, source.name)
      if (path === undefined) continue
      if (entries.has(path)) throw bad(source, `${shorten(path)} is there twice`)
      entries.set(path, { ...entry, path })
    }
    return new ZipStore(source, inflate, entries)
  }

  /** The same archive seen from a folder inside it; `folder` ends with `/` or is empty. */
  inFolder(folder: string): ZipStore {
    const inside = [...this.#entries].filter(([path]) => path.startsWith(folder))
    const entries = new Map(inside.map(([path, entry]) => [path.slice(folder.length), entry]))
    return new ZipStore(this.source, this.inflate, entries)
  }

  tryHead(path: string): Promise<StoredObject | undefined> {
    const entry = this.#entries.get(path)
    return Promise.resolve(entry === undefined ? undefined : describe(path, entry))
  }

  async get(path: string): Promise<Uint8Array<ArrayBuffer>> {
    const entry = this.#entry(path)
    const kept = this.#kept.get(path)
    if (kept !== undefined) return kept
    if (entry.sizeBytes > MOST_UNPACKED_BYTES) {
      throw bad(this.source, `${shorten(path)} unpacks to ${entry.sizeBytes} bytes, more than can be held in memory`)
    }
    const bytes = await this.#unpack(entry)
    if (bytes.length !== entry.sizeBytes || crc32(bytes) !== entry.crc) {
      throw bad(this.source, `${path} does not have the bytes that its checksum promises`)
    }
    this.#keep(path, bytes)
    return bytes
  }

  async getRange(path: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const entry = this.#entry(path)
    ensureRange(path, start, end, entry.sizeBytes)
    if (entry.method !== 0) return (await this.get(path)).slice(start, end)
    const dataStart = await this.#dataStart(entry)
    return this.source.read(dataStart + start, dataStart + end)
  }

  list(prefix: string, startAfter = ''): Promise<StoredObject[]> {
    const found = [...this.#entries].filter(([path]) => path.startsWith(prefix) && path > startAfter)
    return Promise.resolve(found.map(([path, entry]) => describe(path, entry)).sort(comparePaths))
  }

  #entry(path: string): ZipEntry {
    ensureSafePath(path)
    const entry = this.#entries.get(path)
    if (entry === undefined) throw notFound(path)
    return entry
  }

  async #unpack(entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
    const packed = await this.#readPacked(entry)
    if (entry.method === 0) return packed
    try {
      return await this.inflate(packed, entry.sizeBytes)
    } catch (error) {
      throw bad(this.source, `${entry.path} cannot be unpacked: ${error instanceof Error ? error.message : 'damaged'}`)
    }
  }

  /** Header and data of a small file are read in one call, as far as the header is of the usual length. */
  async #readPacked(entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
    const { headerStart, packedBytes } = entry
    const guess = LOCAL_HEADER_BYTES + entry.nameBytes + USUAL_EXTRA_BYTES + packedBytes
    if (guess > WHOLE_BYTES) {
      const start = await this.#dataStart(entry)
      return this.source.read(start, start + packedBytes)
    }
    const piece = await this.source.read(headerStart, Math.min(headerStart + guess, this.source.sizeBytes))
    const start = this.#parseDataStart(entry, piece)
    const from = start - headerStart
    if (from + packedBytes <= piece.length) return piece.slice(from, from + packedBytes)
    return this.source.read(start, start + packedBytes)
  }

  async #dataStart(entry: ZipEntry): Promise<number> {
    const header = await this.source.read(entry.headerStart, entry.headerStart + LOCAL_HEADER_BYTES)
    return this.#parseDataStart(entry, header)
  }

  /** The local header has a name and extra fields of lengths of its own. */
  #parseDataStart(entry: ZipEntry, header: Uint8Array<ArrayBuffer>): number {
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
    const isWhole = header.length >= LOCAL_HEADER_BYTES && view.getUint32(0, true) === LOCAL_SIGNATURE
    if (!isWhole) throw bad(this.source, `${entry.path} has no header`)
    const start = entry.headerStart + LOCAL_HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true)
    if (start + entry.packedBytes > this.source.sizeBytes) throw bad(this.source, `${entry.path} lies outside`)
    return start
  }

  #keep(path: string, bytes: Uint8Array<ArrayBuffer>): void {
    if (bytes.length > KEPT_BYTES) return
    this.#kept.set(path, bytes)
    this.#keptBytes += bytes.length
    for (const [oldest, dropped] of this.#kept) {
      if (this.#keptBytes <= KEPT_BYTES) return
      this.#kept.delete(oldest)
      this.#keptBytes -= dropped.length
    }
  }
}

function describe(path: string, { sizeBytes, modifiedMs }: ZipEntry): StoredObject {
  return { path, sizeBytes, modifiedMs }
}

function bad(source: RangeSource, what: string): StoreError {
  return new StoreError('BAD_ARCHIVE', `${source.name}: ${what}`, source.name)
}
