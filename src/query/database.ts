import { RecordBatchStreamWriter, Table } from 'apache-arrow'
import type { RecordBatch, Schema } from 'apache-arrow'
import type { QueryResult } from './cell.ts'
import type { ColumnBatch, QueryColumn } from './column-batch.ts'
import { createRecordBatch, createSchema } from './column-data.ts'
import { Instance } from './instance.ts'
import type { QueryInstance } from './instance.ts'
import type { LoadProgress } from './load-progress.ts'
import { crashed, QueryError } from './query-error.ts'
import { cancelled, runStreamed } from './stream-query.ts'
import { formatPlace, keyOf, quoteName } from './table-place.ts'
import type { TablePlace } from './table-place.ts'

const MOST_ROWS = 1000

export interface QueryOptions {
  readonly signal?: AbortSignal
  /** Rows beyond are not read; 1000 by default. */
  readonly mostRows?: number
}

interface StoredTable {
  readonly place: TablePlace
  readonly schema: Schema
  readonly batches: readonly RecordBatch[]
}

export async function startDatabase(onProgress: (progress: LoadProgress) => void): Promise<Database> {
  const start = () => Instance.start(onProgress)
  return new Database(start, await start())
}

/**
 * Tables in memory and queries over them. Calls run one behind the other. The rows of the tables are kept outside of
 * DuckDB too: when it broke down, or had to be ended because it did not stop, the next call starts another with the same
 * tables. What else a statement has made there is gone then.
 */
export class Database {
  readonly #tables = new Map<string, StoredTable>()
  #last: Promise<unknown> = Promise.resolve()
  #isClosed = false

  constructor(
    readonly startInstance: () => Promise<QueryInstance>,
    private instance: QueryInstance,
  ) {}

  /**
   * Makes a table of rows, in place of one that stands there. Rejects with a `QueryError`: of kind `data` for rows that do
   * not fit their columns, and then a table that stands there stays; of kind `query` when DuckDB does not take them (it has
   * no memory left, say), and then none is there.
   */
  async registerRows(
    place: TablePlace,
    columns: readonly QueryColumn[],
    batches: Iterable<ColumnBatch> | AsyncIterable<ColumnBatch>,
  ): Promise<void> {
    const schema = createSchema(columns)
    const records: RecordBatch[] = []
    for await (const batch of batches) if (batch.rows > 0) records.push(createRecordBatch(schema, columns, batch))
    await this.#register({ place, schema, batches: records })
  }

  /** Makes a table of an Arrow table, in place of one that stands there. */
  async registerArrow(place: TablePlace, table: Table): Promise<void> {
    await this.#register({ place, schema: table.schema, batches: table.batches.filter(({ numRows }) => numRows > 0) })
  }

  /** Forgets a table; one that is not there is no error. */
  async dropTable(place: TablePlace): Promise<void> {
    await this.#enqueue(undefined, async (instance) => {
      this.#tables.delete(keyOf(place))
      await instance.run(`DROP TABLE IF EXISTS ${formatPlace(place)}`)
    })
  }

  /**
   * Runs a statement and reads its rows. Rejects with a `QueryError`: `query` for what DuckDB says, `cancelled` within about
   * two seconds of the signal, `crashed` when DuckDB broke down, `load` when it had to be started again and could not.
   */
  async runQuery(sql: string, { signal, mostRows = MOST_ROWS }: QueryOptions = {}): Promise<QueryResult> {
    return this.#enqueue(signal, (instance) => runStreamed(instance, sql, { signal, mostRows }))
  }

  /** Ends DuckDB; calls under way and later ones fail. */
  close(): void {
    this.#isClosed = true
    this.#tables.clear()
    this.instance.end(closed())
  }

  async #register(table: StoredTable): Promise<void> {
    await this.#enqueue(undefined, async (instance) => {
      const key = keyOf(table.place)
      this.#tables.delete(key)
      await insertTable(instance, table)
      this.#tables.set(key, table)
    })
  }

  /** Runs a task when all before it have ended, on an instance that is alive; one that is aborted before is left out. */
  #enqueue<T>(signal: AbortSignal | undefined, task: (instance: QueryInstance) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(cancelled())
      let hasBegun = false
      const leave = (): void => {
        if (!hasBegun) reject(cancelled())
      }
      signal?.addEventListener('abort', leave, { once: true })
      const run = async (): Promise<void> => {
        if (signal?.aborted === true) throw cancelled()
        hasBegun = true
        signal?.removeEventListener('abort', leave)
        resolve(await task(await this.#ensureInstance()))
      }
      this.#last = this.#last.then(run).catch(reject)
    })
  }

  async #ensureInstance(): Promise<QueryInstance> {
    if (this.#isClosed) throw closed()
    if (!this.instance.hasEnded) return this.instance
    // From here on it is the one that `close` ends.
    this.instance = await this.startInstance()
    if (this.#isClosed) this.instance.end(closed())
    try {
      for (const table of this.#tables.values()) await insertTable(this.instance, table)
    } catch (error) {
      // One without its tables would answer as if they had never been there.
      this.instance.end(crashed(messageOf(error)))
      throw error
    }
    return this.instance
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function closed(): QueryError {
  return new QueryError('cancelled', 'DuckDB was closed.')
}

/** Throws with no table there. */
async function insertTable(instance: QueryInstance, table: StoredTable): Promise<void> {
  try {
    await insertBatches(instance, table)
  } catch (error) {
    if (!instance.hasEnded) await instance.run(`DROP TABLE IF EXISTS ${formatPlace(table.place)}`)
    throw error
  }
}

/** Batch by batch, so that DuckDB never holds more than one beside the table. */
async function insertBatches(instance: QueryInstance, { place, schema, batches }: StoredTable): Promise<void> {
  const [first, second] = place
  const target = second === undefined ? { name: first } : { schema: first, name: second }
  if (second !== undefined) await instance.run(`CREATE SCHEMA IF NOT EXISTS ${quoteName(first)}`)
  await instance.run(`DROP TABLE IF EXISTS ${formatPlace(place)}`)
  const pieces = batches.length === 0 ? [new Table(schema)] : batches.map((batch) => new Table(schema, [batch]))
  for (const [i, piece] of pieces.entries()) {
    const bytes = RecordBatchStreamWriter.writeAll(piece).toUint8Array(true)
    await instance.call('', (database, connection) =>
      database.insertArrowFromIPCStream(connection, bytes, { ...target, create: i === 0 }),
    )
  }
}
