import type { DeltaState } from '../../../engine/delta/state.ts'
import type { FilePorts } from '../../../engine/operations/file-ports.ts'
import { readTableOperation } from '../../../engine/operations/read-table.ts'
import { runToEnd } from '../../../engine/operations/test-runs.ts'
import { MemoryStore } from '../../../engine/storage/memory-store.ts'
import type { Moment } from '../../../player/lab.ts'
import type { ReadableStore } from '../../../engine/storage/object-store.ts'

type Line = Readonly<Record<string, unknown>>

/** What tests of the bench over a table of somebody else share. */
export interface OwnRun {
  readonly end: Moment<DeltaState>
  /** Behind the commit of a version. */
  at(version: number): Moment<DeltaState>
  momentAt(position: number): Moment<DeltaState>
}

export async function readOwn(store: ReadableStore, name = 'sales'): Promise<OwnRun> {
  const ports: Pick<FilePorts, 'openTable'> = { openTable: () => Promise.resolve(store) }
  const { log, replay } = await runToEnd(await readTableOperation.open({ source: {}, name }, [], ports as FilePorts))
  const momentAt = (position: number): Moment<DeltaState> => ({
    log,
    params: { name },
    position,
    event: position === 0 ? undefined : log.event(position),
    before: replay.stateAt(Math.max(0, position - 1)) as DeltaState,
    state: replay.stateAt(position) as DeltaState,
  })
  const end = momentAt(log.length)
  return {
    end,
    momentAt,
    at: (version) => momentAt([...end.state.versions].find((of) => of.version === version)?.seq ?? 0),
  }
}

export const PROTOCOL: Line = { protocol: { minReaderVersion: 1, minWriterVersion: 2 } }

export function metaData(more: Line = {}): Line {
  const schemaString = '{"type":"struct","fields":[{"name":"id","type":"long","nullable":true,"metadata":{}}]}'
  return {
    metaData: {
      id: 'a',
      format: { provider: 'parquet', options: {} },
      schemaString,
      partitionColumns: [],
      configuration: {},
      ...more,
    },
  }
}

export function add(path: string, numRecords?: number, more: Line = {}): Line {
  const stats = numRecords === undefined ? {} : { stats: JSON.stringify({ numRecords }) }
  return { add: { path, partitionValues: {}, size: 10, modificationTime: 1, dataChange: true, ...stats, ...more } }
}

export function remove(path: string): Line {
  return { remove: { path, deletionTimestamp: 1, dataChange: true } }
}

/** A store with these commits, from version 0 on, each with a minute of its own, and objects of so many bytes. */
export function storeOf(
  commits: readonly (readonly Line[] | string)[],
  objects: Readonly<Record<string, number>> = {},
): MemoryStore {
  const store = new MemoryStore()
  commits.forEach((lines, version) => {
    const text = typeof lines === 'string' ? lines : lines.map((line) => JSON.stringify(line)).join('\n')
    store.set(`_delta_log/${`${version}`.padStart(20, '0')}.json`, new TextEncoder().encode(text), version * 60_000)
  })
  for (const [path, sizeBytes] of Object.entries(objects)) store.set(path, new Uint8Array(sizeBytes), 0)
  return store
}
