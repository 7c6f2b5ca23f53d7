import { isRecord } from '../base/parse.ts'
import { OperationError } from '../engine/operations/operation.ts'
import { findTableRoot } from '../engine/operations/table-root.ts'
import { readTarTable } from '../engine/operations/tar-table.ts'
import { createBlockSource } from '../engine/storage/block-source.ts'
import { HeldStore } from '../engine/storage/held-store.ts'
import type { HeldObject } from '../engine/storage/held-store.ts'
import { inflate } from '../engine/storage/inflate.ts'
import { isSafePath, StoreError } from '../engine/storage/object-store.ts'
import type { ReadableStore } from '../engine/storage/object-store.ts'
import { ZipStore } from '../engine/storage/zip-store.ts'

/** A tar archive is held in memory. */
const MOST_TAR_BYTES = 1 << 30
const MOST_AT_ONCE = 1 << 16

/** The table that was opened last, under the name that the page gave it: it is asked for again and again. */
let held: { readonly id: string; readonly store: ReadableStore } | undefined

/** Files of a folder that is handed over in parts. */
let gathered: { readonly id: string; readonly files: FolderFile[] } | undefined

/** Takes `{ kind: 'part', id, from, files }`: the files of a folder from that one on. */
function gather(source: Readonly<Record<string, unknown>>, id: string): void {
  const { from } = source
  if (from === 0) gathered = { id, files: [] }
  if (gathered?.id !== id || gathered.files.length !== from) {
    throw new OperationError('TABLE_NOT_HELD', 'a part of the table is missing; pick it again', 'source')
  }
  for (const file of parseFiles(source['files'])) gathered.files.push(file)
}

function parseFiles(files: unknown): FolderFile[] {
  if (!Array.isArray(files)) throw noSource()
  return (files as readonly unknown[]).flatMap((item) => {
    if (!isRecord(item) || typeof item['path'] !== 'string' || !(item['file'] instanceof File)) return []
    return { path: item['path'], file: item['file'] }
  })
}

/**
 * A table of the user's as `openSource` takes it. One with an `id` is held, and can then be asked for by
 * `{ kind: 'held', id }`; that throws TABLE_NOT_HELD when this worker does not have it, or not any more.
 */
export async function openTable(source: unknown): Promise<ReadableStore> {
  const id = isRecord(source) && typeof source['id'] === 'string' ? source['id'] : undefined
  if (id !== undefined && held?.id === id) return held.store
  if (isRecord(source) && source['kind'] === 'held') {
    throw new OperationError('TABLE_NOT_HELD', 'the table is not open any more; pick it again', 'source')
  }
  if (isRecord(source) && source['kind'] === 'part') {
    gather(source, String(id))
    return new HeldStore([])
  }
  const store = await openSource(source)
  gathered = undefined
  if (id !== undefined) held = { id, store }
  return store
}

/**
 * A table of the user's: `{ kind: 'folder', name, files: [{ path, file }] }`, with `from` where so many files came in parts
 * before, or `{ kind: 'archive', file }` for a .zip (read by
 * ranges), .tar, .tar.gz or .tgz (held in memory). Throws what is wrong with it.
 */
async function openSource(source: unknown): Promise<ReadableStore> {
  if (!isRecord(source)) throw noSource()
  if (source['kind'] === 'folder') {
    const { id, name, from } = source
    const before = from === undefined ? [] : gathered?.id === id ? gathered?.files : undefined
    if (before === undefined || before.length !== (from ?? 0)) {
      throw new OperationError('TABLE_NOT_HELD', 'a part of the table is missing; pick it again', 'source')
    }
    return openFolder([...before, ...parseFiles(source['files'])], String(name))
  }
  const file = source['file']
  if (source['kind'] !== 'archive' || !(file instanceof File)) throw noSource()
  if (/\.zip$/i.test(file.name)) return openZip(file)
  if (/\.(tar|tar\.gz|tgz)$/i.test(file.name)) return openTar(file)
  const message = `${file.name} is neither a .zip nor a .tar, .tar.gz or .tgz; a folder can be dropped as it is`
  throw new OperationError('BAD_ARCHIVE', message, file.name)
}

