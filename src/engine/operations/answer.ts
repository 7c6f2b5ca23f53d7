import type { Fold } from '../trace/fold.ts'
import type { OpenRun, OperationProgress, PreparedRun } from './operation.ts'

/** The fold of a log without events. */
const NOTHING: Fold<unknown> = {
  kinds: 0,
  start: () => undefined,
  copy: () => undefined,
  own: () => undefined,
  reduce: () => undefined,
  sizeBytes: () => 0,
  digest: () => '0'.repeat(16),
}

/** A run that has an answer and no log. */
export function createAnswer(answer: () => unknown): OpenRun {
  return createWork(function* () {
    yield* []
    return answer()
  })
}

/** A run that takes time, has an answer and no log. `close` lets go of what it holds. */
export function createWork(
  work: () => Generator<OperationProgress, unknown>,
  close: () => Promise<void> = () => Promise.resolve(),
): OpenRun {
  return { header: undefined, fold: NOTHING, run: work, close }
}

/** Work that waits, has an answer and no log. */
export function createWorkOf(work: () => Promise<unknown>): PreparedRun {
  return {
    header: undefined,
    fold: NOTHING,
    async *run() {
      yield* []
      return work()
    },
  }
}
