import { externalSortOperation } from './external-sort.ts'
import type { Operation } from './operation.ts'
import { OperationError } from './operation.ts'

/** Everything the page may ask of the engine that needs no file; the rest is in `file-operations.ts`. */
export const OPERATIONS: readonly Operation[] = [externalSortOperation]

/** The operation with that name; throws `OperationError` for a name nobody knows. */
export function operationNamed(name: string): Operation {
  const operation = OPERATIONS.find((candidate) => candidate.name === name)
  if (operation === undefined) {
    throw new OperationError('UNKNOWN_OPERATION', `there is no operation "${name}"`, 'operation')
  }
  return operation
}
