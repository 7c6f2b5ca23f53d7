import type { Metadata, Protocol, TextMap } from './action-types.ts'
import { CLUSTERING, planClustering } from './clustering.ts'
import { tryGeneration } from './column-marks.ts'
import { assignColumnMapping } from './column-mapping-writer.ts'
import { ensureDefaultsAllowed, ensureFillable, fillGenerated } from './filled-columns.ts'
import type { WrittenExpressions } from './filled-columns.ts'
import { LOG_FOLDER } from './log-path.ts'
import { listLog } from './log-segment.ts'
import { finishCommit } from './post-commit.ts'
import { planProperties } from './properties.ts'
import { neededFeatures, tryPlanProtocol } from './protocol-plan.ts'
import { alignRows, ensureDistinctNames, ensureRowsAllowed, ensureValidNames } from './schema-check.ts'
import type { NewRows } from './schema-check.ts'
import type { StructType } from './schema.ts'
import { tableConstraints } from './table-constraints.ts'
import { createLayout } from './table-layout.ts'
import type { TableWriter } from './table-writer.ts'
import { Transaction } from './transaction.ts'
import type { OperationResult } from './transaction.ts'
import { DeltaWriteError } from './write-error.ts'
import { writeFiles } from './write-files.ts'
import { formatSchema } from './write-schema.ts'

export interface TableDefinition {
  readonly schema: StructType
  readonly partitionColumns?: readonly string[]
  /** Columns of a clustered table; not beside partition columns. */
  readonly clusterBy?: readonly string[]
  readonly configuration?: TextMap
  readonly name?: string
  readonly description?: string
  /** Expressions of the columns as a statement has written them. */
  readonly written?: WrittenExpressions
}

/**
 * Makes a table, with rows where some are given. Throws DELTA_TABLE_ALREADY_EXISTS when there is one, and what is wrong with
 * the definition; of two who make one table at once, the later one conflicts.
 */
export async function runCreate(
  writer: TableWriter,
  definition: TableDefinition,
  rows?: NewRows,
): Promise<OperationResult> {
  const { latest } = await listLog(writer.store)
  if (latest !== undefined) {
    const what = `there is a Delta table here already, at version ${latest}`
    throw new DeltaWriteError('DELTA_TABLE_ALREADY_EXISTS', what, LOG_FOLDER)
  }
  const { protocol, metadata } = planTable(writer, definition)
  const txn = new Transaction(writer, undefined)
  txn.stage(protocol, metadata)
  const { clusterBy = [] } = definition
  if (clusterBy.length > 0) txn.stage(planClustering(createLayout(protocol, metadata), clusterBy))
  const { partitionColumns } = metadata
  const partitionBy = JSON.stringify(partitionColumns)
  if (rows === undefined) {
    const properties = JSON.stringify(Object.fromEntries(definition.configuration ?? []))
    const parameters = {
      partitionBy,
      clusterBy: JSON.stringify(clusterBy),
      description: '',
      isManaged: 'false',
      properties,
    }
    return finishCommit(writer, txn, { name: 'CREATE TABLE', parameters, metrics: {} })
  }
  const layout = createLayout(protocol, metadata)
  const aligned = alignRows(layout.schema, rows, false)
  const filled = fillGenerated(layout.schema, rows.schema, aligned.rows)
  ensureRowsAllowed(layout.schema, tableConstraints(metadata.configuration, layout.schema), filled)
  const adds = await writeFiles(writer, layout, filled, true)
  txn.stage(...adds)
  const metrics = {
    numFiles: adds.length,
    numOutputRows: rows.rows.length,
    numOutputBytes: adds.reduce((sum, { size }) => sum + size, 0),
  }
  return finishCommit(writer, txn, { name: 'WRITE', parameters: { mode: 'ErrorIfExists', partitionBy }, metrics })
}

/** The first two actions of a table. Throws what is wrong with its definition. */
export function planTable(
  writer: TableWriter,
  {
    schema,
    partitionColumns = [],
    clusterBy = [],
    configuration: given = new Map(),
    name,
    description,
    written,
  }: TableDefinition,
): { readonly protocol: Protocol; readonly metadata: Metadata } {
  ensureDistinctNames(schema)
  const folded = new Set(schema.fields.map((field) => field.name.toLowerCase()))
  const unknown = partitionColumns.find((column) => !folded.has(column.toLowerCase()))
  if (unknown !== undefined) {
    throw new DeltaWriteError('DELTA_COLUMN_NOT_FOUND', `the partition column ${unknown} is not in the schema`, unknown)
  }
  if (schema.fields.length > 0 && partitionColumns.length === schema.fields.length) {
    const what = 'all columns are partition columns, so that data files would be without any'
    throw new DeltaWriteError('ALL_PARTITION_COLUMNS_NOT_ALLOWED', what, 'partitionColumns')
  }
  if (clusterBy.length > 0 && partitionColumns.length > 0) {
    const what = 'a table is clustered or partitioned, and not both'
    throw new DeltaWriteError('DELTA_CLUSTER_BY_WITH_PARTITIONED_BY', what, 'CLUSTER BY')
  }
  const { configuration, features: wanted } = planProperties(given, writer.product, 'CREATE TABLE')
  const clustering = clusterBy.length > 0 ? [CLUSTERING] : []
  const generated = schema.fields.some((field) => tryGeneration(field) !== undefined) ? ['generatedColumns'] : []
  const features = [...neededFeatures(schema, configuration), ...generated, ...wanted, ...clustering]
  ensureFillable(schema, written)
  const protocol = tryPlanProtocol(features, undefined) as Protocol
  ensureDefaultsAllowed(protocol, schema)
  const isMapped = (configuration.get('delta.columnMapping.mode') ?? 'none') !== 'none'
  if (!isMapped) ensureValidNames(schema)
  const mapped = isMapped ? assignColumnMapping(schema, configuration, writer.uuid) : { schema, configuration }
  const metadata: Metadata = {
    kind: 'metaData',
    id: writer.uuid(),
    name,
    description,
    provider: 'parquet',
    schemaString: formatSchema(mapped.schema),
    partitionColumns,
    configuration: mapped.configuration,
    createdTime: writer.now(),
  }
  return { protocol, metadata }
}
