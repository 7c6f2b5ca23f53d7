import { readParquetFooter } from '../columnar/parquet-footer.ts'
import type { ParquetFooter, ParquetNode } from '../columnar/parquet-footer.ts'
import { ParquetError } from '../columnar/range-reader.ts'
import { readGroup } from '../columnar/read-plan.ts'
import type { ReadPlan } from '../columnar/read-plan.ts'
import type { ReadableStore } from '../storage/object-store.ts'
import { createObjectSource } from '../storage/range-source.ts'
import type { RangeSource } from '../storage/range-source.ts'
import type { DeletionVectorDescriptor, Metadata, PartitionValues } from './action-types.ts'
import { physicalName } from './column-mapping.ts'
import type { ColumnMappingMode } from './column-mapping.ts'
import { planField } from './data-plan.ts'
import { ensureInside } from './data-path.ts'
import { readDeletionVector } from './deletion-vector.ts'
import { DeltaError } from './delta-error.ts'
import { parsePartitionValue } from './partition-value.ts'
import type { RowSet } from './roaring.ts'
import type { StructField } from './schema.ts'
import { asStoreFailure } from './snapshot.ts'
import type { DeltaValue } from './values.ts'

/** What of an action is needed to read its rows. */
export interface DataFile {
  readonly path: string
  readonly partitionValues: PartitionValues
  /** Undefined where the log does not say it, as for files removed by old writers. */
  readonly size: number | undefined
  readonly deletionVector: DeletionVectorDescriptor | undefined
}

/** Rows of one row group of one file. */
export interface RowBatch {
  readonly file: DataFile
  /** One for each field that was asked for; rows that do not count are still in them. */
  readonly columns: readonly ArrayLike<DeltaValue>[]
  /** The rows of the group that count, by their places in the columns; undefined when all do. */
  readonly kept: Int32Array | undefined
  /** Rows that count. */
  readonly rows: number
}

export interface FileRequest {
  readonly fields: readonly StructField[]
  /** Fields whose value comes from the log. */
  readonly partitions: ReadonlySet<StructField>
  readonly mode: ColumnMappingMode
  /** Fields that are found by their name in any mode. */
  readonly byName?: ReadonlySet<StructField>
  /** Which rows count, by their place in the file; those without a deletion vector's by default. */
  readonly isKept?: (row: number) => boolean
}

/** The rows of a batch as arrays of values in the order of the columns. */
export function* rowsOf({ columns, kept, rows }: RowBatch): Generator<DeltaValue[]> {
  for (let i = 0; i < rows; i++) {
    const row = kept === undefined ? i : (kept[i] as number)
    yield columns.map((column) => column[row])
  }
}

/** Throws DELTA_DATA_FILE_UNSUPPORTED when the table's files are not Parquet. */
export function ensureParquet({ provider }: Metadata): void {
  if (provider.toLowerCase() === 'parquet') return
  const message = `the data files are ${provider}, not Parquet`
  throw new DeltaError('DELTA_DATA_FILE_UNSUPPORTED', message, 'metaData.format')
}

/** Reads a data file. Its size, footer and deletion vector are checked before any row is given. Throws `DeltaError`. */
export async function* readDataFile(
  store: ReadableStore,
  file: DataFile,
  request: FileRequest,
): AsyncGenerator<RowBatch> {
  try {
    yield* readBatches(store, file, request)
  } catch (error) {
    throw asTold(error)
  }
}

async function* readBatches(store: ReadableStore, file: DataFile, request: FileRequest): AsyncGenerator<RowBatch> {
  const source = await openDataFile(store, file)
  const footer = await readParquetFooter(source)
  const isKept = request.isKept
  const deleted = isKept === undefined ? await readDeleted(store, file, source.name, footer) : undefined
  const { plans, constants } = planColumns(footer.root, file, source.name, request)
  for (const group of footer.groups) {
    const read = await readGroup(source, group, withWitness(plans, footer.root))
    const columns = request.fields.map((field, i) =>
      request.partitions.has(field) ? repeat(constants[i], group.rows) : (read[i] as ArrayLike<DeltaValue>),
    )
    const end = group.firstRow + group.rows
    const kept = isKept === undefined ? deleted?.missing(group.firstRow, end) : selectRows(group.firstRow, end, isKept)
    yield { file, columns, kept, rows: kept?.length ?? group.rows }
  }
}

function selectRows(start: number, end: number, isKept: (row: number) => boolean): Int32Array {
  const kept: number[] = []
  for (let row = start; row < end; row++) if (isKept(row)) kept.push(row - start)
  return Int32Array.from(kept)
}

/** The data file as the log names it. Throws when it is not there or has another size than the log says. */
async function openDataFile(store: ReadableStore, file: DataFile): Promise<RangeSource> {
  const path = ensureInside(file.path, store.rootPath, file.path)
  const head = await store.tryHead(path)
  if (head === undefined) {
    throw new DeltaError(
      'DELTA_FILE_NOT_FOUND_DETAILED',
      `the log names ${path}, which is not there; it was deleted by hand or by VACUUM, so this version cannot be read; ask for a version without it, or put the file back`,
      path,
    )
  }
  if (file.size !== undefined && head.sizeBytes !== file.size) {
    throw sizeMismatch(path, head.sizeBytes, file.size)
  }
  return createObjectSource(store, head)
}

/** DELTA_FILE_SIZE_MISMATCH: a file has another size than the log says. */
export function sizeMismatch(path: string, sizeBytes: number, saidBytes: number): DeltaError {
  const message = `${path} has ${sizeBytes} bytes; the log says ${saidBytes}: it is not the file that was written; restore it from a copy, or ask for a version without it`
  return new DeltaError('DELTA_FILE_SIZE_MISMATCH', message, path)
}

/** The deleted rows of a file; undefined where it has no deletion vector. */
async function readDeleted(
  store: ReadableStore,
  file: DataFile,
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
  file: DataFile,
  path: string,
  request: FileRequest,
): { plans: (ReadPlan | undefined)[]; constants: DeltaValue[] } {
  const plans: (ReadPlan | undefined)[] = []
  const constants: DeltaValue[] = []
  for (const field of request.fields) {
    const isPartition = request.partitions.has(field)
    const mode = request.byName?.has(field) === true ? 'none' : request.mode
    plans.push(isPartition ? undefined : planField(root, field, { file: path, mode }))
    constants.push(isPartition ? partitionValue(file, field, request.mode, path) : undefined)
  }
  return { plans, constants }
}

/** A partition column that the action does not name at all is not null: nobody knows its value. */
function partitionValue(file: DataFile, field: StructField, mode: ColumnMappingMode, path: string): DeltaValue {
  const name = physicalName(field, mode)
  const where = `${path}:partitionValues.${name}`
  if (file.partitionValues.has(name)) return parsePartitionValue(field.type, file.partitionValues.get(name), where)
  const message = `the log has no partition value of ${path} for the column ${field.name}`
  throw new DeltaError('DELTA_INVALID_PARTITION_VALUE', message, where)
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
  const isDamaged = error.code === 'DAMAGED_FILE'
  return new DeltaError(
    isDamaged ? 'DELTA_DATA_FILE_DAMAGED' : 'DELTA_DATA_FILE_UNSUPPORTED',
    isDamaged ? `${error.message}; restore the file from a copy, or ask for a version without it` : error.message,
    error.where,
  )
}
