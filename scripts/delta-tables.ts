import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { readTar } from '../src/engine/storage/tar-archive.ts'
import { MemoryStore } from '../src/engine/storage/memory-store.ts'

/** What the manifest of the reference tables says of one of them. */
export interface TableCase {
  readonly id: string
  readonly bytes: number
  readonly features: readonly string[]
  readonly latestVersion: number | null
  readonly activeFiles: number | null
  readonly rowCount: number | null
  readonly expected: { readonly kind: string; readonly detail: CaseDetail }
  readonly derived: {
    readonly version: number
    readonly activeFiles: number | null
    readonly twoReplaysAgree: boolean
    /** Version, active files, and the sum of numRecords less deleted rows. */
    readonly timeline: readonly (readonly [number, number | null, number | null])[]
  }
}

export interface CaseDetail {
  readonly error?: { readonly code: string; readonly scope: string }
  readonly versions?: Readonly<Record<string, number>>
  readonly rowsAtVersion?: Readonly<Record<string, number>>
  readonly filesAtVersion?: Readonly<Record<string, number>>
  readonly checks?: readonly string[]
  readonly tableVersionMetadata?: {
    readonly version: number
    readonly min_reader_version: number
    readonly min_writer_version: number
  }
}

/** The reference tables, unpacked in memory: their paths are long and hold signs that a file system may refuse. */
export interface DeltaTables {
  readonly cases: readonly TableCase[]
  /** A store of its own for each call. */
  store(id: string): MemoryStore
  /** Files below `expected/<id>/`, by name. */
  expected(id: string): ReadonlyMap<string, Uint8Array<ArrayBuffer>>
}

const ARCHIVE = path.resolve(import.meta.dirname, '..', '..', 'shared', 'data', 'delta-tables.tar.gz')
const ROOT = 'delta-tables/'

export const hasDeltaTables = existsSync(ARCHIVE)

export function readDeltaTables(archive = ARCHIVE): DeltaTables {
  const unpacked = gunzipSync(readFileSync(archive))
  const files = readTar(new Uint8Array(unpacked.buffer, unpacked.byteOffset, unpacked.length))
  const folders = new Map<string, { name: string; bytes: Uint8Array<ArrayBuffer>; modifiedMs: number }[]>()
  let cases: TableCase[] = []
  for (const { path: full, bytes, modifiedMs } of files) {
    const [, kind = '', id = '', ...rest] = full.split('/')
    if (full === `${ROOT}manifest.json`) cases = JSON.parse(new TextDecoder().decode(bytes)) as TableCase[]
    const key = `${kind}/${id}`
    const folder = folders.get(key) ?? []
    folder.push({ name: rest.join('/'), bytes, modifiedMs })
    folders.set(key, folder)
  }
  return {
    cases,
    store(id) {
      const store = new MemoryStore()
      for (const { name, bytes, modifiedMs } of folders.get(`tables/${id}`) ?? []) store.set(name, bytes, modifiedMs)
      return store
    },
    expected: (id) => new Map((folders.get(`expected/${id}`) ?? []).map(({ name, bytes }) => [name, bytes])),
  }
}
