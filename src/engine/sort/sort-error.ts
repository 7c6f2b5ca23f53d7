/** What can go wrong in a sort for reasons that lie outside it. The codes are stable: scripts may rely on them. */
export type SortErrorCode =
  | 'BAD_OPTION'
  | 'MEMORY_TOO_SMALL'
  | 'NO_SUCH_COLUMN'
  | 'BAD_KEY'
  | 'EMPTY_INPUT'
  | 'RAGGED_ROW'
  | 'UNDECODABLE_ROW'
  | 'BAD_VALUE'
  | 'RECORD_TOO_LONG'
  | 'UNSUPPORTED_FORMAT'
  | 'DAMAGED_FILE'
  | 'INPUT_CHANGED'
  | 'READ_FAILED'
  | 'WRITE_FAILED'
  | 'QUOTA_EXCEEDED'
  | 'RUN_DAMAGED'
  | 'OUTPUT_NOT_VERIFIED'

/** A told error: `message` says what is wrong and what to do, `where` names the option, file, line or run. */
export class SortError extends Error {
  constructor(
    readonly code: SortErrorCode,
    message: string,
    readonly where: string,
  ) {
    super(message)
    this.name = 'SortError'
  }
}
