import { checkSortedOperation } from './check-sorted.ts'
import { convertSortedOperation } from './convert-sorted.ts'
import type { FilePorts } from './file-ports.ts'
import type { PortedOperation } from './operation.ts'
import { inspectFileOperation } from './inspect-file.ts'
import { planSaveOperation } from './plan-save.ts'
import { sortFileOperation } from './sort-file.ts'
import { forgetSortsOperation, listSortsOperation, noteSavedOperation, sortedBlobOperation } from './sort-jobs.ts'

/** Everything the page may ask about files of the user's. */
export const FILE_OPERATIONS: readonly PortedOperation<FilePorts>[] = [
  inspectFileOperation,
  sortFileOperation,
  checkSortedOperation,
  convertSortedOperation,
  planSaveOperation,
  sortedBlobOperation,
  listSortsOperation,
  forgetSortsOperation,
  noteSavedOperation,
]

/** The file operation with that name, or undefined. */
export function tryFileOperation(name: string): PortedOperation<FilePorts> | undefined {
  return FILE_OPERATIONS.find((operation) => operation.name === name)
}
