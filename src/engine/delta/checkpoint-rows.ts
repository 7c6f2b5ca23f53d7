import { writeParquetRows } from '../columnar/parquet-rows.ts'
import type { Action, DeletionVectorDescriptor, TextMap } from './action-types.ts'
import { createParquetColumn } from './parquet-columns.ts'
import type { DataType, StructField, StructType } from './schema.ts'
import type { DeltaValue } from './values.ts'

/** The actions that a checkpoint may hold. */
export type CheckpointAction = Exclude<Action, { readonly kind: 'commitInfo' | 'cdc' }>

const STRING: DataType = { kind: 'string' }
const LONG: DataType = { kind: 'long' }
const INTEGER: DataType = { kind: 'integer' }
const BOOLEAN: DataType = { kind: 'boolean' }
const TEXTS: DataType = { kind: 'map', key: STRING, value: STRING, valueContainsNull: true }
const NAMES: DataType = { kind: 'array', element: STRING, containsNull: true }

const VECTOR = struct({
  storageType: STRING,
  pathOrInlineDv: STRING,
  offset: INTEGER,
  sizeInBytes: INTEGER,
  cardinality: LONG,
})

/** The columns of a checkpoint (PROTOCOL.md, Checkpoint Schema). */
const COLUMNS = {
  txn: struct({ appId: STRING, version: LONG, lastUpdated: LONG }),
  add: struct({
    path: STRING,
    partitionValues: TEXTS,
    size: LONG,
    modificationTime: LONG,
    dataChange: BOOLEAN,
    stats: STRING,
    tags: TEXTS,
    deletionVector: VECTOR,
    baseRowId: LONG,
    defaultRowCommitVersion: LONG,
    clusteringProvider: STRING,
  }),
  remove: struct({
    path: STRING,
    deletionTimestamp: LONG,
    dataChange: BOOLEAN,
    extendedFileMetadata: BOOLEAN,
    partitionValues: TEXTS,
    size: LONG,
    deletionVector: VECTOR,
  }),
  metaData: struct({
    id: STRING,
    name: STRING,
    description: STRING,
    format: struct({ provider: STRING, options: TEXTS }),
    schemaString: STRING,
    partitionColumns: NAMES,
    configuration: TEXTS,
    createdTime: LONG,
  }),
  protocol: struct({
    minReaderVersion: INTEGER,
    minWriterVersion: INTEGER,
    readerFeatures: NAMES,
    writerFeatures: NAMES,
  }),
  domainMetadata: struct({ domain: STRING, configuration: STRING, removed: BOOLEAN }),
  checkpointMetadata: struct({ version: LONG }),
  sidecar: struct({ path: STRING, sizeInBytes: LONG, modificationTime: LONG }),
} as const

type Kind = keyof typeof COLUMNS

/** The columns that every checkpoint in Parquet has; the others are there where an action needs them. */
const ALWAYS: readonly Kind[] = ['txn', 'add', 'remove', 'metaData', 'protocol', 'domainMetadata']
const FILES: readonly Kind[] = ['add', 'remove']

function struct(fields: Readonly<Record<string, DataType>>): StructType {
  return {
    kind: 'struct',
    fields: Object.entries(fields).map(([name, type]) => ({ name, type, nullable: true, metadata: {} })),
  }
}

/** A checkpoint file in Parquet, one row for each action; a sidecar holds files only. */
export function writeCheckpointRows(actions: readonly CheckpointAction[], isSidecar: boolean): Uint8Array<ArrayBuffer> {
  const used = new Set(actions.map(({ kind }) => kind))
  const kinds = isSidecar
    ? FILES
    : (Object.keys(COLUMNS) as Kind[]).filter((kind) => ALWAYS.includes(kind) || used.has(kind))
  const values = actions.map(toValues)
  const columns = kinds.map((kind) => {
    const field: StructField = { name: kind, type: COLUMNS[kind], nullable: true, metadata: {} }
    return createParquetColumn(
      field,
      'none',
      actions.map((action, i) => (action.kind === kind ? values[i] : undefined)),
    )
  })
  return writeParquetRows(columns, 'SNAPPY')
}

/** The fields of an action in the order of its column. */
function toValues(action: CheckpointAction): readonly DeltaValue[] {
  switch (action.kind) {
    case 'txn':
      return [action.appId, toLong(action.version), toLong(action.lastUpdated)]
    case 'add':
      return [
        ...[action.path, toMap(action.partitionValues), toLong(action.size), toLong(action.modificationTime)],
        ...[false, action.stats, action.tags && toMap(action.tags), toVector(action.deletionVector)],
        ...[toLong(action.baseRowId), toLong(action.defaultRowCommitVersion), action.clusteringProvider],
      ]
    case 'remove': {
      const { path, deletionTimestamp, partitionValues, size, deletionVector } = action
      const isExtended = partitionValues !== undefined && size !== undefined
      return [
        ...[path, toLong(deletionTimestamp), false, isExtended, partitionValues && toMap(partitionValues)],
        ...[toLong(size), toVector(deletionVector)],
      ]
    }
    case 'metaData':
      return [
        ...[action.id, action.name, action.description, [action.provider, []], action.schemaString],
        ...[action.partitionColumns, toMap(action.configuration), toLong(action.createdTime)],
      ]
    case 'protocol':
      return [action.minReaderVersion, action.minWriterVersion, action.readerFeatures, action.writerFeatures]
    case 'domainMetadata':
      return [action.domain, action.configuration, action.removed]
    case 'checkpointMetadata':
      return [toLong(action.version)]
    case 'sidecar':
      return [action.path, toLong(action.sizeInBytes), 0n]
  }
}

function toLong(value: number | bigint | undefined): bigint | undefined {
  return value === undefined ? undefined : BigInt(value)
}

function toMap(map: TextMap): DeltaValue {
  return [...map]
}

function toVector(vector: DeletionVectorDescriptor | undefined): DeltaValue {
  if (vector === undefined) return undefined
  const { storageType, pathOrInlineDv, offset, sizeInBytes, cardinality } = vector
  return [storageType, pathOrInlineDv, offset, sizeInBytes, toLong(cardinality)]
}
