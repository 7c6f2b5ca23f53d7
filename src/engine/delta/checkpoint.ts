import { readParquetFooter } from '../columnar/parquet-footer.ts'
import type { ParquetFooter, ParquetGroup, ParquetNode } from '../columnar/parquet-footer.ts'
import { ParquetError } from '../columnar/range-reader.ts'
import { readGroup } from '../columnar/read-plan.ts'
import type { ReadPlan } from '../columnar/read-plan.ts'
import { planJsonText, planRecord } from '../columnar/record-plan.ts'
import { StoreError } from '../storage/object-store.ts'
import type { ReadableStore } from '../storage/object-store.ts'
import { createObjectSource } from '../storage/range-source.ts'
import type { RangeSource } from '../storage/range-source.ts'
import type { Add, Sidecar } from './action-types.ts'
import { parseAction } from './actions.ts'
import { DeltaError } from './delta-error.ts'
import { SIDECAR_FOLDER } from './log-path.ts'
import { parseDataPath } from './data-path.ts'
import type { CheckpointInstance } from './log-segment.ts'
import { parseActions } from './replay.ts'
import type { Replay } from './replay.ts'

/** Actions besides `add` that a checkpoint may hold. */
const FEW = ['remove', 'metaData', 'protocol', 'txn', 'domainMetadata', 'checkpointMetadata', 'sidecar'] as const

/**
 * Replays a checkpoint of any kind: classic, in parts, or V2 in JSON or Parquet with its sidecars. Throws
 * DELTA_CHECKPOINT_DAMAGED when a file of it is missing, is not whole or does not have the size that the checkpoint says.
 */
export async function replayCheckpoint(
  store: ReadableStore,
  checkpoint: CheckpointInstance,
  replay: Replay,
): Promise<void> {
  const sidecars: Sidecar[] = []
  for (const { path, sizeBytes } of checkpoint.files) {
    try {
      if (checkpoint.format === 'json') replayJson(await store.get(path), path, replay, sidecars)
      else await replayParquet(store, path, sizeBytes, replay, sidecars)
    } catch (error) {
      throw asDamaged(error, path)
    }
  }
  for (const sidecar of sidecars) {
    const path = sidecarPath(sidecar, store.rootPath)
    const inside: Sidecar[] = []
    try {
      await replayParquet(store, path, sidecar.sizeInBytes, replay, inside)
    } catch (error) {
      throw asDamaged(error, path)
    }
    if (inside.length > 0) throw asDamaged(new Error('a sidecar may not name sidecars'), path)
  }
}

/** The sidecars of a checkpoint, in its order; one in parts has none. Throws as `replayCheckpoint` does. */
export async function readSidecars(store: ReadableStore, checkpoint: CheckpointInstance): Promise<readonly Sidecar[]> {
  const sidecars: Sidecar[] = []
  if (checkpoint.kind === 'multiPartCheckpoint') return sidecars
  for (const { path, sizeBytes } of checkpoint.files) {
    try {
      if (checkpoint.format === 'json') {
        const actions = [...parseActions(await store.get(path), path)]
        sidecars.push(...actions.filter((action) => action.kind === 'sidecar'))
      } else sidecars.push(...(await readSidecarColumn(await openSource(store, path, sizeBytes))))
    } catch (error) {
      throw asDamaged(error, path)
    }
  }
  return sidecars
}

async function readSidecarColumn(source: RangeSource): Promise<Sidecar[]> {
  const footer = await readParquetFooter(source)
  const node = tryChild(footer.root, 'sidecar')
  const sidecars: Sidecar[] = []
  if (node === undefined) return sidecars
  for (const group of footer.groups) {
    const [column = []] = await readGroup(source, group, [planAction(node)])
    for (let row = 0; row < group.rows; row++) {
      if (column[row] === undefined) continue
      const action = parseAction({ sidecar: column[row] }, `${source.name}:${group.firstRow + row + 1}`)
      if (action?.kind === 'sidecar') sidecars.push(action)
    }
  }
  return sidecars
}

function replayJson(bytes: Uint8Array, path: string, replay: Replay, sidecars: Sidecar[]): void {
  for (const action of parseActions(bytes, path)) {
    if (action.kind === 'sidecar') sidecars.push(action)
    else replay.apply(action)
  }
}

/** Sidecars lie in a folder of their own; their path is a name there, or leads there. */
function sidecarPath({ path }: Sidecar, rootPath: string | undefined): string {
  const parsed = parseDataPath(path, rootPath, path)
  const isName = parsed.kind === 'inside' && !parsed.path.includes('/')
  const full = isName ? SIDECAR_FOLDER + parsed.path : parsed.path
  if (full.startsWith(SIDECAR_FOLDER)) return full
  throw asDamaged(new Error('a sidecar lies outside of _sidecars'), path)
}

