import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm'
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url'
import { WASM_SIZE_BYTES } from './load-progress.ts'
import type { LoadProgress } from './load-progress.ts'
import { tryLoaderMessage } from './loader-message.ts'
import { crashed, loadError, parseFailure } from './query-error.ts'
import type { QueryError } from './query-error.ts'
import { SESSION_SETTINGS } from './session.ts'

/** What tables and queries need of an instance; a test may run them on one that lives elsewhere. */
export type QueryInstance = Pick<Instance, 'hasEnded' | 'call' | 'run' | 'end'>

type OnProgress = (progress: LoadProgress) => void

/** One worker with one DuckDB and one connection. When it has ended, every call fails with the reason of its end. */
export class Instance {
  readonly #database: AsyncDuckDB
  readonly #waiting = new Set<(error: QueryError) => void>()
  #end: QueryError | undefined
  #connection = -1

  private constructor(readonly worker: Worker) {
    this.#database = new AsyncDuckDB(new VoidLogger(), worker)
  }

  /** Rejects with a `QueryError` of kind `load`. */
  static async start(onProgress: OnProgress): Promise<Instance> {
    let worker: Worker | undefined
    let instance: Instance | undefined
    try {
      worker = new Worker(new URL('./duckdb-worker.ts', import.meta.url), { type: 'module', name: 'duckdb' })
      const { ready, failed } = listen(worker, onProgress, (error) => instance?.end(error))
      await ready
      const started = (instance = new Instance(worker))
      await Promise.race([started.#open(), failed])
      return started
    } catch (error) {
      worker?.terminate()
      throw loadError(error)
    }
  }

  async #open(): Promise<void> {
    await this.call('', (database) => database.instantiate(wasmUrl))
    await this.call('', (database) => database.open({ path: ':memory:', arrowLosslessConversion: true }))
    this.#connection = await this.call('', (database) => database.connectInternal())
    for (const setting of SESSION_SETTINGS) await this.run(setting)
  }

  get hasEnded(): boolean {
    return this.#end !== undefined
  }

  /**
   * Asks DuckDB for something. Rejects with a `QueryError`: what DuckDB says about `sql`, or, since its own promises stay
   * open for ever when the worker is gone, why it ended.
   */
  call<T>(sql: string, ask: (database: AsyncDuckDB, connection: number) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#end !== undefined) return reject(this.#end)
      this.#waiting.add(reject)
      ask(this.#database, this.#connection)
        .then(resolve, (error: unknown) => {
          const failure = parseFailure(error, sql)
          if (failure.kind === 'crashed') this.end(failure)
          reject(failure)
        })
        .finally(() => this.#waiting.delete(reject))
    })
  }

  /** Runs a statement whose result nobody wants. */
  async run(sql: string): Promise<void> {
    await this.call(sql, (database, connection) => database.runQuery(connection, sql))
  }

  /** Ends the worker, whatever it does; calls under way fail with `reason`. */
  end(reason: QueryError): void {
    if (this.#end !== undefined) return
    this.#end = reason
    this.worker.terminate()
    for (const reject of this.#waiting) reject(reason)
    this.#waiting.clear()
  }
}

/**
 * Hears the loader's messages and the worker's errors before DuckDB's client does, which would complain about the ones on
 * the console and forget its calls at the others. `ready` comes when DuckDB's script listens, `failed` only ever fails.
 */
function listen(worker: Worker, onProgress: OnProgress, onCrash: (error: QueryError) => void) {
  let tellReady = (): void => undefined
  let tellFailure: (error: Error) => void = () => undefined
  const failed = new Promise<never>((_, reject) => (tellFailure = reject))
  const ready = Promise.race([new Promise<void>((resolve) => (tellReady = resolve)), failed])
  // Nobody listens any more when it breaks down later.
  failed.catch(() => undefined)
  const fail = (reason: string): void => {
    tellFailure(new Error(reason))
    onCrash(crashed(reason))
  }
  worker.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = tryLoaderMessage(event.data)
    if (message === undefined) return
    event.stopImmediatePropagation()
    if (message.loader === 'ready') tellReady()
    else if (message.loader === 'failed') fail(message.reason)
    else onProgress({ loadedBytes: message.loadedBytes, totalBytes: WASM_SIZE_BYTES })
  })
  worker.addEventListener('error', (event) => {
    event.stopImmediatePropagation()
    event.preventDefault()
    fail(event.message || 'its worker could not be started')
  })
  return { ready, failed }
}
