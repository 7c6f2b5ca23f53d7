import type { Expression } from '../predicate/expression.ts'
import type { Metadata, Protocol } from './action-types.ts'
import { evolveMetadata } from './append.ts'
import { DEFAULT_KEY } from './column-marks.ts'
import { CLUSTERING, planClustering, tryReadClustering } from './clustering.ts'
import { assignColumnMapping } from './column-mapping-writer.ts'
import { dependentsOf, ensureDefault, ensureDefaultsAllowed, looksAt } from './filled-columns.ts'
import { finishCommit } from './post-commit.ts'
import { normalizeName, planProperties } from './properties.ts'
import { neededFeatures, tryPlanProtocol } from './protocol-plan.ts'
import { ensureDistinctNames, ensureValidNames } from './schema-check.ts'
import { parseSchema } from './schema.ts'
import type { DataType, StructField, StructType } from './schema.ts'
import type { Snapshot } from './snapshot.ts'
import { ensureWritable } from './table-changes.ts'
import { checkConstraints, CONSTRAINT_PREFIX } from './table-constraints.ts'
import { runRemoveColumnMapping } from './remove-column-mapping.ts'
import { createLayout } from './table-layout.ts'
import { openTable } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import { Transaction } from './transaction.ts'
import type { OperationResult } from './transaction.ts'
import { DeltaWriteError } from './write-error.ts'
import { formatField, formatSchema } from './write-schema.ts'

/** Changes of a table that write no data file. */

/**
 * ALTER TABLE … SET TBLPROPERTIES. Features that a property needs are added to the protocol; column mapping that is switched on
 * gives the columns that are there their own names as physical names. Throws what `planProperties` throws, and
 * DELTA_UNSUPPORTED_COLUMN_MAPPING_MODE_CHANGE, DELTA_ADD_CONSTRAINTS.
 */
export async function runSetProperties(
  writer: TableWriter,
  properties: ReadonlyMap<string, string>,
): Promise<OperationResult> {
  const constraint = [...properties.keys()].find((key) => key.toLowerCase().startsWith(CONSTRAINT_PREFIX))
  if (constraint !== undefined) {
    throw new DeltaWriteError('DELTA_ADD_CONSTRAINTS', 'a constraint is no property to be set', constraint)
  }
  // Before anything is written: what is refused changes nothing.
  const planned = planProperties(properties, writer.product, 'ALTER TABLE')
  const mode = [...properties].find(([key]) => normalizeName(key) === MODE)?.[1]
  if (mode?.toLowerCase() === 'none') {
    const removed = await runRemoveColumnMapping(writer, 'none')
    if (removed.kind !== 'committed' || properties.size === 1) return removed
  }
  const begun = await begin(writer)
  const configuration = new Map([...begun.snapshot.metadata.configuration, ...planned.configuration])
  stageProperties(writer, begun, configuration, planned.features)
  const shown = JSON.stringify(Object.fromEntries(properties))
  const operation = { name: 'SET TBLPROPERTIES', parameters: { properties: shown }, metrics: {} }
  return finishCommit(writer, begun.txn, operation)
}

/**
 * ALTER TABLE … UNSET TBLPROPERTIES: features stay in the protocol. As in Spark's statement, IF EXISTS or not, a property that
 * the table does not have is no matter. Throws DELTA_UNSUPPORTED_COLUMN_MAPPING_MODE_CHANGE.
 */
export async function runUnsetProperties(writer: TableWriter, keys: readonly string[]): Promise<OperationResult> {
  const names = keys.map(normalizeName)
  if (names.includes(MODE)) {
    const removed = await runRemoveColumnMapping(writer, undefined)
    if (removed.kind !== 'committed' || keys.length === 1) return removed
  }
  const begun = await begin(writer)
  const configuration = new Map(begun.snapshot.metadata.configuration)
  for (const name of names) configuration.delete(name)
  stageProperties(writer, begun, configuration, [])
  const parameters = { properties: JSON.stringify(names), ifExists: 'true' }
  return finishCommit(writer, begun.txn, { name: 'UNSET TBLPROPERTIES', parameters, metrics: {} })
}

const MODE = 'delta.columnMapping.mode'

function stageProperties(
  writer: TableWriter,
  { snapshot, txn }: Begun,
  configuration: ReadonlyMap<string, string | undefined>,
  features: readonly string[],
): void {
  const { metadata, protocol } = snapshot
  const schema = schemaOf(snapshot)
  const before = createLayout(protocol, metadata).mode
  const mode = configuration.get(MODE)?.toLowerCase() ?? 'none'
  if (mode !== before && !(before === 'none' && mode === 'name')) {
    const what = `column mapping by ${before} cannot become ${mode}`
    throw new DeltaWriteError('DELTA_UNSUPPORTED_COLUMN_MAPPING_MODE_CHANGE', what, MODE)
  }
  const mapped =
    mode === before ? { schema, configuration } : assignColumnMapping(keepNames(schema), configuration, writer.uuid)
  const changed = { ...metadata, schemaString: formatSchema(mapped.schema), configuration: mapped.configuration }
  stage(txn, protocol, changed, features)
}

