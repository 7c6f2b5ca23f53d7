/** The actions of the log, in the words of the Delta protocol (PROTOCOL.md, Actions). Times are milliseconds since 1970. */

/** Values by physical name of the partition column, as text; undefined is null. */
export type PartitionValues = ReadonlyMap<string, string | undefined>
export type TextMap = ReadonlyMap<string, string | undefined>

/** Where the deleted rows of a data file are listed. */
export interface DeletionVectorDescriptor {
  /** u: a file named by a UUID in the table's folder; i: in `pathOrInlineDv` itself; p: an absolute path. */
  readonly storageType: 'u' | 'i' | 'p'
  readonly pathOrInlineDv: string
  /** Where the vector begins in its file. */
  readonly offset: number | undefined
  readonly sizeInBytes: number
  /** Rows that it deletes. */
  readonly cardinality: number
}

export interface Add {
  readonly kind: 'add'
  /** As the log has it: percent-encoded, relative to the table's folder or absolute. */
  readonly path: string
  readonly partitionValues: PartitionValues
  /** Bytes. */
  readonly size: number
  readonly modificationTime: number
  readonly dataChange: boolean
  /** JSON, not looked into. */
  readonly stats: string | undefined
  readonly deletionVector: DeletionVectorDescriptor | undefined
  readonly tags: TextMap | undefined
  readonly baseRowId: number | undefined
  readonly defaultRowCommitVersion: number | undefined
  readonly clusteringProvider: string | undefined
}

export interface Remove {
  readonly kind: 'remove'
  readonly path: string
  readonly deletionTimestamp: number | undefined
  readonly dataChange: boolean
  readonly partitionValues: PartitionValues | undefined
  readonly size: number | undefined
  readonly deletionVector: DeletionVectorDescriptor | undefined
}

export interface AddCdcFile {
  readonly kind: 'cdc'
  readonly path: string
  readonly partitionValues: PartitionValues
  readonly size: number
}

export interface Metadata {
  readonly kind: 'metaData'
  readonly id: string
  readonly name: string | undefined
  readonly description: string | undefined
  readonly provider: string
  /** JSON; undefined where the table was made without columns. */
  readonly schemaString: string | undefined
  readonly partitionColumns: readonly string[]
  readonly configuration: TextMap
  readonly createdTime: number | undefined
}

export interface Protocol {
  readonly kind: 'protocol'
  readonly minReaderVersion: number
  readonly minWriterVersion: number
  /** Only with reader version 3. */
  readonly readerFeatures: readonly string[] | undefined
  /** Only with writer version 7. */
  readonly writerFeatures: readonly string[] | undefined
}

/** Whatever the writer wanted to tell; nothing of it is promised. */
export interface CommitInfo {
  readonly kind: 'commitInfo'
  readonly fields: Readonly<Record<string, unknown>>
}

export interface SetTransaction {
  readonly kind: 'txn'
  readonly appId: string
  /** Any 64-bit number; a bigint beyond ±2^53. */
  readonly version: number | bigint
  readonly lastUpdated: number | undefined
}

export interface DomainMetadata {
  readonly kind: 'domainMetadata'
  readonly domain: string
  readonly configuration: string
  readonly removed: boolean
}

export interface CheckpointMetadata {
  readonly kind: 'checkpointMetadata'
  readonly version: number
}

/** A part of a V2 checkpoint. */
export interface Sidecar {
  readonly kind: 'sidecar'
  /** A file name in `_delta_log/_sidecars`, or an absolute path. */
  readonly path: string
  readonly sizeInBytes: number
}

export type Action =
  | Add
  | Remove
  | AddCdcFile
  | Metadata
  | Protocol
  | CommitInfo
  | SetTransaction
  | DomainMetadata
  | CheckpointMetadata
  | Sidecar

/** The identity of a deletion vector (PROTOCOL.md, Derived Fields); undefined where there is none. */
export function deletionVectorId(vector: DeletionVectorDescriptor | undefined): string | undefined {
  if (vector === undefined) return undefined
  const id = vector.storageType + vector.pathOrInlineDv
  return vector.offset === undefined ? id : `${id}@${vector.offset}`
}
