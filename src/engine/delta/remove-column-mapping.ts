import type { Add } from './action-types.ts'
import { planClustering, tryReadClustering } from './clustering.ts'
import { withoutColumnMapping } from './column-mapping-writer.ts'
import { readFileRows } from './file-rows.ts'
import { sortedFiles } from './plan-files.ts'
import { finishCommit } from './post-commit.ts'
import { findInvalidName } from './schema-check.ts'
import { ensureWritable } from './table-changes.ts'
import { createLayout } from './table-layout.ts'
import { openTable } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import { Transaction } from './transaction.ts'
import type { OperationResult } from './transaction.ts'
import { DeltaWriteError } from './write-error.ts'
import { writeFiles } from './write-files.ts'
import { formatSchema } from './write-schema.ts'

/**
 * Takes the column mapping off a table (RemoveColumnMappingCommand.scala, Delta 3.3 and later): each file is written anew with
 * the names that columns have now, also where none is mapped. `mode` is what the property is from here on: "none" when it was
 * set, nothing when it was unset. The feature stays in the protocol. Throws
 * DELTA_INVALID_COLUMN_NAMES_WHEN_REMOVING_COLUMN_MAPPING.
 */
export async function runRemoveColumnMapping(writer: TableWriter, mode: 'none' | undefined): Promise<OperationResult> {
  const snapshot = await openTable(writer)
  ensureWritable(snapshot)
  const { protocol, metadata } = snapshot
  const mapped = createLayout(protocol, metadata)
  const invalid = findInvalidName(mapped.schema)
  if (invalid !== undefined) {
    const what = `a file cannot have a column of the name "${invalid}"`
    throw new DeltaWriteError('DELTA_INVALID_COLUMN_NAMES_WHEN_REMOVING_COLUMN_MAPPING', what, invalid)
  }
  const plain = withoutColumnMapping(mapped.schema, metadata.configuration, mode)
  const changed = { ...metadata, schemaString: formatSchema(plain.schema), configuration: plain.configuration }
  const layout = createLayout(protocol, changed)
  const txn = new Transaction(writer, snapshot)
  txn.readWholeTable()
  txn.stage(changed)
  // They are kept by their names in data files, too.
  const clustering = tryReadClustering(snapshot, mapped) ?? []
  if (clustering.length > 0) txn.stage(planClustering(layout, clustering))
  const files = sortedFiles(snapshot)
  const adds: Add[] = []
  for (const file of files) {
    const { rows } = await readFileRows(writer, snapshot, file)
    adds.push(...(await writeFiles({ ...writer, mostRowsPerFile: Infinity }, layout, rows, false)))
  }
  txn.stageRemoves(files, false)
  txn.stage(...adds)
  const metrics = { numOutputBytes: adds.reduce((sum, { size }) => sum + size, 0) }
  return finishCommit(writer, txn, { name: 'REMOVE COLUMN MAPPING', parameters: {}, metrics })
}
