import { ParseError } from '../../base/parse.ts'
import { ParquetError } from '../columnar/range-reader.ts'
import { SortError } from '../sort/sort-error.ts'
import { OperationError } from './operation.ts'

/** Faults with a code and a place, as the page tells them; others stay what they are. */
export function asTold(error: unknown): unknown {
  if (error instanceof ParseError) return new OperationError('BAD_PARAMS', error.message, error.where)
  if (error instanceof SortError || error instanceof ParquetError) {
    return new OperationError(error.code, error.message, error.where)
  }
  if (error instanceof RangeError && /allocation|array length|typed array/i.test(error.message)) {
    return new OperationError(
      'MEMORY_REFUSED',
      'this browser does not give that much memory at once; choose less',
      'memory',
    )
  }
  return error
}
