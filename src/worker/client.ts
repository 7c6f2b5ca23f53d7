import type { TraceChunk } from '../engine/trace/chunk.ts'
import { parseReply, type WorkerError, type WorkerReply, type WorkerRequest } from './protocol.ts'

export interface RunHandlers {
  onStarted(header: unknown): void
  onChunk(chunk: TraceChunk): void
  onProgress(done: number, total: number, unit: string): void
  /** `digest` is of the state after event number `length`. */
  onFinished(length: number, digest: string, result: unknown): void
  onCancelled(length: number): void
  onFailed(error: WorkerError): void
}

export interface RunRequest {
  readonly operation: string
  readonly params: unknown
  readonly acts: readonly unknown[]
  /** Events before this one are already known. */
  readonly from: number
}

/** The part of `Worker` that the client uses, so that tests can stand in for it. */
export interface WorkerLike {
  postMessage(message: WorkerRequest): void
  terminate(): void
  onmessage: ((message: MessageEvent<unknown>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
  onmessageerror: ((event: MessageEvent<unknown>) => void) | null
}

const PING_MS = 2000
/**
 * A worker that has answered none of so many pings hangs: its slices are 12 ms. Pings are counted, not milliseconds: a
 * machine that slept asked nothing meanwhile.
 */
const MOST_UNANSWERED = 4

/** A run that nobody has asked for yet: what it tells is kept for whoever asks for the same one. */
class RunAhead {
  readonly #key: string
  #told: ((handlers: RunHandlers) => void)[] = []
  #taker: RunHandlers | undefined
  #hasFailed = false
  /** What is told, to the taker or to nobody yet. */
  readonly handlers: RunHandlers = {
    onStarted: (header) => this.#tell((to) => to.onStarted(header)),
    onChunk: (chunk) => this.#tell((to) => to.onChunk(chunk)),
    onProgress: (...progress) => this.#tell((to) => to.onProgress(...progress)),
    onFinished: (...end) => this.#tell((to) => to.onFinished(...end)),
    onCancelled: (length) => this.#tell((to) => to.onCancelled(length)),
    onFailed: (error) => {
      this.#hasFailed = true
      this.#tell((to) => to.onFailed(error))
    },
  }

  constructor(request: RunRequest) {
    this.#key = JSON.stringify(request)
  }

  /** True where it may stand for that run; one that has failed is tried again. */
  is(request: RunRequest): boolean {
    return !this.#hasFailed && this.#key === JSON.stringify(request)
  }

  take(handlers: RunHandlers): void {
    const told = this.#told
    this.#told = []
    this.#taker = handlers
    for (const what of told) what(handlers)
  }

  #tell(what: (handlers: RunHandlers) => void): void {
    if (this.#taker === undefined) this.#told.push(what)
    else what(this.#taker)
  }
}

/**
 * The page's side of the engine. Replaces a worker that crashed or hangs; runs that were under way fail with what was
 * written of them intact, and the next run finds a fresh worker.
 */
export class EngineClient {
  #worker: WorkerLike | undefined
  #nextId = 1
  #nonce = 0
  #unanswered = 0
  #watch: ReturnType<typeof setInterval> | undefined
  readonly #runs = new Map<number, RunHandlers>()
  #ahead: { readonly run: RunAhead; readonly stop: () => void } | undefined

  constructor(readonly createWorker: () => WorkerLike) {}

  /**
   * Starts a run, or takes over the one that was started ahead: its handlers are then told at once what that has told.
   * The returned function stops it at the next place where it can stop.
   */
  run(request: RunRequest, handlers: RunHandlers): () => void {
    const ahead = this.#ahead
    this.#ahead = undefined
    if (ahead?.run.is(request) === true) {
      ahead.run.take(handlers)
      return ahead.stop
    }
    ahead?.stop()
    return this.#run(request, handlers)
  }

  /** Starts a run that will likely be asked for. The first run that is asked for takes it over, or stops it. */
  runAhead(request: RunRequest): void {
    const run = new RunAhead(request)
    this.#ahead = { run, stop: this.#run(request, run.handlers) }
  }

  #run(request: RunRequest, handlers: RunHandlers): () => void {
    const id = this.#nextId++
    this.#runs.set(id, handlers)
    try {
      this.#post({ type: 'run', id, ...request })
    } catch (error) {
      // Parameters that cannot be cloned: there is no run.
      this.#settle(id)
      throw error
    }
    this.#startWatch()
    return () => {
      if (this.#runs.has(id)) this.#post({ type: 'cancel', id })
    }
  }

  /** Starts the worker before there is anything to run: its code is fetched while the page does something else. */
  start(): void {
    this.#worker ??= this.#spawn()
  }

  /** Stops the worker; runs under way are forgotten without a word. */
  close(): void {
    this.#runs.clear()
    this.#drop()
  }

  #post(request: WorkerRequest): void {
    this.#worker ??= this.#spawn()
    this.#worker.postMessage(request)
  }

  #spawn(): WorkerLike {
    const worker = this.createWorker()
    worker.onmessage = (message) => {
      const reply = this.#tryParse(message.data)
      if (reply !== undefined) this.#receive(reply)
    }
    worker.onerror = (event) => {
      event.preventDefault()
      this.#fail('WORKER_CRASHED', event.message === '' ? 'worker stopped' : `worker stopped: ${event.message}`)
    }
    worker.onmessageerror = () => this.#fail('WORKER_PROTOCOL', 'a message from the worker could not be read')
    this.#unanswered = 0
    return worker
  }

  /** Undefined for what is not a reply: the worker is given up. What goes wrong behind this is the page's own fault. */
  #tryParse(data: unknown): WorkerReply | undefined {
    try {
      return parseReply(data)
    } catch (error) {
      this.#fail('WORKER_PROTOCOL', `the worker sent something that is not a reply: ${String(error)}`)
      return undefined
    }
  }

