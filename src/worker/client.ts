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
  /** By number. Of a run that nobody has asked for yet, what it has told. */
  readonly #runs = new Map<number, RunHandlers | WorkerReply[]>()
  #ahead: { readonly id: number; readonly key: string; readonly told: readonly WorkerReply[] } | undefined

  constructor(readonly createWorker: () => WorkerLike) {}

  /**
   * Starts a run, or takes over the one that was started ahead: its handlers are then told at once what that has told.
   * The returned function stops it at the next place where it can stop.
   */
  run(request: RunRequest, handlers: RunHandlers): () => void {
    const ahead = this.#ahead
    this.#ahead = undefined
    if (ahead?.key === JSON.stringify(request)) {
      if (this.#runs.has(ahead.id)) this.#runs.set(ahead.id, handlers)
      for (const reply of ahead.told) tell(handlers, reply)
      return () => this.#cancel(ahead.id)
    }
    if (ahead !== undefined) this.#cancel(ahead.id)
    const id = this.#start(request, handlers)
    return () => this.#cancel(id)
  }

  /** Starts a run that will likely be asked for. The first run that is asked for takes it over, or stops it. */
  runAhead(request: RunRequest): void {
    const told: WorkerReply[] = []
    this.#ahead = { id: this.#start(request, told), key: JSON.stringify(request), told }
  }

  #start(request: RunRequest, handlers: RunHandlers | WorkerReply[]): number {
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
    return id
  }

  #cancel(id: number): void {
    if (this.#runs.has(id)) this.#post({ type: 'cancel', id })
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
    const worker = this.#create()
    worker.onmessage = (message) => {
      const reply = this.#tryParse(message.data)
      if (reply !== undefined) this.#receive(reply)
    }
    worker.onerror = (event) => {
      event.preventDefault()
      // A script that does not come is told by an event without a message.
      const isTold = 'message' in event && event.message !== ''
      this.#fail('WORKER_CRASHED', isTold ? `worker stopped: ${event.message}` : 'worker stopped')
    }
    worker.onmessageerror = () => this.#fail('WORKER_PROTOCOL', 'a message from the worker could not be read')
    this.#unanswered = 0
    return worker
  }

  /** Where no worker can be had, one that is found dead: runs are told as those of any that crashed. */
  #create(): WorkerLike {
    try {
      return this.createWorker()
    } catch (error) {
      const dead: WorkerLike = {
        postMessage: () => {
          const reason = error instanceof Error ? error.message : String(error)
          queueMicrotask(() => {
            if (this.#worker === dead) this.#fail('WORKER_CRASHED', `no worker could be started: ${reason}`)
          })
        },
        terminate: () => undefined,
        onmessage: null,
        onerror: null,
        onmessageerror: null,
      }
      return dead
    }
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
    if (Array.isArray(handlers)) handlers.push(reply)
    else tell(handlers, reply)
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
    this.#ahead = undefined
    for (const run of runs) if (!Array.isArray(run)) run.onFailed({ code, message, where: 'worker' })
  }

  #drop(): void {
    clearInterval(this.#watch)
    this.#watch = undefined
    this.#worker?.terminate()
    this.#worker = undefined
  }
}

function tell(handlers: RunHandlers, reply: WorkerReply): void {
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
    case 'pong':
      return
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
