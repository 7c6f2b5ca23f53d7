import type { Engine } from '../../../player/ask.ts'
import type { TableSource } from './table-files.ts'

type Request = Parameters<Engine['run']>[0]
type Handlers = Parameters<Engine['run']>[1]

/** Files that are handed over at once: each costs the page time, and a table may have a hundred thousand. */
const FILES_AT_ONCE = 256

/**
 * An engine that knows the table beside all that is asked of it. The worker is given the files once and then only their
 * name; a worker that does not have them, or not any more, is given them again. Many files go in parts.
 */
export function withTable(engine: Engine, source: TableSource): Engine {
  const name: HeldSource = { kind: 'held', id: source.id }
  let isHeld = false
  return {
    run: (request, handlers) => {
      let stop = isHeld ? send(name) : hand()
      return () => stop()

      function hand(): () => void {
        if (source.kind === 'archive' || source.files.length <= FILES_AT_ONCE) return send(source)
        return handOver(engine, source, handlers, (rest) => (stop = send(rest)))
      }

      function send(given: GivenSource): () => void {
        return engine.run(withSource(request, given), {
          ...passOn(handlers),
          onStarted: (header) => {
            isHeld = true
            handlers.onStarted(header)
          },
          onFailed: (error) => {
            if (error.code === 'TABLE_NOT_HELD' && given === name) stop = hand()
            else handlers.onFailed(error)
          },
        })
      }
    },
  }
}

interface HeldSource {
  readonly kind: 'held'
  readonly id: string
}

/** A source whose first `from` files were handed over before. */
type GivenSource = HeldSource | TableSource | (FolderSource & { readonly from: number })

type FolderSource = Extract<TableSource, { readonly kind: 'folder' }>

function withSource(request: Request, source: unknown): Request {
  return { ...request, params: { ...(request.params as object), source } }
}

function passOn(handlers: Handlers): Handlers {
  return {
    onStarted: (header) => handlers.onStarted(header),
    onChunk: (chunk) => handlers.onChunk(chunk),
    onProgress: (done, total, unit) => handlers.onProgress(done, total, unit),
    onFinished: (length, digest, result) => handlers.onFinished(length, digest, result),
    onCancelled: (length) => handlers.onCancelled(length),
    onFailed: (error) => handlers.onFailed(error),
  }
}

/** Gives the worker all parts but the last, one after the other, and then that one to `onRest`. Returns what stops it. */
function handOver(
  engine: Engine,
  source: FolderSource,
  handlers: Handlers,
  onRest: (rest: GivenSource) => void,
): () => void {
  let isStopped = false
  give(0)
  return () => (isStopped = true)

  function give(from: number): void {
    if (isStopped) return handlers.onCancelled(0)
    const total = source.files.length
    const files = source.files.slice(from, from + FILES_AT_ONCE)
    if (from + files.length === total) return onRest({ ...source, files, from })
    // Not before the caller knows what it has asked for.
    if (from > 0) handlers.onProgress(from, total, 'files handed over')
    const params = { source: { kind: 'part', id: source.id, from, files } }
    engine.run(
      { operation: 'hold-files', params, acts: [], from: 0 },
      {
        ...passOn(handlers),
        onStarted: () => undefined,
        onFinished: () => give(from + files.length),
      },
    )
  }
}
