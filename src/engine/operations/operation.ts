import type { Fold } from '../trace/fold.ts'
import type { TraceWriter } from '../trace/writer.ts'

/** How far an operation is; `unit` names what is counted ("records"). */
export interface OperationProgress {
  readonly done: number
  readonly total: number
  readonly unit: string
}

/** A run under way. One that waits for stores is asynchronous; between two steps it writes no event either way. */
export type Job = Generator<OperationProgress, unknown> | AsyncGenerator<OperationProgress, unknown>

/** An operation set up to run: its parameters are checked, nothing has been emitted. */
export interface PreparedRun {
  /** What the fold needs to know before the first event; plain data that can be cloned. */
  readonly header: unknown
  readonly fold: Fold<unknown>
  /** Runs the algorithm to the end, yielding where it can be stopped. Returns what a caller wants to know of it. */
  run(trace: TraceWriter): Job
}

/** A run that waits for nothing. */
export interface SynchronousRun extends PreparedRun {
  run(trace: TraceWriter): Generator<OperationProgress, unknown>
}

/** One thing the page may ask of the engine. The same parameters and acts give the same events, byte for byte. */
export interface Operation<Run extends PreparedRun = PreparedRun> {
  readonly name: string
  /** Parameters that the shared operation test runs, each with acts that are legal on it. */
  readonly samples: readonly { readonly params: unknown; readonly acts: readonly unknown[] }[]
  /** Checks parameters and acts from outside; throws `OperationError`. */
  prepare(params: unknown, acts: unknown): Run
}

/** A run that holds files open. */
export interface OpenRun extends PreparedRun {
  /** Lets go of them; called once, however the run ended. */
  close(): Promise<void>
}

/** An operation on files: opening them takes time. `Ports` is what its worker gives it to open them with. */
export interface PortedOperation<Ports> {
  readonly name: string
  /** Checks parameters and acts from outside and opens what the run needs; throws `OperationError`. */
  open(params: unknown, acts: unknown, ports: Ports): Promise<OpenRun>
}

/** Input from outside does not fit: says what, where and what to do. */
export class OperationError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly where: string,
  ) {
    super(message)
    this.name = 'OperationError'
  }
}
