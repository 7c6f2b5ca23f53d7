import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Rng } from '../src/base/rng.ts'
import { formatDate, formatMillis } from '../src/base/calendar.ts'
import type { Add, Metadata, Protocol, Remove } from '../src/engine/delta/action-types.ts'
import { writeCheckpointRows } from '../src/engine/delta/checkpoint-rows.ts'
import { commitPath, LAST_CHECKPOINT, LOG_FOLDER, versionPrefix } from '../src/engine/delta/log-path.ts'
import { formatAction } from '../src/engine/delta/write-actions.ts'

/** Logs of tables without data files: what opening a table reads. Seeded, so that every machine writes the same. */

const START_MS = Date.UTC(2024, 0, 1)
const REGIONS = ['AMER', 'APAC', 'EMEA', 'LATAM']
const FIELDS = { id: 'long', name: 'string', amount: 'double', day: 'date', at: 'timestamp', region: 'string' }

const PROTOCOL: Protocol = {
  kind: 'protocol',
  minReaderVersion: 1,
  minWriterVersion: 2,
  readerFeatures: undefined,
  writerFeatures: undefined,
}

const METADATA: Metadata = {
  kind: 'metaData',
  id: '6d9c1c5e-8f2b-4d5e-9a53-0f6e6f1b7c11',
  name: undefined,
  description: undefined,
  provider: 'parquet',
  schemaString: JSON.stringify({
    type: 'struct',
    fields: Object.entries(FIELDS).map(([name, type]) => ({ name, type, nullable: true, metadata: {} })),
  }),
  partitionColumns: ['region'],
  configuration: new Map(),
  createdTime: START_MS,
}

/** How much the statistics of a file tell: of every column, or of its id alone. */
export type StatsShape = 'all' | 'id'

/** The file with that number: its ids are [1000 · number, 1000 · number + 1000). */
export function createAdd(rng: Rng, number: number, shape: StatsShape = 'all'): Add {
  const region = REGIONS[number % REGIONS.length] as string
  const hex = (digits: number): string => Array.from({ length: digits }, () => rng.nextBelow(16).toString(16)).join('')
  const atMs = START_MS + number * 1000
  const stats = {
    numRecords: 1000,
    minValues: {
      id: number * 1000,
      name: `customer-${hex(6)}`,
      amount: rng.nextBelow(1000) / 100,
      day: formatDate(19_723 + Math.floor(number / 1000)),
      at: formatMillis(atMs),
    },
    maxValues: {
      id: number * 1000 + 999,
      name: `d-${hex(6)}`,
      amount: 1000 + rng.nextBelow(1000) / 100,
      day: formatDate(19_723 + Math.floor(number / 1000)),
      at: formatMillis(atMs + 999),
    },
    nullCount: { id: 0, name: rng.nextBelow(3), amount: 0, day: 0, at: 0 },
  }
  return {
    kind: 'add',
    path: `region=${region}/part-00000-${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}.c000.snappy.parquet`,
    partitionValues: new Map([['region', region]]),
    size: 20_000 + rng.nextBelow(20_000),
    modificationTime: atMs,
    dataChange: true,
    stats: JSON.stringify(shape === 'all' ? stats : idOnly(stats)),
    deletionVector: undefined,
    tags: undefined,
    baseRowId: undefined,
    defaultRowCommitVersion: undefined,
    clusteringProvider: undefined,
  }
}

function idOnly({ numRecords, minValues, maxValues }: Readonly<Record<string, unknown>>) {
  const idOf = (values: unknown) => ({ id: (values as { readonly id: number }).id })
  return { numRecords, minValues: idOf(minValues), maxValues: idOf(maxValues) }
}

function removalOf({ path: file, partitionValues, size }: Add, deletionTimestamp: number): Remove {
  return {
    kind: 'remove',
    path: file,
    deletionTimestamp,
    dataChange: true,
    partitionValues,
    size,
    deletionVector: undefined,
  }
}

export interface LogShape {
  /** Commits in JSON, the first of version 0. */
  readonly commits: number
  /** Versions between two checkpoints; without it there are none. */
  readonly checkpointEvery?: number
  /** Files that are left from each commit on; without it each commit adds two and removes an older one. */
  readonly liveFiles?: number
  readonly stats?: StatsShape
}

export function writeCommits(folder: string, { commits, checkpointEvery, liveFiles, stats }: LogShape): void {
  mkdirSync(path.join(folder, LOG_FOLDER), { recursive: true })
  const rng = new Rng(11, 'commits')
  const live: Add[] = []
  let number = 0
  for (let version = 0; version < commits; version++) {
    const atMs = START_MS + version * 60_000
    const lines = [JSON.stringify({ commitInfo: { timestamp: atMs, operation: 'WRITE', operationParameters: {} } })]
    if (version === 0) lines.push(formatAction(PROTOCOL), formatAction(METADATA))
    for (let i = 0; i < 2; i++) live.push(createAdd(rng, number++, stats))
    lines.push(...live.slice(-2).map(formatAction))
    const removed = liveFiles === undefined ? Math.min(version, 1) : Math.max(0, live.length - liveFiles)
    for (let i = 0; i < removed; i++) {
      const [old] = live.splice(rng.nextBelow(live.length - 2), 1)
      if (old !== undefined) lines.push(formatAction(removalOf(old, atMs)))
    }
    writeFileSync(path.join(folder, commitPath(version)), `${lines.join('\n')}\n`)
    if (checkpointEvery !== undefined && version > 0 && version % checkpointEvery === 0)
      writeCheckpoint(folder, version, live)
  }
}

/** A checkpoint of that many files, and a few commits behind it, each as those of `writeCommits`. */
export function writeCheckpointed(folder: string, files: number, commits: number, stats?: StatsShape): void {
  mkdirSync(path.join(folder, LOG_FOLDER), { recursive: true })
  const rng = new Rng(12, 'checkpoint')
  const live = Array.from({ length: files }, (_, number) => createAdd(rng, number, stats))
  writeCheckpoint(folder, 10, live)
  for (let i = 1; i <= commits; i++) {
    const atMs = START_MS + i * 60_000
    const lines = [
      JSON.stringify({ commitInfo: { timestamp: atMs, operation: 'WRITE', operationParameters: {} } }),
      formatAction(createAdd(rng, files + i * 2, stats)),
      formatAction(createAdd(rng, files + i * 2 + 1, stats)),
      formatAction(removalOf(live[rng.nextBelow(files)] as Add, atMs)),
    ]
    writeFileSync(path.join(folder, commitPath(10 + i)), `${lines.join('\n')}\n`)
  }
}

function writeCheckpoint(folder: string, version: number, live: readonly Add[]): void {
  const bytes = writeCheckpointRows([PROTOCOL, METADATA, ...live], false)
  writeFileSync(path.join(folder, `${versionPrefix(version)}.checkpoint.parquet`), bytes)
  const hint = { version, size: live.length + 2, sizeInBytes: bytes.length, numOfAddFiles: live.length }
  writeFileSync(path.join(folder, LAST_CHECKPOINT), JSON.stringify(hint))
}
