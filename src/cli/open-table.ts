import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, inflateRaw } from 'node:zlib'
import { DeltaError } from '../engine/delta/delta-error.ts'
import { LOG_FOLDER } from '../engine/delta/log-path.ts'
import { findTableRoot } from '../engine/operations/table-root.ts'
import { readTarTable } from '../engine/operations/tar-table.ts'
import { MemoryStore } from '../engine/storage/memory-store.ts'
import { StoreError } from '../engine/storage/object-store.ts'
import type { ReadableStore } from '../engine/storage/object-store.ts'
import { ZipStore } from '../engine/storage/zip-store.ts'
import { messageOf } from './write-error.ts'
import { asBytes, NodeObjectStore, NodeRangeSource, tell } from './node-object-store.ts'

/** A tar archive is held in memory. */
const MOST_TAR_BYTES = 1 << 30

/** A table that is open for reading. */
export interface OpenTable {
  readonly store: ReadableStore
  close(): void
}

/**
 * Opens a folder, or the one table in a .zip (read by ranges), .tar.gz, .tgz or .tar (held in memory). Throws
 * DELTA_TABLE_NOT_FOUND when nothing is there, or an archive does not hold exactly one table, and DELTA_NO_COMMITS_FOUND for
 * a folder whose `_delta_log` is empty.
 */
export async function openTable(path: string): Promise<OpenTable> {
  const stat = statSync(path, { throwIfNoEntry: false })
  const name = basename(path)
  if (stat === undefined) throw noTable(`there is no folder or archive ${path}`, path)
  if (stat.isDirectory()) {
    ensureLog(path)
    return { store: new NodeObjectStore(path), close: () => undefined }
  }
  if (/\.zip$/i.test(name)) return openZip(path, name)
  if (/\.(tar|tar\.gz|tgz)$/i.test(name)) return { store: await unpackTar(path, name), close: () => undefined }
  throw noTable(`${path} is neither a folder nor a .zip, .tar.gz or .tar archive`, path)
}

/** A store lists objects, and an empty folder has none: here it is told apart from one that is not there. */
function ensureLog(path: string): void {
  const log = join(path, LOG_FOLDER)
  const isEmpty = tell(
    LOG_FOLDER,
    () => existsSync(log) && statSync(log).isDirectory() && readdirSync(log).length === 0,
  )
  if (!isEmpty) return
  const message =
    'the folder _delta_log is empty: it has neither a commit nor a checkpoint; put the files of the log back'
  throw new DeltaError('DELTA_NO_COMMITS_FOUND', message, LOG_FOLDER)
}

async function openZip(path: string, name: string): Promise<OpenTable> {
  const source = new NodeRangeSource(path, name)
  try {
    const zip = await ZipStore.open(source, inflate)
    const paths = (await zip.list('')).map((object) => object.path)
    return { store: zip.inFolder(findTableRoot(paths, name)), close: () => source.close() }
  } catch (error) {
    source.close()
    throw error
  }
}

async function inflate(packed: Uint8Array<ArrayBuffer>, sizeBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await promisify(inflateRaw)(packed, { maxOutputLength: Math.max(1, sizeBytes) })
  return asBytes(bytes)
}

async function unpackTar(path: string, name: string): Promise<ReadableStore> {
  const packed = tell(name, () => readFileSync(path))
  const bytes = /\.tar$/i.test(name) ? packed : await unzip(packed, name)
  const store = new MemoryStore()
  for (const [path, { bytes: own, modifiedMs }] of readTarTable(asBytes(bytes), name)) store.set(path, own, modifiedMs)
  return store
}

async function unzip(packed: Buffer, name: string): Promise<Buffer> {
  try {
    return await promisify(gunzip)(packed, { maxOutputLength: MOST_TAR_BYTES })
  } catch (error) {
    throw new StoreError('BAD_ARCHIVE', `${name} cannot be unpacked: ${messageOf(error)}`, name)
  }
}

function noTable(message: string, where: string): DeltaError {
  return new DeltaError('DELTA_TABLE_NOT_FOUND', message, where)
}
