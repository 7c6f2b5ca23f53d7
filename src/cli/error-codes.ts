import { DELTA_ERROR_CODES, DeltaError } from '../engine/delta/delta-error.ts'
import type { DeltaErrorCode } from '../engine/delta/delta-error.ts'
import { StoreError } from '../engine/storage/object-store.ts'
import type { StoreErrorCode } from '../engine/storage/object-store.ts'
import { SortError } from '../engine/sort/sort-error.ts'
import type { SortErrorCode } from '../engine/sort/sort-error.ts'

/** The codes of errors on the command line. They are stable: scripts may rely on them. */
export type CliErrorCode =
  SortErrorCode | DeltaErrorCode | StoreErrorCode | StartErrorCode | 'USAGE' | 'STOPPED' | 'INTERNAL'

/** What `scripts/cli.mjs` tells when there is no command line to be started. */
type StartErrorCode = 'DEPENDENCIES_MISSING' | 'BUNDLE_FAILED'

/** What each code means, for `--help`. */
export const ERROR_CODES: Readonly<Record<CliErrorCode, string>> = {
  USAGE: 'the command line is not understood',
  STOPPED: 'a signal ended the command; nothing is left behind',
  BAD_OPTION: 'an option has a value that cannot be used',
  BAD_KEY: 'the sort key is not understood',
  NO_SUCH_COLUMN: 'the file has no column of that name',
  MEMORY_TOO_SMALL: 'the memory cannot hold the pages that the fan-in needs',
  EMPTY_INPUT: 'the file has no bytes',
  RAGGED_ROW: 'a row has more or fewer fields than the header',
  UNDECODABLE_ROW: 'a row is not valid UTF-8, or its quotes or brackets do not match',
  BAD_VALUE: 'a key value is not of its column type',
  RECORD_TOO_LONG: 'a record does not fit in a page: `--page` makes it larger',
  UNSUPPORTED_FORMAT: 'the file uses something that is not supported',
  DAMAGED_FILE: 'the file is not what its format promises',
  INPUT_CHANGED: 'the input changed while it was read',
  READ_FAILED: 'the system refused to read',
  WRITE_FAILED: 'the system refused to write',
  QUOTA_EXCEEDED: 'no space is left on the disk',
  RUN_DAMAGED: 'a run on disk is not what was written',
  OUTPUT_NOT_VERIFIED: 'the output failed its own check; please report it',
  NOT_FOUND: 'a file is not there',
  OUT_OF_RANGE: 'a file is shorter than it was',
  BAD_PATH: 'a path leads out of its folder',
  BAD_ARCHIVE: 'the archive is not whole or uses something that is not supported',
  ...DELTA_ERROR_CODES,
  DEPENDENCIES_MISSING: 'the packages it needs are not installed: `npm ci` does it',
  BUNDLE_FAILED: 'its own code could not be put together',
  INTERNAL: 'an error in the program; please report it',
}

/** An error of the command line itself. */
export class CliError extends Error {
  constructor(
    readonly code: CliErrorCode,
    message: string,
    readonly where: string,
  ) {
    super(message)
    this.name = 'CliError'
  }
}

/** The one JSON object that is written to stderr when a command fails. */
export function describeError(error: unknown): string {
  const isTold =
    error instanceof CliError ||
    error instanceof SortError ||
    error instanceof DeltaError ||
    error instanceof StoreError
  if (isTold) {
    return JSON.stringify({ error: { code: error.code, message: error.message, where: error.where } })
  }
  const message = error instanceof Error ? error.message : String(error)
  const where = error instanceof Error ? (error.stack?.split('\n')[1]?.trim() ?? '') : ''
  return JSON.stringify({ error: { code: 'INTERNAL', message, where } })
}
