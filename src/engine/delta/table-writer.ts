import type { Rng } from '../../base/rng.ts'
import type { ParquetCodec } from '../columnar/parquet-rows.ts'
import type { ObjectStore } from '../storage/object-store.ts'
import type { IsolationLevel, Product } from './isolation.ts'
import { loadSnapshot } from './snapshot.ts'
import type { Snapshot, SnapshotTarget } from './snapshot.ts'
import type { StepBody, WriteStep } from './write-steps.ts'

/** Who writes, and where. Time and names come in, so that equal writers write equal bytes. */
export interface TableWriter {
  /** Name of the writer in its steps. */
  readonly actor: string
  readonly store: ObjectStore
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** A new UUID in lower case with each call. */
  readonly uuid: () => string
  readonly onStep?: (step: WriteStep) => void
  /** Whose rules and defaults hold: those of open-source Delta, or of Databricks. */
  readonly product: Product
  /** In place of the product's default and the table's property. */
  readonly isolation?: IsolationLevel
  /** Databricks' row-level concurrency: two commits that mark different rows of a file do not conflict. */
  readonly hasRowLevelConcurrency?: boolean
  /** Commits that are tried at most; Delta's default is 10,000,000. */
  readonly mostAttempts?: number
  readonly codec?: ParquetCodec
  /** Rows of one data file at most; all rows of a partition are one file by default. */
  readonly mostRowsPerFile?: number
  /** False leaves checkpoints and the cleaning of the log to the caller. */
  readonly hasCheckpoints?: boolean
}

/** Reports a step of a writer. */
export function report(writer: TableWriter, body: StepBody): void {
  writer.onStep?.({ actor: writer.actor, atMs: writer.now(), ...body })
}

/** Random UUIDs (version 4) from a seed. */
export function createUuids(rng: Rng): () => string {
  return () => {
    const words = Array.from({ length: 4 }, () => rng.nextUint32().toString(16).padStart(8, '0'))
    const hex = words.join('')
    const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
  }
}

/** The table that an operation starts from. Throws as `loadSnapshot` does. */
export async function openTable(writer: TableWriter, target: SnapshotTarget = {}): Promise<Snapshot> {
  const snapshot = await loadSnapshot(writer.store, target)
  const { version, segment, files } = snapshot
  const checkpoint = segment.checkpoint?.version
  report(writer, {
    kind: 'snapshotLoaded',
    version,
    checkpoint,
    commits: segment.commits.length,
    files: files.count,
  })
  return snapshot
}
