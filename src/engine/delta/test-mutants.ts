import { Rng } from '../../base/rng.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import type { StoredObject } from '../storage/object-store.ts'
import { DeltaError } from './delta-error.ts'
import { rowsOf } from './data-file.ts'
import { ensureSchema, readRows } from './read-rows.ts'
import { loadSnapshot } from './snapshot.ts'
import { formatRow } from './values.ts'
import { verifyTable } from './verify.ts'

/** Damaged copies of good tables, for the test and for the bench, which takes many more. */

/**
 * Good tables whose Parquet pages all have checksums: without them a changed byte of a value cannot be noticed by anyone. No
 * shredded variants: the types of their parts stand in the footer alone, which has no checksum.
 */
const GOOD = [
  'dat__pre-multi_partitioned',
  'golden__data-skipping-basic-stats-all-types-columnmapping-id',
  'golden__dv-with-columnmapping',
  'golden__multi-part-checkpoint',
  'golden__table-with-columnmapping-mode-name',
  'golden__v2-checkpoint-parquet',
  'kerneljava__kernel-pagination-v2-checkpoint-json',
  'kernelrs__cdf-table-with-cdc-and-dvs',
  'kernelrs__with-short-dv',
  'trino__databricks133-v2_checkpoint_parquet',
  'trino__databricks153-type_widening_nested',
  'trino__databricks153-variant',
]
/** Every so many mutants the whole verification runs too: it must end without an error of its own. */
const VERIFY_EVERY = 10
const MOST_MS = 5000

const NO_PATHS = ['', '.', '%', '%zz', '%00', './', 'file:///']
const ELSEWHERE = [
  '/etc/passwd',
  '../../x',
  'a/../../x',
  'file:///etc/passwd',
  's3://b/x',
  '%2e%2e/x',
  'a//',
  '_delta_log',
]

type Files = Map<string, Uint8Array<ArrayBuffer>>

/** Damages a table; undefined when the table has nothing of that sort. Returns what was done. */
type Mutation = (files: Files, rng: Rng) => string | undefined

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'a commit is cut off inside a line': (files, rng) =>
    change(files, rng, isCommit, (bytes) => {
      const inside = positions(bytes, (i) => i > 0 && bytes[i] !== 10 && bytes[i - 1] !== 10 && i < bytes.length - 1)
      return bytes.slice(0, pick(inside, rng))
    }),
  'a line of a commit is not JSON': (files, rng) =>
    change(files, rng, isCommit, (bytes) => {
      const copy = bytes.slice()
      const signs = positions(bytes, (i) => '{}":,'.includes(String.fromCharCode(bytes[i] as number)))
      const at = pick(signs, rng)
      copy[at] = '#~\u0007]'.charCodeAt(rng.nextBelow(4))
      return isJson(copy) ? undefined : copy
    }),
  'the footer of a Parquet file is damaged': (files, rng) =>
    change(files, rng, isParquet, (bytes) => {
      const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 8, true) + 8
      return flip(bytes, bytes.length - length + rng.nextBelow(length), rng)
    }),
  'a page of a Parquet file is damaged': (files, rng) =>
    change(files, rng, isParquet, (bytes) => {
      const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 8, true) + 8
      const pages = bytes.length - length - 4
      return pages === 0 ? undefined : flip(bytes, 4 + rng.nextBelow(pages), rng)
    }),
  'a Parquet file is cut off': (files, rng) =>
    change(files, rng, isParquet, (bytes) => bytes.slice(0, rng.nextBelow(bytes.length))),
  'a deletion vector is damaged': (files, rng) =>
    change(
      files,
      rng,
      (path) => path.endsWith('.bin'),
      (bytes) => flip(bytes, rng.nextBelow(bytes.length), rng),
    ),
  'a file is missing': (files, rng) => remove(files, rng, (path) => !path.startsWith('_delta_log/')),
  'a part of a checkpoint is missing': (files, rng) =>
    remove(files, rng, (path) => /checkpoint\.|_sidecars\//.test(path)),
  'a commit before the last is missing': (files, rng) => {
    const commits = [...files.keys()].filter(isCommit).sort()
    return remove(files, rng, (path) => isCommit(path) && path !== commits.at(-1))
  },
  'a path leads elsewhere': (files, rng) =>
    edit(files, rng, /"add":\{"path":"[^"]*"/g, () => `"add":{"path":"${pick(ELSEWHERE, rng)}"`),
  'a path is none': (files, rng) => edit(files, rng, /"path":"[^"]*"/g, () => `"path":"${pick(NO_PATHS, rng)}"`),
  'a checkpoint names itself': (files, rng) =>
    edit(files, rng, /"sidecar":\{"path":"[^"]*"/g, () => {
      const own = [...files.keys()].find((path) => /checkpoint\.[^/]*$/.test(path)) ?? '_delta_log/x'
      return `"sidecar":{"path":"${pick(['../', '../../_delta_log/', ''], rng)}${own}"`
    }),
  'a size is claimed that is not': (files, rng) =>
    edit(files, rng, /"(size|sizeInBytes|cardinality|offset)":\d+/g, (found) => {
      const claims = ['10737418240', '9007199254740991', '-1', '0', '1e300', '4294967296', '2147483648']
      return found.replace(/\d+/, pick(claims, rng))
    }),
}

export interface MutantCounts {
  readonly right: number
  readonly refused: number
  /** What neither gave the right rows nor a told error, or took too long. */
  readonly wrong: readonly string[]
}

