import type { Metadata } from './action-types.ts'
import { assignColumnMapping } from './column-mapping-writer.ts'
import { fillGenerated } from './filled-columns.ts'
import { finishCommit } from './post-commit.ts'
import { neededFeatures, tryPlanProtocol } from './protocol-plan.ts'
import { alignRows, ensureRowsAllowed } from './schema-check.ts'
import type { NewRows } from './schema-check.ts'
import type { StructType } from './schema.ts'
import type { Snapshot } from './snapshot.ts'
import { ensureWritable } from './table-changes.ts'
import { createLayout, resolvePlanned } from './table-layout.ts'
import type { Planned, TableLayout } from './table-layout.ts'
import { tableConstraints } from './table-constraints.ts'
import { openTable } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import { Transaction } from './transaction.ts'
import type { OperationResult } from './transaction.ts'
import type { Row } from './write-files.ts'
import { writeFiles } from './write-files.ts'
import { formatSchema } from './write-schema.ts'

/** Makes a write happen once: one whose version was recorded already is skipped (`txnAppId`, `txnVersion`). */
export interface AppTransaction {
  readonly appId: string
  readonly version: number
}

export interface AppendOptions {
  /** Adds columns that the table does not have. */
  readonly mergeSchema?: boolean
  readonly txn?: AppTransaction
  /** The rows come from the table itself (INSERT … SELECT), so that the append is not blind. */
  readonly readsTable?: boolean
}

/**
 * Adds rows to the latest version. Throws what the rows violate; `unchanged` when the application transaction was recorded
 * before.
 */
export async function runAppend(
  writer: TableWriter,
  given: Planned<NewRows>,
  { mergeSchema = false, txn: app, readsTable = false }: AppendOptions = {},
): Promise<OperationResult> {
  const snapshot = await openTable(writer)
  ensureWritable(snapshot)
  const txn = new Transaction(writer, snapshot)
  if (readsTable) txn.readWholeTable()
  const skipped = stageAppTransaction(writer, txn, app)
  if (skipped !== undefined) return skipped
  const rows = resolvePlanned(given, createLayout(snapshot.protocol, snapshot.metadata))
  const fitted = fitRows(writer, txn, snapshot, rows, mergeSchema)
  const adds = await writeFiles(writer, fitted.layout, fitted.rows, true)
  txn.stage(...adds)
  const partitionBy = JSON.stringify(snapshot.metadata.partitionColumns)
  return finishCommit(writer, txn, {
    name: 'WRITE',
    parameters: { mode: 'Append', partitionBy },
    metrics: {
      numFiles: adds.length,
      numOutputRows: fitted.rows.length,
      numOutputBytes: adds.reduce((sum, { size }) => sum + size, 0),
    },
  })
}

/** Stages the version of an application; a result when that version was recorded already. */
export function stageAppTransaction(
  writer: TableWriter,
  txn: Transaction,
  app: AppTransaction | undefined,
): OperationResult | undefined {
  if (app === undefined) return undefined
  const { appId, version } = app
  const last = txn.readAppVersion(appId)
  if (last !== undefined && version <= last) {
    return {
      kind: 'unchanged',
      reason: `version ${version} of ${appId} is not newer than version ${last}, which is recorded`,
    }
  }
  txn.stage({ kind: 'txn', appId, version, lastUpdated: writer.now() })
  return undefined
}

export interface FittedRows {
  readonly layout: TableLayout
  readonly rows: readonly Row[]
}

/** Rows as the table takes them; a schema that grows is staged. Throws what they violate. */
export function fitRows(
  writer: TableWriter,
  txn: Transaction,
  { protocol, metadata }: Snapshot,
  rows: NewRows,
  mergeSchema: boolean,
): FittedRows {
  const layout = createLayout(protocol, metadata)
  const aligned = alignRows(layout.schema, rows, mergeSchema)
  const constraints = tableConstraints(metadata.configuration, aligned.schema)
  const filled = fillGenerated(aligned.schema, rows.schema, aligned.rows)
  ensureRowsAllowed(aligned.schema, constraints, filled)
  if (aligned.schema.fields.length === layout.schema.fields.length) return { layout, rows: filled }
  const evolved = evolveMetadata(writer, metadata, aligned.schema, layout.mode !== 'none')
  const newProtocol = tryPlanProtocol(neededFeatures(aligned.schema, evolved.configuration), protocol)
  if (newProtocol !== undefined) txn.stage(newProtocol)
  txn.stage(evolved)
  return { layout: createLayout(newProtocol ?? protocol, evolved), rows: filled }
}

/** Metadata with another schema; its new columns are mapped where columns are. */
export function evolveMetadata(
  writer: TableWriter,
  metadata: Metadata,
  schema: StructType,
  isMapped: boolean,
): Metadata {
  const { configuration } = metadata
  const mapped = isMapped ? assignColumnMapping(schema, configuration, writer.uuid) : { schema, configuration }
  return { ...metadata, schemaString: formatSchema(mapped.schema), configuration: mapped.configuration }
}
