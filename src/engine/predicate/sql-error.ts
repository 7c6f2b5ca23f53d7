/** A place in a text. Lines and columns count from 1; columns and the length are in UTF-16 code units. */
export interface Place {
  readonly line: number
  readonly column: number
  readonly length: number
}

/** What each code means. Where Spark has a name for the error, it is Spark's. The codes are stable. */
export const SQL_ERROR_CODES = {
  PARSE_SYNTAX_ERROR: 'something else stands here than may stand here',
  UNCLOSED_TEXT: 'a text, a quoted name or a comment has no end',
  NOT_SUPPORTED: 'known, but not supported here',
  NESTED_TOO_DEEP: 'expressions stand inside each other too often',
  INVALID_LITERAL: 'a literal has no value of its type',
  INVALID_ESC: 'the escape character of LIKE is not one character',
  INVALID_FORMAT: 'an escape in a pattern of LIKE stands before an ordinary character, or at the end',
  INVALID_INLINE_TABLE: 'the rows of VALUES have not all the same number of values',
  INSERT_COLUMN_ARITY_MISMATCH: 'there are not as many values as columns',
  DUPLICATE_CLAUSE: 'something that may be said once is said twice',
  MERGE_WITHOUT_WHEN: 'MERGE has no WHEN clause',
  NON_LAST_MATCHED_CLAUSE_OMIT_CONDITION: 'only the last WHEN MATCHED may have no condition',
  NON_LAST_NOT_MATCHED_BY_TARGET_CLAUSE_OMIT_CONDITION: 'only the last WHEN NOT MATCHED may have no condition',
  NON_LAST_NOT_MATCHED_BY_SOURCE_CLAUSE_OMIT_CONDITION:
    'only the last WHEN NOT MATCHED BY SOURCE may have no condition',
  TABLE_OR_VIEW_NOT_FOUND: 'there is no such table',
  SCHEMA_NOT_FOUND: 'there is no such schema to make a table in',
  NO_SUCH_CATALOG_EXCEPTION: 'there is no such catalog',
  REQUIRES_SINGLE_PART_NAMESPACE: 'a table has more names in front of it than a catalog and a schema',
  DELTA_PATH_DOES_NOT_EXIST: 'there is no Delta table at the path',
  UNRESOLVED_COLUMN: 'there is no such column',
  AMBIGUOUS_REFERENCE: 'more than one column has the name',
  UNRESOLVED_ROUTINE: 'there is no such function',
  WRONG_NUM_ARGS: 'a function has too few or too many arguments',
  DATATYPE_MISMATCH: 'an operator or a function does not take values of the type',
  DIVIDE_BY_ZERO: 'a division by zero',
  ARITHMETIC_OVERFLOW: 'a result is outside the range of its type',
  NUMERIC_VALUE_OUT_OF_RANGE: 'a decimal has more digits than its type',
  CAST_INVALID_INPUT: 'a text cannot be read as the type',
  CAST_OVERFLOW: 'a value is outside the range of the type',
} as const

export type SqlErrorCode = keyof typeof SQL_ERROR_CODES

const NOWHERE: Place = { line: 1, column: 1, length: 0 }

/** A told error about a statement: `message` says what is wrong, the place says where. */
export class SqlError extends Error {
  readonly line: number
  readonly column: number
  readonly length: number

  /** Without a place, where the text that is wrong is not the one that was given, it is the begin of that. */
  constructor(
    readonly code: SqlErrorCode,
    message: string,
    readonly place: Place | undefined,
  ) {
    super(message)
    this.name = 'SqlError'
    const { line, column, length } = place ?? NOWHERE
    this.line = line
    this.column = column
    this.length = length
  }
}
