import { readParquetFooter } from '../columnar/parquet-footer.ts'
import type { ParquetFooter, ParquetNode } from '../columnar/parquet-footer.ts'
import { ParquetError } from '../columnar/range-reader.ts'
import { readGroup } from '../columnar/read-plan.ts'
import type { ReadPlan } from '../columnar/read-plan.ts'
import type { ReadableStore } from '../storage/object-store.ts'
import type { RangeSource } from '../storage/range-source.ts'
import type { Add } from './action-types.ts'
import { columnMappingMode, partitionFields, physicalName } from './column-mapping.ts'
import { planField } from './data-plan.ts'
import type { PlanContext } from './data-plan.ts'
import { canonicalPath, ensureInside } from './data-path.ts'
import { readDeletionVector } from './deletion-vector.ts'
import { DeltaError } from './delta-error.ts'
import { parsePartitionValue } from './partition-value.ts'
import type { RowSet } from './roaring.ts'
import type { StructField, StructType } from './schema.ts'
import { asStoreFailure } from './snapshot.ts'
import type { Snapshot } from './snapshot.ts'
import type { DeltaValue } from './values.ts'

/** Rows of one row group of one file. */
export interface RowBatch {
  readonly file: Add
  /** One for each field of the schema that was asked for; deleted rows are still in them. */
  readonly columns: readonly ArrayLike<DeltaValue>[]
  /** Rows of the group that are in the table, by their places in the columns; undefined when all are. */
  readonly kept: Int32Array | undefined
  /** Rows that are in the table. */
  readonly rows: number
}

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

/**
 * Reads the rows of a snapshot, in no promised order. A file is checked before any row of it is given: its size, its
 * footer, its deletion vector. Throws `DeltaError` naming the file.
 */
export async function* readRows(
  store: ReadableStore,
  snapshot: Snapshot,
  wanted: RowsWanted = {},
): AsyncGenerator<RowBatch> {
  if (snapshot.files.count === 0) return
  const schema = ensureSchema(snapshot)
  const { provider } = snapshot.metadata
  if (provider.toLowerCase() !== 'parquet') {
    throw new DeltaError(
      'DELTA_DATA_FILE_UNSUPPORTED',
      `the data files are ${provider}, not Parquet`,
      'metaData.format',
    )
  }
  ensureNoneTwice(snapshot, store.rootPath)
  const mode = columnMappingMode(snapshot.protocol, snapshot.metadata)
  const partitions = new Set(partitionFields(snapshot.metadata, schema))
  const fields = wanted.fields ?? schema.fields
  for (const file of wanted.files ?? snapshot.files) {
    try {
      yield* readFile(store, file, { fields, partitions, mode })
    } catch (error) {
      throw asTold(error)
    }
  }
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

/** The rows of a batch as arrays of values in the order of the columns. */
export function* rowsOf({ columns, kept, rows }: RowBatch): Generator<DeltaValue[]> {
  for (let i = 0; i < rows; i++) {
    const row = kept === undefined ? i : (kept[i] as number)
    yield columns.map((column) => column[row])
  }
}

interface FileRequest {
  readonly fields: readonly StructField[]
  readonly partitions: ReadonlySet<StructField>
  readonly mode: PlanContext['mode']
}

async function* readFile(store: ReadableStore, file: Add, request: FileRequest): AsyncGenerator<RowBatch> {
  const source = await openDataFile(store, file)
  const footer = await readParquetFooter(source)
  const deleted = await readDeleted(store, file, source.name, footer)
  const { plans, constants } = planColumns(footer.root, file, source.name, request)
  for (const group of footer.groups) {
    const read = await readGroup(source, group, withWitness(plans, footer.root))
    const columns = request.fields.map((field, i) =>
      request.partitions.has(field) ? repeat(constants[i], group.rows) : (read[i] as ArrayLike<DeltaValue>),
    )
    const kept = deleted?.missing(group.firstRow, group.firstRow + group.rows)
    yield { file, columns, kept, rows: kept?.length ?? group.rows }
  }
}

/** The data file as the log names it. Throws when it is not there or has another size than the log says. */
export async function openDataFile(store: ReadableStore, file: Add): Promise<RangeSource> {
  const path = ensureInside(file.path, store.rootPath, file.path)
  const head = await store.tryHead(path)
  if (head === undefined) {
    throw new DeltaError(
      'DELTA_FILE_NOT_FOUND_DETAILED',
      `the log names ${path}, which is not there; it was deleted by hand or by VACUUM, so this version cannot be read`,
      path,
    )
  }
  if (head.sizeBytes !== file.size) {
    const message = `${path} has ${head.sizeBytes} bytes; the log says ${file.size}: it is not the file that was written`
    throw new DeltaError('DELTA_FILE_SIZE_MISMATCH', message, path)
  }
  return { name: path, sizeBytes: head.sizeBytes, read: (start, end) => store.getRange(path, start, end) }
}

/** The deleted rows of a file; undefined where it has no deletion vector. */
export async function readDeleted(
  store: ReadableStore,
  file: Add,
  path: string,
  { rows }: ParquetFooter,
): Promise<RowSet | undefined> {
  if (file.deletionVector === undefined) return undefined
  const deleted = await readDeletionVector(store, file.deletionVector, path)
  if (deleted.last < rows) return deleted
  throw new DeltaError(
    'DELTA_DELETION_VECTOR_INVALID_ROW_INDEX',
    `the deletion vector of ${path} deletes row ${deleted.last}; the file has ${rows} rows`,
    path,
  )
}

/** How to read each column, or for partition columns the value that all rows have. */
function planColumns(
  root: ParquetNode,
  file: Add,
  path: string,
  { fields, partitions, mode }: FileRequest,
): { plans: (ReadPlan | undefined)[]; constants: DeltaValue[] } {
  const plans: (ReadPlan | undefined)[] = []
  const constants: DeltaValue[] = []
  for (const field of fields) {
    const isPartition = partitions.has(field)
    plans.push(isPartition ? undefined : planField(root, field, { file: path, mode }))
    const where = `${path}:partitionValues.${field.name}`
    const text = isPartition ? file.partitionValues.get(physicalName(field, mode)) : undefined
    constants.push(parsePartitionValue(field.type, text, where))
  }
  return { plans, constants }
}

/**
 * The footer alone is not believed for the number of rows: where no column of the file is wanted, one is read. Its values
 * stand behind those that were asked for.
 */
function withWitness(plans: readonly (ReadPlan | undefined)[], root: ParquetNode): readonly (ReadPlan | undefined)[] {
  if (root.leaves.length === 0 || plans.some((plan) => plan !== undefined)) return plans
  return [...plans, { kind: 'struct', node: root, fields: [] }]
}

function repeat(value: DeltaValue, rows: number): DeltaValue[] {
  return new Array<DeltaValue>(rows).fill(value)
}

function asTold(error: unknown): unknown {
  if (!(error instanceof ParquetError)) return asStoreFailure(error)
  const code: ParquetErrorCode =
    error.code === 'DAMAGED_FILE' ? 'DELTA_DATA_FILE_DAMAGED' : 'DELTA_DATA_FILE_UNSUPPORTED'
  return new DeltaError(code, error.message, error.where)
}

type ParquetErrorCode = 'DELTA_DATA_FILE_DAMAGED' | 'DELTA_DATA_FILE_UNSUPPORTED'
