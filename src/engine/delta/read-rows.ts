import type { ReadableStore } from '../storage/object-store.ts'
import type { Add } from './action-types.ts'
import { columnMappingMode, partitionFields } from './column-mapping.ts'
import { ensureParquet, readDataFile } from './data-file.ts'
import type { RowBatch } from './data-file.ts'
import { canonicalPath } from './data-path.ts'
import { DeltaError } from './delta-error.ts'
import type { StructField, StructType } from './schema.ts'
import type { Snapshot } from './snapshot.ts'

export interface RowsWanted {
  /** Fields of the schema, all of them by default. */
  readonly fields?: readonly StructField[]
  /** Files of the snapshot, all of them by default. */
  readonly files?: Iterable<Add>
}

/** The schema of a snapshot. Throws DELTA_SCHEMA_NOT_SET where there is none. */
export function ensureSchema({ schema, version }: Snapshot): StructType {
  if (schema !== undefined) return schema
  const message = `the table has no schema at version ${version}, so it has no rows to show`
  throw new DeltaError('DELTA_SCHEMA_NOT_SET', message, 'metaData.schemaString')
}

/** Reads the rows of a snapshot, in no promised order. Throws `DeltaError` naming the file. */
export async function* readRows(
  store: ReadableStore,
  snapshot: Snapshot,
  wanted: RowsWanted = {},
): AsyncGenerator<RowBatch> {
  if (snapshot.files.count === 0) return
  const schema = ensureSchema(snapshot)
  ensureParquet(snapshot.metadata)
  ensureNoneTwice(snapshot, store.rootPath)
  const mode = columnMappingMode(snapshot.protocol, snapshot.metadata)
  const partitions = new Set(partitionFields(snapshot.metadata, schema))
  const fields = wanted.fields ?? schema.fields
  for (const file of wanted.files ?? snapshot.files) yield* readDataFile(store, file, { fields, partitions, mode })
}

/** Throws when a data file is in the table twice, with different deletion vectors: which of them counts is not defined. */
function ensureNoneTwice({ files, version }: Snapshot, rootPath: string | undefined): void {
  const seen = new Set<string>()
  for (const { path, deletionVector } of files) {
    if (deletionVector === undefined) continue
    const canonical = canonicalPath(path, rootPath)
    if (seen.has(canonical) || files.has(canonical)) {
      const message = `version ${version} has ${path} twice, with different deletion vectors; open an older version`
      throw new DeltaError('DELTA_LOG_FILE_MALFORMED', message, path)
    }
    seen.add(canonical)
  }
}
