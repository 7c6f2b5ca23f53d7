import { ParquetError } from '../columnar/range-reader.ts'
import type { SortKey } from '../sort/options.ts'
import { SortError } from '../sort/sort-error.ts'
import type { FileFormat } from '../sort/sort-file-types.ts'
import type { Workspace } from './file-ports.ts'
import { openRows } from './open-rows.ts'
import { OperationError } from './operation.ts'
import type { SortFileReport, WrittenReport } from './sort-file-report.ts'
import { readBack, type ReadBack } from './verify-output.ts'

/** What has to be known of a written output to read it back. */
export interface WrittenOutput {
  /** Name of the file that was sorted. */
  readonly name: string
  readonly format: FileFormat
  readonly keys: readonly SortKey[]
  readonly pageBytes: number
  readonly report: WrittenReport
}

/**
 * Reads the output of a workspace back and notes that the sort is finished. Yields the bytes read. Throws
 * OUTPUT_NOT_VERIFIED when it does not hold, in order, the records that were written.
 */
export function* proveOutput(workspace: Workspace, written: WrittenOutput): Generator<number, SortFileReport> {
  const report = { ...written.report, readBack: yield* readRows(workspace, written) }
  ensureProven(report, written.name)
  workspace.note({ type: 'finished', report }, true)
  return report
}

/** Codes of faults that are not the output's. */
const OTHER_FAULTS: ReadonlySet<string> = new Set(['READ_FAILED', 'MEMORY_REFUSED'])

function* readRows(
  { output }: Workspace,
  { name, format, keys, pageBytes }: WrittenOutput,
): Generator<number, ReadBack> {
  try {
    return yield* readBack(openRows(output, format, keys, 'stop'), pageBytes)
  } catch (error) {
    // Every row was taken from the input once: one that cannot be read was not written so.
    const isOutputs = error instanceof SortError ? !OTHER_FAULTS.has(error.code) : error instanceof ParquetError
    if (isOutputs) throw notProven((error as Error).message, name)
    throw error
  }
}

function ensureProven({ records, digestIn, readBack: found }: SortFileReport, name: string): void {
  if (found.inOrder && records === found.records && digestIn === found.digest) return
  throw notProven(`${found.records} of ${records} rows read back, digest ${found.digest} for ${digestIn}`, name)
}

function notProven(what: string, name: string): OperationError {
  return new OperationError('OUTPUT_NOT_VERIFIED', `the sorted file is not what was written: ${what}`, name)
}
