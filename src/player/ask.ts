import type { SessionPorts } from './session-core.ts'

export type Engine = SessionPorts['engine']

/** A told error from the worker: what, where and what to do, in words. */
export class AskError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly where: string,
  ) {
    super(message)
    this.name = 'AskError'
  }
}

export interface Asking {
  readonly answer: Promise<unknown>
  /** Stops the work; the answer is then an error with code STOPPED. */
  readonly stop: () => void
}

/** Asks the worker something that has an answer and no log. */
export function ask(
  engine: Engine,
  operation: string,
  params: unknown,
  onProgress: (done: number, total: number, unit: string) => void = () => undefined,
): Asking {
  let stop = (): void => undefined
  const answer = new Promise<unknown>((resolve, reject) => {
    stop = engine.run(
      { operation, params, acts: [], from: 0 },
      {
        onStarted: () => undefined,
        onChunk: () => undefined,
        onProgress,
        onFinished: (_length, _digest, result) => resolve(result),
        onCancelled: () => reject(new AskError('STOPPED', 'stopped', operation)),
        onFailed: ({ code, message, where }) => reject(new AskError(code, message, where)),
      },
    )
  })
  return { answer, stop: () => stop() }
}