function noSource(): OperationError {
  return new OperationError('BAD_PARAMS', 'there is no table to open; pick it again', 'source')
}

interface FolderFile {
  readonly path: string
  readonly file: File
}

function openFolder(files: readonly FolderFile[], name: string): ReadableStore {
  const safe = files.filter(({ path }) => isSafePath(path))
  const root = findTableRoot(
    safe.map(({ path }) => path),
    name,
  )
  return new HeldStore(
    safe
      .filter(({ path }) => path.startsWith(root))
      .map(({ path, file }): HeldObject => {
        const own = path.slice(root.length)
        const read = (start: number, end: number) => readPiece(file, start, end, own)
        return { path: own, sizeBytes: file.size, modifiedMs: file.lastModified, read }
      }),
  )
}

async function openZip(file: File): Promise<ReadableStore> {
  const read = (start: number, end: number) => readPiece(file, start, end, file.name)
  const source = createBlockSource({ name: file.name, sizeBytes: file.size, read })
  const zip = await ZipStore.open(source, unpack)
  const paths = (await zip.list('')).map(({ path }) => path)
  return zip.inFolder(findTableRoot(paths, file.name))
}

/** A stream of the browser's is faster for large files, and costs much more than its work for small ones. */
async function unpack(packed: Uint8Array<ArrayBuffer>, sizeBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (sizeBytes <= MOST_AT_ONCE) return inflate(packed, sizeBytes)
  return readAll(
    new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')),
    sizeBytes,
    'the archive',
  )
}

async function openTar(file: File): Promise<ReadableStore> {
  const isPlain = /\.tar$/i.test(file.name)
  if (isPlain && file.size > MOST_TAR_BYTES) throw tooLarge(file.name)
  const bytes = isPlain
    ? await readPiece(file, 0, file.size, file.name)
    : await readAll(file.stream().pipeThrough(new DecompressionStream('gzip')), MOST_TAR_BYTES, file.name)
  return new HeldStore(
    [...readTarTable(bytes, file.name)].map(([path, entry]): HeldObject => {
      const read = (start: number, end: number) => Promise.resolve(entry.bytes.slice(start, end))
      return { path, sizeBytes: entry.bytes.length, modifiedMs: entry.modifiedMs, read }
    }),
  )
}

function tooLarge(name: string): StoreError {
  const what = `${name} has more than ${MOST_TAR_BYTES} bytes unpacked, and a tar archive is held in memory`
  return new StoreError('BAD_ARCHIVE', `${what}; unpack it and open the folder, or pack it as a zip`, name)
}

/** The bytes of a stream. Throws BAD_ARCHIVE when it is damaged, or has more than it may. */
async function readAll(
  stream: ReadableStream<Uint8Array>,
  mostBytes: number,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for (const reader = stream.getReader(); ;) {
      const { done, value } = await reader.read()
      if (done) break
      length += value.length
      if (length > mostBytes) {
        await reader.cancel()
        if (mostBytes === MOST_TAR_BYTES) throw tooLarge(name)
        throw new StoreError('BAD_ARCHIVE', `${name} unpacks to more than ${mostBytes} bytes`, name)
      }
      pieces.push(value)
    }
  } catch (error) {
    if (error instanceof StoreError) throw error
    throw new StoreError('BAD_ARCHIVE', `${name} cannot be unpacked: ${String(error)}`, name)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/** Bytes [start, end) of a file; `path` is its name in messages. Other messages get in while it is read. */
async function readPiece(file: File, start: number, end: number, path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const bytes = new Uint8Array(await file.slice(start, end).arrayBuffer())
    if (bytes.length === end - start) return bytes
  } catch (error) {
    throw new StoreError('READ_FAILED', `${path} cannot be read: ${String(error)}; pick the table again`, path)
  }
  throw new StoreError('READ_FAILED', `${path} is shorter than it was; pick the table again`, path)
}