async function replayParquet(
  store: ReadableStore,
  path: string,
  sizeBytes: number,
  replay: Replay,
  sidecars: Sidecar[],
): Promise<void> {
  const source = await openSource(store, path, sizeBytes)
  const footer = await readParquetFooter(source)
  for (const group of footer.groups) {
    await replayFew(source, footer, group, replay, sidecars)
    await replayAdds(store, source, footer, group, replay)
  }
}

/** A file of the store whose size is what somebody said of it. */
async function openSource(store: ReadableStore, path: string, sizeBytes: number): Promise<RangeSource> {
  const head = await store.tryHead(path)
  if (head === undefined) throw new Error('it is not there')
  if (head.sizeBytes !== sizeBytes) throw new Error(`it has ${head.sizeBytes} bytes, not ${sizeBytes}`)
  return createObjectSource(store, head)
}

async function replayFew(
  source: RangeSource,
  footer: ParquetFooter,
  group: ParquetGroup,
  replay: Replay,
  sidecars: Sidecar[],
): Promise<void> {
  const nodes = FEW.map((name) => tryChild(footer.root, name))
  const columns = await readGroup(
    source,
    group,
    nodes.map((node) => (node === undefined ? undefined : planAction(node))),
  )
  FEW.forEach((name, i) => {
    const column = columns[i] as ArrayLike<unknown>
    for (let row = 0; row < group.rows; row++) {
      if (column[row] === undefined) continue
      const action = parseAction({ [name]: column[row] }, `${source.name}:${group.firstRow + row + 1}`)
      if (action?.kind === 'sidecar') sidecars.push(action)
      else if (action !== undefined) replay.apply(action)
    }
  })
}

/** Leaves out what is not read of actions, so that columns of a later protocol do not matter. */
const UNREAD = new Set(['stats_parsed', 'partitionValues_parsed', 'stats'])

function planAction(node: ParquetNode): ReadPlan {
  const children = node.children.filter((child) => !UNREAD.has(child.name))
  return planRecord({ ...node, children })
}

const ADD_FIELDS = [
  'path',
  'partitionValues',
  'size',
  'modificationTime',
  'stats',
  'deletionVector',
  'tags',
  'baseRowId',
  'defaultRowCommitVersion',
  'clusteringProvider',
] as const

/** Adds are many: they are read by columns, without an object for each in between. */
async function replayAdds(
  store: ReadableStore,
  source: RangeSource,
  footer: ParquetFooter,
  group: ParquetGroup,
  replay: Replay,
): Promise<void> {
  const add = tryChild(footer.root, 'add')
  if (add === undefined) return
  const nodes = ADD_FIELDS.map((name) => tryChild(add, name))
  const parsed = tryChild(add, 'stats_parsed')
  const plans = nodes.map((node) => (node === undefined ? undefined : planRecord(node)))
  const columns = await readGroup(source, group, [...plans, parsed === undefined ? undefined : planJsonText(parsed)])
  const [paths, partitions, sizes, times, stats] = columns as [Column, Column, Column, Column, Column]
  const rest = ADD_FIELDS.slice(5).map((name, i) => [name, columns[i + 5] as Column] as const)
  const parsedStats = columns[ADD_FIELDS.length] as Column
  for (let row = 0; row < group.rows; row++) {
    if (row % ROWS_AT_ONCE === 0) await store.rest?.(group.firstRow + row, footer.rows, 'rows of the checkpoint')
    if (paths[row] === undefined) continue
    const fields: Record<string, unknown> = {
      path: paths[row],
      size: sizes[row],
      modificationTime: times[row],
      stats: stats[row] ?? parsedStats[row],
    }
    const entries = partitions[row] as readonly (readonly [string, string | undefined])[] | undefined
    if (entries !== undefined && entries.length > 0) {
      fields['partitionValues'] = Object.fromEntries(entries.map(([key, value]) => [key, value ?? null]))
    }
    for (const [name, column] of rest) {
      const value = column[row]
      if (value === undefined) continue
      fields[name] = name === 'tags' ? Object.fromEntries(value as [string, unknown][]) : value
    }
    replay.apply(parseAction({ add: fields }, `${source.name}:${group.firstRow + row + 1}`) as Add)
  }
}

type Column = ArrayLike<unknown>

/** Rows that are replayed before others may go on. */
const ROWS_AT_ONCE = 4096

function tryChild(node: ParquetNode, name: string): ParquetNode | undefined {
  return node.children.find((child) => child.name === name)
}

function asDamaged(error: unknown, path: string): unknown {
  const isTold = error instanceof DeltaError || error instanceof ParquetError || error instanceof StoreError
  if (error instanceof StoreError && error.code === 'READ_FAILED') return error
  const message = error instanceof Error ? error.message : 'it cannot be read'
  return new DeltaError(
    'DELTA_CHECKPOINT_DAMAGED',
    `the checkpoint file ${path} cannot be used: ${message}`,
    isTold ? error.where : path,
  )
}
