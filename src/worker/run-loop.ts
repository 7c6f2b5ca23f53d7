import { OperationError } from '../engine/operations/operation.ts'
import type { Job, OpenRun, Operation, OperationProgress, PreparedRun } from '../engine/operations/operation.ts'
import { SortError } from '../engine/sort/sort-error.ts'
import { chunkFrom, transferablesOf } from '../engine/trace/chunk.ts'
import type { Fold } from '../engine/trace/fold.ts'
import { TraceWriter } from '../engine/trace/writer.ts'
import type { WorkerError, WorkerReply, WorkerRequest } from './protocol.ts'

export interface RunLoopPorts {
  post(reply: WorkerReply, transfer: ArrayBuffer[]): void
  /** Milliseconds, only for deciding when to let other messages in; never reaches the engine. */
  now(): number
  /** Resolves after messages that wait have been delivered. */
  breathe(): Promise<void>
}

/** An operation that already has what it opens files with. */
export interface FileOperation {
  open(params: unknown, acts: unknown): Promise<OpenRun>
}

const SLICE_MS = 12

type RunRequest = Extract<WorkerRequest, { type: 'run' }>

/** Runs operations for the page, one slice at a time, so that cancels and pings get through. */
export class RunLoop {
  readonly #cancelled = new Set<number>()

  /** `find` gives the operation of a name and throws for a name nobody knows. */
  constructor(
    readonly ports: RunLoopPorts,
    readonly find: (name: string) => Operation | FileOperation | Promise<Operation>,
  ) {}

  cancel(id: number): void {
    this.#cancelled.add(id)
  }

  async run(request: RunRequest): Promise<void> {
    const { id } = request
    const trace = new TraceWriter()
    try {
      const operation = await this.find(request.operation)
      this.#post(
        'open' in operation
          ? await this.#runOpen(request, trace, await operation.open(request.params, request.acts))
          : await this.#runToEnd(request, trace, operation.prepare(request.params, request.acts)),
      )
    } catch (error) {
      this.#post({ type: 'failed', id, length: trace.length, error: describeError(error) })
    } finally {
      this.#cancelled.delete(id)
    }
  }

  /** The run is over for the page only when its files are closed. */
  async #runOpen(request: RunRequest, trace: TraceWriter, prepared: OpenRun): Promise<WorkerReply> {
    try {
      return await this.#runToEnd(request, trace, prepared)
    } finally {
      await prepared.close()
    }
  }

  /** Returns the reply that ends the run. */
  async #runToEnd(request: RunRequest, trace: TraceWriter, prepared: PreparedRun): Promise<WorkerReply> {
    const { id } = request
    const { fold, header } = prepared
    this.#post({ type: 'started', id, header })
    const state = fold.start()
    const job = prepared.run(trace)
    for (;;) {
      const step = await this.#slice(job, () => this.#flush(request, trace, fold, state))
      if (step.done === true) {
        return { type: 'finished', id, length: trace.length, digest: fold.digest(state), result: step.value }
      }
      this.#post({ type: 'progress', id, ...step.value })
      await this.ports.breathe()
      if (this.#cancelled.has(id)) {
        await job.return(undefined)
        this.#flush(request, trace, fold, state)
        return { type: 'cancelled', id, length: trace.length }
      }
    }
  }

  #post(reply: WorkerReply): void {
    this.ports.post(reply, [])
  }

  /** Goes on for a while; what was written is sent, also when the job fails. */
  async #slice(job: Job, flush: () => void): Promise<IteratorResult<OperationProgress, unknown>> {
    const end = this.ports.now() + SLICE_MS
    try {
      for (;;) {
        const next = job.next()
        const step = next instanceof Promise ? await next : next
        if (step.done === true || this.ports.now() >= end) return step
      }
    } finally {
      flush()
    }
  }

  /** Sends what is new, after folding it: the columns are gone from this side once they are posted. */
  #flush(request: RunRequest, trace: TraceWriter, fold: Fold<unknown>, state: unknown): void {
    for (const chunk of trace.takeChunks()) {
      fold.reduce(state, chunk, 0, chunk.length)
      const unknown = chunkFrom(chunk, request.from)
      if (unknown === undefined) continue
      this.ports.post({ type: 'chunk', id: request.id, chunk: unknown }, transferablesOf(unknown))
    }
  }
}

/** Puts any thrown value into words. */
export function describeError(error: unknown): WorkerError {
  if (error instanceof OperationError || error instanceof SortError) {
    return { code: error.code, message: error.message, where: error.where }
  }
  if (error instanceof Error) {
    return { code: 'ENGINE_FAULT', message: error.message, where: 'engine', stack: error.stack }
  }
  return { code: 'ENGINE_FAULT', message: String(error), where: 'engine' }
}