/** ALTER TABLE … ADD COLUMNS: behind the others, null in the rows that are there. */
export async function runAddColumns(writer: TableWriter, fields: readonly StructField[]): Promise<OperationResult> {
  const { snapshot, txn } = await begin(writer)
  const added = fields.map((field) => ({ ...field, nullable: true }))
  const schema: StructType = { kind: 'struct', fields: [...schemaOf(snapshot).fields, ...added] }
  ensureDistinctNames(schema)
  const isMapped = createLayout(snapshot.protocol, snapshot.metadata).mode !== 'none'
  if (!isMapped) ensureValidNames(schema)
  stage(txn, snapshot.protocol, evolveMetadata(writer, snapshot.metadata, schema, isMapped))
  const columns = JSON.stringify(fields.map(({ name }) => ({ column: name })))
  return finishCommit(writer, txn, { name: 'ADD COLUMNS', parameters: { columns }, metrics: {} })
}

/**
 * ALTER TABLE … ALTER COLUMN … SET DEFAULT, or DROP DEFAULT without a text: for rows to come. Throws what `ensureDefault` and
 * `ensureDefaultsAllowed` throw, and GENERATED_COLUMN_WITH_DEFAULT_VALUE.
 */
export async function runChangeDefault(
  writer: TableWriter,
  name: string,
  text: string | undefined,
  written?: Expression,
): Promise<OperationResult> {
  const { snapshot, txn } = await begin(writer)
  const found = findField(snapshot, name)
  const others = Object.entries(found.metadata).filter(([key]) => key !== DEFAULT_KEY)
  const metadata = Object.fromEntries(text === undefined ? others : [...others, [DEFAULT_KEY, text]])
  const field = { ...found, metadata }
  const fields = schemaOf(snapshot).fields.map((known) => (known.name === found.name ? field : known))
  const schema: StructType = { kind: 'struct', fields }
  if (text !== undefined) ensureDefault(field, 'ALTER TABLE', written)
  ensureDefaultsAllowed(snapshot.protocol, schema)
  stage(txn, snapshot.protocol, { ...snapshot.metadata, schemaString: formatSchema(schema) })
  const parameters = { column: formatField(field) }
  return finishCommit(writer, txn, { name: 'CHANGE COLUMN', parameters, metrics: {} })
}

/** ALTER TABLE … RENAME COLUMN: the metadata alone. Throws DELTA_UNSUPPORTED_RENAME_COLUMN without column mapping. */
export async function runRenameColumn(writer: TableWriter, name: string, newName: string): Promise<OperationResult> {
  const { snapshot, txn } = await begin(writer)
  ensureMapped(snapshot, 'DELTA_UNSUPPORTED_RENAME_COLUMN', `column ${name} cannot be renamed`)
  const found = findField(snapshot, name)
  ensureNoDependents(snapshot, found.name)
  const { metadata } = snapshot
  const fields = schemaOf(snapshot).fields.map((field) =>
    field.name === found.name ? { ...field, name: newName } : field,
  )
  const schema: StructType = { kind: 'struct', fields }
  ensureDistinctNames(schema)
  const partitionColumns = metadata.partitionColumns.map((column) => (column === found.name ? newName : column))
  stage(txn, snapshot.protocol, { ...metadata, schemaString: formatSchema(schema), partitionColumns })
  const parameters = { oldColumnPath: found.name, newColumnPath: newName }
  return finishCommit(writer, txn, { name: 'RENAME COLUMN', parameters, metrics: {} })
}

/**
 * ALTER TABLE … DROP COLUMN: the metadata alone; the values stay in the data files until they are written anew. Throws
 * DELTA_UNSUPPORTED_DROP_COLUMN without column mapping, DELTA_UNSUPPORTED_DROP_PARTITION_COLUMN,
 * DELTA_UNSUPPORTED_DROP_CLUSTERING_COLUMN.
 */
export async function runDropColumn(writer: TableWriter, name: string): Promise<OperationResult> {
  const { snapshot, txn } = await begin(writer)
  ensureMapped(snapshot, 'DELTA_UNSUPPORTED_DROP_COLUMN', `column ${name} cannot be dropped`)
  const found = findField(snapshot, name)
  ensureNoDependents(snapshot, found.name)
  const { metadata } = snapshot
  if (metadata.partitionColumns.includes(found.name)) {
    throw new DeltaWriteError('DELTA_UNSUPPORTED_DROP_PARTITION_COLUMN', `${name} is a partition column`, name)
  }
  const clustering = tryReadClustering(snapshot, createLayout(snapshot.protocol, metadata)) ?? []
  const needed = clustering.find((column) => column === found.name || column.startsWith(`${found.name}.`))
  if (needed !== undefined) {
    throw new DeltaWriteError('DELTA_UNSUPPORTED_DROP_CLUSTERING_COLUMN', `the table is clustered by ${needed}`, name)
  }
  const fields = schemaOf(snapshot).fields.filter((field) => field.name !== found.name)
  stage(txn, snapshot.protocol, { ...metadata, schemaString: formatSchema({ kind: 'struct', fields }) })
  const columns = JSON.stringify([found.name])
  return finishCommit(writer, txn, { name: 'DROP COLUMNS', parameters: { columns }, metrics: {} })
}

