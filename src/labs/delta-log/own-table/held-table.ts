import type { Engine } from '../../../player/ask.ts'
import type { TableSource } from './table-files.ts'

/**
 * An engine that knows the table beside all that is asked of it. The worker is given the files once and then only their
 * name; a worker that does not have them, or not any more, is given them again.
 */
export function withTable(engine: Engine, source: TableSource): Engine {
  const name: HeldSource = { kind: 'held', id: source.id }
  let isHeld = false
  return {
    run: (request, handlers) => {
      let stop = send(isHeld ? name : source)
      return () => stop()

      function send(given: TableSource | HeldSource): () => void {
        const params = { ...(request.params as object), source: given }
        return engine.run(
          { ...request, params },
          {
            onStarted: (header) => {
              isHeld = true
              handlers.onStarted(header)
            },
            onChunk: (chunk) => handlers.onChunk(chunk),
            onProgress: (done, total, unit) => handlers.onProgress(done, total, unit),
            onFinished: (length, digest, result) => handlers.onFinished(length, digest, result),
            onCancelled: (length) => handlers.onCancelled(length),
            onFailed: (error) => {
              if (error.code === 'TABLE_NOT_HELD' && given === name) stop = send(source)
              else handlers.onFailed(error)
            },
          },
        )
      }
    },
  }
}

interface HeldSource {
  readonly kind: 'held'
  readonly id: string
}
