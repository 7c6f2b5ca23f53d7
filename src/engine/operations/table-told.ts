import { DeltaError } from '../delta/delta-error.ts'
import { asStoreFailure } from '../delta/snapshot.ts'
import { createAnswer } from './answer.ts'
import { OperationError } from './operation.ts'
import type { OpenRun, OperationProgress } from './operation.ts'

/** An error of a table as a told error of an operation; others stay what they are. */
export function toldOf(error: unknown): unknown {
  const failure = asStoreFailure(error)
  return failure instanceof DeltaError ? new OperationError(failure.code, failure.message, failure.where) : failure
}

/** Work on a table that has an answer and no log, waits for a store and can be stopped; its errors are told ones. */
export function createTableWork(work: () => AsyncGenerator<OperationProgress, unknown>): OpenRun {
  return {
    ...createAnswer(() => undefined),
    async *run() {
      try {
        return yield* work()
      } catch (error) {
        throw toldOf(error)
      }
    },
  }
}
