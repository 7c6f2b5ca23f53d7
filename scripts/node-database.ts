import { createRequire } from 'node:module'
import { setImmediate } from 'node:timers/promises'
import type { AsyncDuckDB } from '@duckdb/duckdb-wasm'
import { createDuckDB, NODE_RUNTIME, VoidLogger } from '@duckdb/duckdb-wasm/blocking'
import type { DuckDBBundles } from '@duckdb/duckdb-wasm/blocking'
import { Database } from '../src/query/database.ts'
import type { QueryInstance } from '../src/query/instance.ts'
import { parseFailure } from '../src/query/query-error.ts'
import type { QueryError } from '../src/query/query-error.ts'
import { SESSION_SETTINGS } from '../src/query/session.ts'

type Bindings = Awaited<ReturnType<typeof createDuckDB>>

/**
 * The app's database without a browser, for tests: the same DuckDB, of the same file, with the same session, in this thread.
 * A query is cancelled between two slices of its work; one that does not come to such a place cannot be ended.
 */
export async function startNodeDatabase(): Promise<Database> {
  return new Database(startInstance, await startInstance())
}

async function startInstance(): Promise<QueryInstance> {
  const resolve = createRequire(import.meta.url).resolve
  const bundle = {
    mainModule: resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'),
    mainWorker: '',
  }
  const bundles: DuckDBBundles = { mvp: bundle, eh: bundle }
  const bindings = await createDuckDB(bundles, new VoidLogger(), NODE_RUNTIME)
  await bindings.instantiate(() => undefined)
  bindings.open({ path: ':memory:', arrowLosslessConversion: true })
  const instance = new NodeInstance(bindings)
  for (const setting of SESSION_SETTINGS) await instance.run(setting)
  return instance
}

class NodeInstance implements QueryInstance {
  readonly #asked: AsyncDuckDB
  readonly #connection: number
  #end: QueryError | undefined

  constructor(bindings: Bindings) {
    this.#connection = bindings.connect().useUnsafe((_, connection) => connection)
    this.#asked = withPromises(bindings)
  }

  get hasEnded(): boolean {
    return this.#end !== undefined
  }

  async call<T>(sql: string, ask: (database: AsyncDuckDB, connection: number) => Promise<T>): Promise<T> {
    if (this.#end !== undefined) throw this.#end
    try {
      return await ask(this.#asked, this.#connection)
    } catch (error) {
      const failure = parseFailure(error, sql)
      if (failure.kind === 'crashed') this.end(failure)
      throw failure
    }
  }

  async run(sql: string): Promise<void> {
    await this.call(sql, (database, connection) => database.runQuery(connection, sql))
  }

  end(reason: QueryError): void {
    this.#end ??= reason
  }
}

/** Both have the same methods; here each gives the thread away first, so that timers and signals are heard. */
function withPromises(bindings: Bindings): AsyncDuckDB {
  const proxy = new Proxy(bindings, {
    get:
      (target, name) =>
      async (...args: unknown[]) => {
        await setImmediate()
        const method = Reflect.get(target, name) as (...args: unknown[]) => unknown
        return method.apply(target, args)
      },
  })
  return proxy as unknown as AsyncDuckDB
}