/**
 * ALTER TABLE … CLUSTER BY: by which columns OPTIMIZE orders the table from now on; none for NONE. Files stay as they are.
 * Throws DELTA_ALTER_TABLE_CLUSTER_BY_ON_PARTITIONED_TABLE_NOT_ALLOWED and what `planClustering` throws.
 */
export async function runClusterBy(writer: TableWriter, columns: readonly string[]): Promise<OperationResult> {
  const { snapshot, txn } = await begin(writer)
  const { protocol, metadata } = snapshot
  if (metadata.partitionColumns.length > 0) {
    const code = 'DELTA_ALTER_TABLE_CLUSTER_BY_ON_PARTITIONED_TABLE_NOT_ALLOWED'
    throw new DeltaWriteError(code, 'the table is partitioned, and cannot be clustered too', 'CLUSTER BY')
  }
  const layout = createLayout(protocol, metadata)
  const before = tryReadClustering(snapshot, layout)
  if (before === undefined && columns.length === 0) return { kind: 'unchanged', reason: 'the table is not clustered' }
  const raised = tryPlanProtocol([CLUSTERING], protocol)
  if (raised !== undefined) txn.stage(raised)
  txn.stage(planClustering(layout, columns))
  const parameters = { oldClusteringColumns: (before ?? []).join(','), newClusteringColumns: columns.join(',') }
  return finishCommit(writer, txn, { name: 'CLUSTER BY', parameters, metrics: {} })
}

interface Begun {
  readonly snapshot: Snapshot
  readonly txn: Transaction
}

async function begin(writer: TableWriter): Promise<Begun> {
  const snapshot = await openTable(writer)
  ensureWritable(snapshot)
  return { snapshot, txn: new Transaction(writer, snapshot) }
}

function stage(txn: Transaction, before: Protocol, metadata: Metadata, features: readonly string[] = []): void {
  const schema = parseSchema(metadata.schemaString ?? '{"type":"struct","fields":[]}')
  const protocol = tryPlanProtocol([...neededFeatures(schema, metadata.configuration), ...features], before)
  if (protocol !== undefined) txn.stage(protocol)
  txn.stage(metadata)
}

function schemaOf({ protocol, metadata }: Snapshot): StructType {
  return createLayout(protocol, metadata).schema
}

/** Files that are there know a column by its name, so that stays its physical name. */
function keepNames({ fields }: StructType): StructType {
  return {
    kind: 'struct',
    fields: fields.map((field) => ({
      ...field,
      type: keepNamesInside(field.type),
      metadata: { ...field.metadata, 'delta.columnMapping.physicalName': field.name },
    })),
  }
}

function keepNamesInside(type: DataType): DataType {
  switch (type.kind) {
    case 'struct':
      return keepNames(type)
    case 'array':
      return { ...type, element: keepNamesInside(type.element) }
    case 'map':
      return { ...type, key: keepNamesInside(type.key), value: keepNamesInside(type.value) }
    default:
      return type
  }
}

function findField(snapshot: Snapshot, name: string): StructField {
  const found = schemaOf(snapshot).fields.find((field) => field.name.toLowerCase() === name.toLowerCase())
  if (found !== undefined) return found
  throw new DeltaWriteError('DELTA_COLUMN_NOT_FOUND', `the table has no column ${name}`, name)
}

/** Throws when an expression of the table looks at a column that is to be renamed or dropped. */
function ensureNoDependents(snapshot: Snapshot, name: string): void {
  const schema = schemaOf(snapshot)
  const generated = dependentsOf(schema, name)
  if (generated.length > 0) {
    const what = `column ${name} is what other columns are generated from: ${generated.join(', ')}`
    throw new DeltaWriteError('DELTA_GENERATED_COLUMNS_DEPENDENT_COLUMN_CHANGE', what, name)
  }
  const checks = checkConstraints(snapshot.metadata.configuration).filter(({ name: check, text }) =>
    looksAt(schema, `the CHECK constraint ${check}`, text, name),
  )
  if (checks.length === 0) return
  const what = `column ${name} is what CHECK constraints look at: ${checks.map((check) => check.name).join(', ')}`
  throw new DeltaWriteError('DELTA_CONSTRAINT_DEPENDENT_COLUMN_CHANGE', what, name)
}

function ensureMapped(
  { protocol, metadata }: Snapshot,
  code: 'DELTA_UNSUPPORTED_RENAME_COLUMN' | 'DELTA_UNSUPPORTED_DROP_COLUMN',
  what: string,
): void {
  if (createLayout(protocol, metadata).mode !== 'none') return
  throw new DeltaWriteError(code, `${what}: data files know their columns by their names`, 'delta.columnMapping.mode')
}