  #receive(reply: WorkerReply): void {
    this.#unanswered = 0
    if (reply.type === 'pong') return
    const handlers = this.#runs.get(reply.id)
    if (handlers === undefined) return
    if (reply.type === 'finished' || reply.type === 'cancelled' || reply.type === 'failed') this.#settle(reply.id)
    switch (reply.type) {
      case 'started':
        return handlers.onStarted(reply.header)
      case 'chunk':
        return handlers.onChunk(reply.chunk)
      case 'progress':
        return handlers.onProgress(reply.done, reply.total, reply.unit)
      case 'finished':
        return handlers.onFinished(reply.length, reply.digest, reply.result)
      case 'cancelled':
        return handlers.onCancelled(reply.length)
      case 'failed':
        return handlers.onFailed(reply.error)
    }
  }

  #settle(id: number): void {
    this.#runs.delete(id)
    if (this.#runs.size > 0) return
    clearInterval(this.#watch)
    this.#watch = undefined
  }

  #startWatch(): void {
    this.#watch ??= setInterval(() => {
      if (this.#unanswered >= MOST_UNANSWERED) {
        this.#fail('WORKER_HUNG', 'worker does not answer and was stopped')
        return
      }
      this.#unanswered++
      this.#worker?.postMessage({ type: 'ping', nonce: this.#nonce++ })
    }, PING_MS)
  }

  #fail(code: string, message: string): void {
    this.#drop()
    const runs = [...this.#runs.values()]
    this.#runs.clear()
    for (const handlers of runs) handlers.onFailed({ code, message, where: 'worker' })
  }

  #drop(): void {
    clearInterval(this.#watch)
    this.#watch = undefined
    this.#worker?.terminate()
    this.#worker = undefined
  }
}

declare global {
  /** The worker that `boot.js` has started before any module ran; taken by the first who needs one. */
  var lakescopeEngine: Worker | undefined
}

/** The engine's worker of this app. */
export function createEngineWorker(): WorkerLike {
  const ahead = globalThis.lakescopeEngine
  globalThis.lakescopeEngine = undefined
  if (ahead !== undefined) return ahead
  return new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'engine' })
}
