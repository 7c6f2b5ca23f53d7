/**
 * What each code means. The first group has the names of Delta's own error classes (delta-error-classes.json of Delta 4.x);
 * the second is for what Delta leaves to the libraries below it. The codes are stable: scripts may rely on them.
 */
export const DELTA_ERROR_CODES = {
  DELTA_TABLE_NOT_FOUND: 'there is no _delta_log folder',
  DELTA_NO_COMMITS_FOUND: 'the log has neither a commit nor a checkpoint',
  DELTA_NO_RECREATABLE_HISTORY_FOUND: 'no version can be rebuilt from the log',
  DELTA_STATE_RECOVER_ERROR: 'the log has no protocol or no metaData action',
  DELTA_VERSIONS_NOT_CONTIGUOUS: 'a commit that is needed is missing',
  DELTA_MISSING_PART_FILES: 'a checkpoint that is needed misses parts',
  DELTA_VERSION_NOT_FOUND: 'the version is not in the log',
  DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION: 'the time is before the first commit that is left',
  DELTA_TIMESTAMP_GREATER_THAN_COMMIT: 'the time is after the last commit',
  DELTA_TIMESTAMP_INVALID: 'the text is not a time',
  DELTA_MISSING_COMMIT_INFO: 'a commit of a table with in-commit timestamps has no commitInfo',
  DELTA_MISSING_COMMIT_TIMESTAMP: 'a commitInfo has no inCommitTimestamp where one is due',
  DELTA_INVALID_PROTOCOL_VERSION: 'the table needs a newer reader version',
  DELTA_UNSUPPORTED_FEATURES_FOR_READ: 'the table needs a reader feature that is not supported',
  DELTA_PATH_BASED_ACCESS_TO_CATALOG_MANAGED_TABLE_BLOCKED: 'the folder alone does not know the latest version',
  DELTA_UNSUPPORTED_TYPE_CHANGE_IN_SCHEMA: 'the schema records a type change that is not supported',
  DELTA_UNSUPPORTED_DATA_TYPES: 'a column has a type that is not supported',
  DELTA_SCHEMA_NOT_SET: 'the table has no schema yet',
  DELTA_FILE_NOT_FOUND_DETAILED: 'a file that the log names is not there',
  DELTA_CANNOT_RECONSTRUCT_PATH_FROM_URI: 'a path in the log is not a valid URI',
  DELTA_DELETION_VECTOR_CARDINALITY_MISMATCH: 'a deletion vector has not as many rows as the log says',
  DELTA_DELETION_VECTOR_CHECKSUM_MISMATCH: 'a deletion vector does not have its checksum',
  DELTA_DELETION_VECTOR_INVALID_ROW_INDEX: 'a deletion vector deletes a row that its file does not have',
  DELTA_DELETION_VECTOR_SIZE_MISMATCH: 'a deletion vector does not have the size that the log says',
  DELTA_INVALID_CDC_RANGE: 'changes are asked for up to a version before the first one',
  DELTA_MISSING_CHANGE_DATA: 'changes were not recorded in a version',
  DELTA_CHANGE_DATA_FILE_NOT_FOUND: 'a file that tells changes is not there',
  DELTA_CHANGE_DATA_FEED_INCOMPATIBLE_DATA_SCHEMA:
    'the first version of changes has another schema than they are read by',
  DELTA_CHANGE_DATA_FEED_INCOMPATIBLE_SCHEMA_CHANGE: 'the schema changed between changes other than by a new column',
  DELTA_DUPLICATE_COLUMNS_FOUND: 'two columns have one name',
  DELTA_LOG_FILE_MALFORMED: 'a file of the log is not what the protocol asks for',
  DELTA_SCHEMA_MALFORMED: 'the schema in the log cannot be read',
  DELTA_CHECKPOINT_DAMAGED: 'a checkpoint cannot be read',
  DELTA_DATA_FILE_DAMAGED: 'a data file is not whole',
  DELTA_DATA_FILE_UNSUPPORTED: 'a data file uses something of Parquet that is not supported',
  DELTA_DATA_TYPE_MISMATCH: 'a data file has another type than the schema',
  DELTA_DELETION_VECTOR_DAMAGED: 'a deletion vector cannot be read',
  DELTA_FILE_SIZE_MISMATCH: 'a file does not have the size that the log says',
  DELTA_INVALID_PARTITION_VALUE: 'a partition value in the log is not of its type',
  DELTA_PATH_OUTSIDE_TABLE: 'a path in the log leads out of the folder that was opened',
  DELTA_STORE_FAILED: 'the store refused to read',
} as const

export type DeltaErrorCode = keyof typeof DELTA_ERROR_CODES

/**
 * A told error: `message` says what is wrong and what the reader can do, `where` names the place as `file`, `file:line` or
 * `file:line:field`.
 */
export class DeltaError extends Error {
  constructor(
    readonly code: DeltaErrorCode,
    message: string,
    readonly where: string,
  ) {
    super(message)
    this.name = 'DeltaError'
  }
}

/** Throws DELTA_LOG_FILE_MALFORMED: the value at `where` is not `expected`. */
export function malformed(where: string, expected: string): DeltaError {
  return new DeltaError(
    'DELTA_LOG_FILE_MALFORMED',
    `${where} is not ${expected}; restore the file from a copy, or open an older version`,
    where,
  )
}
