/**
 * What can go wrong when a table is written, by the names of Delta's error classes (delta-error-classes.json of Delta 4.x),
 * with the exception that its programs throw and what the reader can do. `LAKESCOPE_…` are those that Delta does not have.
 */
export const WRITE_ERRORS = {
  DELTA_PROTOCOL_CHANGED: {
    exception: 'ProtocolChangedException',
    action: 'run the operation again: it will read the new protocol',
  },
  DELTA_METADATA_CHANGED: {
    exception: 'MetadataChangedException',
    action: 'run the operation again: it will read the new schema and properties',
  },
  DELTA_CONCURRENT_TRANSACTION: {
    exception: 'ConcurrentTransactionException',
    action: 'stop the second copy of this stream or job; two with one application id must not run at once',
  },
  DELTA_CONCURRENT_APPEND: {
    exception: 'ConcurrentAppendException',
    action: 'run the operation again, or give it a condition on the partition column that keeps the two apart',
  },
  DELTA_CONCURRENT_DELETE_READ: {
    exception: 'ConcurrentDeleteReadException',
    action: 'run the operation again: what it read is not in the table any more',
  },
  DELTA_CONCURRENT_DELETE_DELETE: {
    exception: 'ConcurrentDeleteDeleteException',
    action: 'run the operation again: another one removed the same file',
  },
  DELTA_CONCURRENT_WRITE: {
    exception: 'ConcurrentWriteException',
    action: 'raise the number of attempts, or let fewer writers commit at once',
  },
  ALL_PARTITION_COLUMNS_NOT_ALLOWED: {
    exception: 'AnalysisException',
    action: 'leave at least one column out of the partitioning',
  },
  DELTA_TABLE_ALREADY_EXISTS: {
    exception: 'DeltaAnalysisException',
    action: 'append to the table or overwrite it, or choose another folder',
  },
  DELTA_METADATA_MISMATCH: {
    exception: 'AnalysisException',
    action: 'take the column out, or write with mergeSchema (overwriteSchema when overwriting)',
  },
  DELTA_FAILED_TO_MERGE_FIELDS: {
    exception: 'DeltaAnalysisException',
    action: 'cast the values to the type of the column before they are written',
  },
  DELTA_DUPLICATE_COLUMNS_FOUND: {
    exception: 'DeltaAnalysisException',
    action: 'rename one of the columns: names may not differ only by case',
  },
  DELTA_INVALID_CHARACTERS_IN_COLUMN_NAMES: {
    exception: 'DeltaAnalysisException',
    action: 'rename the column, or turn on column mapping by name',
  },
  DELTA_NOT_NULL_CONSTRAINT_VIOLATED: {
    exception: 'DeltaInvariantViolationException',
    action: 'give every row a value in this column',
  },
  DELTA_VIOLATE_CONSTRAINT_WITH_VALUES: {
    exception: 'DeltaInvariantViolationException',
    action: 'correct the rows, or drop the constraint',
  },
  DELTA_NEW_CHECK_CONSTRAINT_VIOLATION: {
    exception: 'DeltaAnalysisException',
    action: 'correct the rows that are there before adding the constraint',
  },
  DELTA_CONSTRAINT_ALREADY_EXISTS: {
    exception: 'DeltaAnalysisException',
    action: 'drop the constraint of this name, or choose another name',
  },
  DELTA_CONSTRAINT_DOES_NOT_EXIST: {
    exception: 'DeltaAnalysisException',
    action: 'look up the names of the constraints in the properties of the table',
  },
  DELTA_REPLACE_WHERE_MISMATCH: {
    exception: 'DeltaAnalysisException',
    action: 'write only rows for which the condition of replaceWhere is true',
  },
  DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE: {
    exception: 'DeltaUnsupportedOperationException',
    action: 'keep one source row for each row of the table, for example the newest',
  },
  DELTA_NON_LAST_MATCHED_CLAUSE_OMIT_CONDITION: {
    exception: 'DeltaAnalysisException',
    action: 'give every WHEN MATCHED clause but the last a condition',
  },
  DELTA_NON_LAST_NOT_MATCHED_CLAUSE_OMIT_CONDITION: {
    exception: 'DeltaAnalysisException',
    action: 'give every WHEN NOT MATCHED clause but the last a condition',
  },
  DELTA_NON_LAST_NOT_MATCHED_BY_SOURCE_CLAUSE_OMIT_CONDITION: {
    exception: 'DeltaAnalysisException',
    action: 'give every WHEN NOT MATCHED BY SOURCE clause but the last a condition',
  },
  DELTA_MERGE_MISSING_WHEN: {
    exception: 'DeltaAnalysisException',
    action: 'add a WHEN clause',
  },
  DELTA_VACUUM_RETENTION_PERIOD_TOO_SHORT: {
    exception: 'IllegalArgumentException',
    action: 'choose a longer time, or switch the check off: spark.databricks.delta.retentionDurationCheck.enabled',
  },
  DELTA_CANNOT_VACUUM_LITE: {
    exception: 'DeltaIllegalStateException',
    action: 'run VACUUM once without LITE',
  },
  DELTA_CANNOT_RESTORE_TABLE_VERSION: {
    exception: 'DeltaAnalysisException',
    action: 'name a version that the log still has',
  },
  DELTA_CANNOT_RESTORE_TIMESTAMP_GREATER: {
    exception: 'DeltaAnalysisException',
    action: 'name a time that is not after the last commit',
  },
  DELTA_CANNOT_RESTORE_TIMESTAMP_EARLIER: {
    exception: 'DeltaAnalysisException',
    action: 'name a time that is not before the first commit',
  },
  DELTA_MISSING_FILES_UNEXPECTED_VERSION: {
    exception: 'IllegalArgumentException',
    action: 'restore a version whose files VACUUM has kept, or set spark.sql.files.ignoreMissingFiles',
  },
  DELTA_CANNOT_MODIFY_APPEND_ONLY: {
    exception: 'DeltaUnsupportedOperationException',
    action: 'unset the property delta.appendOnly first',
  },
  DELTA_ZORDERING_ON_PARTITION_COLUMN: {
    exception: 'IllegalArgumentException',
    action: 'name columns that lie in the data files',
  },
  DELTA_ZORDERING_ON_COLUMN_WITHOUT_STATS: {
    exception: 'DeltaAnalysisException',
    action: 'move the column to the front of the schema, or raise delta.dataSkippingNumIndexedCols',
  },
  DELTA_CLUSTER_BY_INVALID_NUM_COLUMNS: {
    exception: 'DeltaAnalysisException',
    action: 'choose the columns that queries filter by most',
  },
  DELTA_CLUSTER_BY_WITH_PARTITIONED_BY: {
    exception: 'DeltaAnalysisException',
    action: 'leave out PARTITIONED BY or CLUSTER BY',
  },
  DELTA_CLUSTERING_COLUMN_MISSING_STATS: {
    exception: 'DeltaAnalysisException',
    action: 'name a column of numbers, dates, times or texts among those with statistics',
  },
  DELTA_CLUSTERING_WITH_PARTITION_PREDICATE: {
    exception: 'DeltaUnsupportedOperationException',
    action: 'leave out the condition',
  },
  DELTA_CLUSTERING_WITH_ZORDER_BY: {
    exception: 'DeltaAnalysisException',
    action: 'leave out ZORDER BY, or change the columns by ALTER TABLE … CLUSTER BY',
  },
  DELTA_ALTER_TABLE_CLUSTER_BY_ON_PARTITIONED_TABLE_NOT_ALLOWED: {
    exception: 'DeltaAnalysisException',
    action: 'write the table anew without partitions',
  },
  DELTA_OPTIMIZE_FULL_NOT_SUPPORTED: {
    exception: 'DeltaUnsupportedOperationException',
    action: 'leave out FULL, or give the table columns by ALTER TABLE … CLUSTER BY',
  },
  DELTA_UNSUPPORTED_DROP_CLUSTERING_COLUMN: {
    exception: 'DeltaAnalysisException',
    action: 'take the column out of CLUSTER BY first',
  },
  DELTA_NON_PARTITION_COLUMN_REFERENCE: {
    exception: 'DeltaAnalysisException',
    action: 'name only partition columns in the condition',
  },
  DELTA_CONFLICT_SET_COLUMN: {
    exception: 'DeltaAnalysisException',
    action: 'set each column once',
  },
  DELTA_COLUMN_NOT_FOUND: {
    exception: 'DeltaAnalysisException',
    action: 'name a column of the table',
  },
  DELTA_UNSUPPORTED_RENAME_COLUMN: {
    exception: 'DeltaAnalysisException',
    action: "set delta.columnMapping.mode to 'name' first",
  },
  DELTA_UNSUPPORTED_DROP_COLUMN: {
    exception: 'DeltaAnalysisException',
    action: "set delta.columnMapping.mode to 'name' first",
  },
  DELTA_UNSUPPORTED_DROP_PARTITION_COLUMN: {
    exception: 'DeltaAnalysisException',
    action: 'write the table anew without this partition column',
  },
  DELTA_UNSUPPORTED_FEATURES_FOR_WRITE: {
    exception: 'DeltaUnsupportedTableFeatureException',
    action: 'write this table with the program that made it',
  },
  DELTA_INVALID_ISOLATION_LEVEL: {
    exception: 'DeltaIllegalArgumentException',
    action: 'choose Serializable or WriteSerializable',
  },
  LAKESCOPE_UNSUPPORTED_ISOLATION_LEVEL: {
    exception: 'IllegalArgumentException',
    action: 'choose Serializable; only Databricks has WriteSerializable',
  },
  DELTA_UNKNOWN_CONFIGURATION: {
    exception: 'DeltaAnalysisException',
    action: 'correct the name, or leave out "delta."',
  },
  DELTA_CANNOT_MODIFY_TABLE_PROPERTY: {
    exception: 'DeltaUnsupportedOperationException',
    action: 'leave the property out',
  },
  DELTA_INVALID_INTERVAL: {
    exception: 'DeltaIllegalArgumentException',
    action: 'write weeks, days, hours, minutes or seconds: "interval 7 days"',
  },
  DELTA_INVALID_CALENDAR_INTERVAL_EMPTY: {
    exception: 'DeltaIllegalArgumentException',
    action: 'write weeks, days, hours, minutes or seconds: "interval 7 days"',
  },
  LAKESCOPE_UNKNOWN_MAPPING_MODE: {
    exception: 'ColumnMappingUnsupportedException',
    action: 'choose none, name or id',
  },
  DELTA_INVALID_COLUMN_NAMES_WHEN_REMOVING_COLUMN_MAPPING: {
    exception: 'DeltaAnalysisException',
    action: 'rename the column first',
  },
  DELTA_UNSUPPORTED_COLUMN_MAPPING_MODE_CHANGE: {
    exception: 'DeltaColumnMappingUnsupportedException',
    action: 'set it to none first, which writes the files anew; from none it may become name alone',
  },
  DELTA_UNSUPPORTED_FEATURES_IN_CONFIG: {
    exception: 'DeltaTableFeatureException',
    action: 'write the name as the protocol has it: delta.feature.deletionVectors',
  },
  DELTA_UNSUPPORTED_FEATURE_STATUS: {
    exception: 'DeltaTableFeatureException',
    action: "write 'supported'",
  },
  WRONG_COLUMN_DEFAULTS_FOR_DELTA_FEATURE_NOT_ENABLED: {
    exception: 'DeltaAnalysisException',
    action: "set 'delta.feature.allowColumnDefaults' to 'supported' in TBLPROPERTIES",
  },
  WRONG_COLUMN_DEFAULTS_FOR_DELTA_ALTER_TABLE_ADD_COLUMN_NOT_SUPPORTED: {
    exception: 'DeltaAnalysisException',
    action: 'add the column without it, and give it its default by ALTER COLUMN … SET DEFAULT, for rows to come',
  },
  INVALID_DEFAULT_VALUE: {
    exception: 'AnalysisException',
    action: 'give a value of the column’s type that looks at no column',
  },
  GENERATED_COLUMN_WITH_DEFAULT_VALUE: {
    exception: 'AnalysisException',
    action: 'leave one of the two out',
  },
  DELTA_INVALID_GENERATED_COLUMN_REFERENCES: {
    exception: 'DeltaAnalysisException',
    action: 'look only at columns of the table that are not generated',
  },
  DELTA_GENERATED_COLUMNS_EXPR_TYPE_MISMATCH: {
    exception: 'DeltaAnalysisException',
    action: 'write CAST(… AS type), or change the type of the column',
  },
  DELTA_GENERATED_COLUMNS_DEPENDENT_COLUMN_CHANGE: {
    exception: 'DeltaAnalysisException',
    action: 'drop the generated columns first',
  },
  DELTA_CONSTRAINT_DEPENDENT_COLUMN_CHANGE: {
    exception: 'DeltaAnalysisException',
    action: 'drop the constraints first',
  },
  DELTA_CREATE_TABLE_SET_CLUSTERING_TABLE_FEATURE_NOT_ALLOWED: {
    exception: 'DeltaAnalysisException',
    action: 'write CLUSTER BY behind the columns',
  },
  DELTA_ALTER_TABLE_SET_CLUSTERING_TABLE_FEATURE_NOT_ALLOWED: {
    exception: 'DeltaAnalysisException',
    action: 'write ALTER TABLE … CLUSTER BY',
  },
  DELTA_ADD_CONSTRAINTS: {
    exception: 'DeltaAnalysisException',
    action: 'write ALTER TABLE … ADD CONSTRAINT … CHECK',
  },
  LAKESCOPE_INVALID_PROPERTY: {
    exception: 'IllegalArgumentException',
    action: 'correct the value',
  },
  LAKESCOPE_UNSUPPORTED_PROPERTY: {
    exception: 'UnsupportedOperationException',
    action: 'leave it out; a table that has it can be read here',
  },
  LAKESCOPE_UNSUPPORTED_WRITE: {
    exception: 'UnsupportedOperationException',
    action: 'leave this column out: values of its type are read but not written here',
  },
} as const

export type WriteErrorCode = keyof typeof WRITE_ERRORS

/** A told error of a write: `message` says what is wrong and what the reader can do, `where` names the place. */
export class DeltaWriteError extends Error {
  /** The class that Delta's programs throw. */
  readonly exception: string
  /** What the reader can do. */
  readonly action: string

  /** `advice` in place of what the code says can be done. */
  constructor(
    readonly code: WriteErrorCode,
    readonly what: string,
    readonly where: string,
    advice?: string,
  ) {
    const { exception, action: usual } = WRITE_ERRORS[code]
    const action = advice ?? usual
    super(`${what}; ${action}`)
    this.name = 'DeltaWriteError'
    this.exception = exception
    this.action = action
  }
}
