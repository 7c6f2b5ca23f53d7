import { formatMillis } from '../../base/calendar.ts'
import type { ReadableStore } from '../storage/object-store.ts'
import type { DeltaError } from './delta-error.ts'
import { tryCountAllRows } from './file-stats.ts'
import { readHistory, shownInfo } from './history.ts'
import { listLog } from './log-segment.ts'
import { asStoreFailure, loadSnapshot } from './snapshot.ts'
import type { SnapshotTarget } from './snapshot.ts'
import { supportedFeatures } from './table-features.ts'

/** A table at one version, in plain data. */
export interface TableSummary {
  readonly version: number
  readonly protocol: {
    readonly minReaderVersion: number
    readonly minWriterVersion: number
    readonly readerFeatures?: readonly string[]
    readonly writerFeatures?: readonly string[]
  }
  /** By name, those that the versions of the protocol imply included. */
  readonly features: readonly string[]
  /** Active files. */
  readonly files: number
  /** Rows by the files' statistics less their deleted rows; null where a file's statistics do not tell. */
  readonly rows: number | null
  readonly sizeBytes: number
  readonly partitionColumns: readonly string[]
  /** As the log has it, parsed; null where the table was made without columns. */
  readonly schema: unknown
  /** The newest first; times in ISO 8601, UTC. */
  readonly history: readonly (Readonly<Record<string, unknown>> & {
    readonly version: number
    readonly timestamp: string
  })[]
  /** Checkpoints that were passed over; left out where there are none. */
  readonly warnings?: readonly ToldError[]
}

interface ToldError {
  readonly code: string
  readonly message: string
  readonly where: string
}

/** Reads the log, no data file. Throws as `loadSnapshot` does. */
export async function inspectTable(store: ReadableStore, target: SnapshotTarget = {}): Promise<TableSummary> {
  const snapshot = await loadSnapshot(store, target)
  const { version, protocol, metadata, files, warnings } = snapshot
  const { minReaderVersion, minWriterVersion, readerFeatures, writerFeatures } = protocol
  try {
    const history = await readHistory(store, await listLog(store), metadata, version)
    return {
      version,
      protocol: {
        minReaderVersion,
        minWriterVersion,
        ...(readerFeatures === undefined ? {} : { readerFeatures }),
        ...(writerFeatures === undefined ? {} : { writerFeatures }),
      },
      features: supportedFeatures(protocol),
      files: files.count,
      rows: tryCountAllRows(files) ?? null,
      sizeBytes: files.sizeBytes,
      partitionColumns: metadata.partitionColumns,
      schema: metadata.schemaString === undefined ? null : (JSON.parse(metadata.schemaString) as unknown),
      history: history.map((entry) => ({
        version: entry.version,
        timestamp: formatMillis(entry.timestamp),
        ...shownInfo(entry.info),
        ...(entry.error === undefined ? {} : { error: tell(entry.error) }),
      })),
      ...(warnings.length === 0 ? {} : { warnings: warnings.map(tell) }),
    }
  } catch (error) {
    throw asStoreFailure(error)
  }
}

function tell({ code, message, where }: DeltaError): ToldError {
  return { code, message, where }
}