/** Damages copies of the good tables in so many ways. `now` gives milliseconds, to find what takes too long. */
export async function runMutants(
  openTable: (id: string) => MemoryStore,
  mutants: number,
  seed: number,
  now: () => number,
): Promise<MutantCounts> {
  const rng = new Rng(seed)
  const good = await Promise.all(
    GOOD.map(async (id) => {
      const files = await readFiles(openTable(id))
      return { id, files, rows: await readSorted(toStore(files)) }
    }),
  )
  const kinds = Object.entries(MUTATIONS)
  const counts = { right: 0, refused: 0 }
  const wrong: string[] = []
  for (let mutant = 0; counts.right + counts.refused + wrong.length < mutants; mutant++) {
    const { id, files, rows } = pick(good, rng)
    const [kind, mutate] = pick(kinds, rng)
    const copy = new Map(files)
    const what = mutate(copy, rng)
    if (what === undefined) continue
    const started = now()
    const outcome = await tryRead(toStore(copy), rows)
    if (mutant % VERIFY_EVERY === 0) await tryVerify(toStore(copy))
    const isSlow = now() - started > MOST_MS
    if (isSlow) wrong.push(`${mutant} ${id}: ${kind}: ${what}: slow`)
    else if (outcome === 'right' || outcome === 'refused') counts[outcome]++
    else wrong.push(`${mutant} ${id}: ${kind}: ${what}: ${outcome}`)
  }
  return { ...counts, wrong }
}

async function tryRead(store: MemoryStore, rows: readonly string[]): Promise<string> {
  try {
    const found = await readSorted(store)
    const isRight = found.length === rows.length && found.every((row, i) => row === rows[i])
    return isRight ? 'right' : `wrong rows: ${found.length} of ${rows.length}`
  } catch (error) {
    if (error instanceof DeltaError && error.where !== '' && error.message !== '') return 'refused'
    return `not told: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`
  }
}

/** Throws what is not told. */
async function tryVerify(store: MemoryStore): Promise<void> {
  try {
    await verifyTable(store)
  } catch (error) {
    if (!(error instanceof DeltaError)) throw error
  }
}

async function readSorted(store: MemoryStore): Promise<string[]> {
  const snapshot = await loadSnapshot(store)
  const rows: string[] = []
  for await (const batch of readRows(store, snapshot)) {
    for (const row of rowsOf(batch)) rows.push(formatRow(ensureSchema(snapshot), row))
  }
  return rows.sort()
}

async function readFiles(store: MemoryStore): Promise<Files> {
  const objects: StoredObject[] = await store.list('')
  const files: Files = new Map()
  for (const { path } of objects) if (!path.endsWith('.crc')) files.set(path, await store.get(path))
  return files
}

function toStore(files: Files): MemoryStore {
  const store = new MemoryStore()
  for (const [path, bytes] of files) store.set(path, bytes, 0)
  return store
}

function isCommit(path: string): boolean {
  return /^_delta_log\/\d{20}\.json$/.test(path)
}

function isParquet(path: string): boolean {
  return path.endsWith('.parquet') && !path.startsWith('_change_data/')
}

function pick<T>(items: readonly T[], rng: Rng): T {
  return items[rng.nextBelow(items.length)] as T
}

/** Undefined where there is nothing to choose from. */
function tryPick<T>(items: readonly T[], rng: Rng): T | undefined {
  return items.length === 0 ? undefined : pick(items, rng)
}

function positions(bytes: Uint8Array, holds: (index: number) => boolean): number[] {
  return Array.from(bytes.keys()).filter(holds)
}

function change(
  files: Files,
  rng: Rng,
  isMeant: (path: string) => boolean,
  damage: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> | undefined,
): string | undefined {
  const path = tryPick([...files.keys()].filter(isMeant), rng)
  if (path === undefined) return undefined
  const damaged = damage(files.get(path) as Uint8Array<ArrayBuffer>)
  if (damaged === undefined) return undefined
  files.set(path, damaged)
  return path
}

function remove(files: Files, rng: Rng, isMeant: (path: string) => boolean): string | undefined {
  const path = tryPick([...files.keys()].filter(isMeant), rng)
  if (path !== undefined) files.delete(path)
  return path
}

/** Changes one place of one JSON file of the log. */
function edit(files: Files, rng: Rng, pattern: RegExp, replace: (found: string) => string): string | undefined {
  const path = pick(
    [...files.keys()].filter((name) => /^_delta_log\/.*\.json$/.test(name)),
    rng,
  )
  const text = new TextDecoder().decode(files.get(path))
  const places = [...text.matchAll(pattern)].filter(({ index }) => !isRemoval(text, index))
  if (places.length === 0) return undefined
  const place = pick(places, rng)
  const found = place[0]
  const edited = text.slice(0, place.index) + replace(found) + text.slice(place.index + found.length)
  files.set(path, new TextEncoder().encode(edited))
  return `${path} at ${place.index}`
}

/** A removal of something else makes a log that means something else; nobody can tell. */
function isRemoval(text: string, index: number): boolean {
  return text.startsWith('{"remove"', text.lastIndexOf('\n', index) + 1)
}

function flip(bytes: Uint8Array<ArrayBuffer>, at: number, rng: Rng): Uint8Array<ArrayBuffer> {
  const copy = bytes.slice()
  copy[at] = (copy[at] as number) ^ (1 + rng.nextBelow(255))
  return copy
}

function isJson(bytes: Uint8Array): boolean {
  try {
    for (const line of new TextDecoder().decode(bytes).split('\n')) if (line.trim() !== '') JSON.parse(line)
    return true
  } catch {
    return false
  }
}
