import { checkTableOperation } from './check-table.ts'
import { exportOwnTableOperation } from './export-own-table.ts'
import type { FilePorts } from './file-ports.ts'
import type { PortedOperation } from './operation.ts'
import { holdFilesOperation } from './hold-files.ts'
import { ownTableRowsOperation } from './own-table-rows.ts'
import { previewRowsOperation } from './preview-rows.ts'
import { readTableOperation } from './read-table.ts'

/** Everything the page may ask about a table of the user's. */
export const TABLE_OPERATIONS: readonly PortedOperation<FilePorts>[] = [
  checkTableOperation,
  holdFilesOperation,
  readTableOperation,
  previewRowsOperation,
  ownTableRowsOperation,
  exportOwnTableOperation,
]
