import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb'
import { MemoryDatabase, MemoryStore } from './memory-store.ts'
import { createName } from './name.ts'
import { stampDrafts, tryInstant, type ProgressDraft } from './record.ts'
import {
  StoreClosedError,
  type ProgressStore,
  type StoredCheckpoint,
  type StoredRow,
  type StoredRows,
} from './store.ts'

const DATABASE = 'lakescope.progress'
const VERSION = 1
const STORES = ['events', 'meta'] as const

interface ProgressSchema extends DBSchema {
  events: { key: number; value: unknown; indexes: { id: string } }
  meta: { key: string; value: unknown }
}

type Mode = 'readonly' | 'readwrite'
type Transaction<M extends Mode> = IDBPTransaction<ProgressSchema, typeof STORES, M>

export interface OpenedStore {
  readonly store: ProgressStore
  /** The database is of a newer version: `store` is a copy in memory, the database stays as it is. */
  readonly newer: boolean
}

/** Opens the browser's database. Rejects where there is none (private mode, blocked site data). */
export async function openIdbStore(name = DATABASE): Promise<OpenedStore> {
  const store = new IdbStore(name)
  try {
    await store.readFrom(Number.MAX_SAFE_INTEGER)
    return { store, newer: false }
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'VersionError') throw error
    return { store: new MemoryStore(new MemoryDatabase(await readNewer(name))), newer: true }
  }
}

/** The log in IndexedDB. Transactions make its methods atomic over all tabs. */
class IdbStore implements ProgressStore {
  readonly #name: string
  #connection: Promise<IDBPDatabase<ProgressSchema>> | undefined
  #closed = false

  constructor(name: string) {
    this.#name = name
  }

  readFrom(seq: number): Promise<StoredRows> {
    return this.#transact('readonly', (transaction) => readRows(transaction, seq))
  }

  append(drafts: readonly ProgressDraft[], after: number): Promise<StoredRows> {
    return this.#transact('readwrite', async (transaction) => {
      const events = transaction.objectStore('events')
      const asked = [...new Map(drafts.map((draft) => [draft.id, draft])).values()]
      const known = await Promise.all(asked.map((draft) => events.index('id').getKey(draft.id)))
      const fresh = asked.filter((_, i) => known[i] === undefined)
      const values = stampDrafts(fresh, await readLastAt(transaction))
      await Promise.all(values.map((value) => events.add(value)))
      return readRows(transaction, after)
    })
  }

  readCheckpoint(): Promise<unknown> {
    return this.#transact('readonly', (transaction) => transaction.objectStore('meta').get('checkpoint'))
  }

  writeCheckpoint(checkpoint: StoredCheckpoint): Promise<void> {
    return this.#transact('readwrite', async (transaction) => {
      if ((await readGeneration(transaction)) !== checkpoint.generation) return
      await transaction.objectStore('meta').put(checkpoint, 'checkpoint')
    })
  }

  rewrite(plan: (values: readonly unknown[]) => readonly unknown[]): Promise<void> {
    return this.#transact('readwrite', async (transaction) => {
      const events = transaction.objectStore('events')
      const meta = transaction.objectStore('meta')
      const values = plan(await events.getAll())
      await events.clear()
      await Promise.all(values.map((value) => events.add(value)))
      await Promise.all([meta.delete('checkpoint'), meta.put(createName(), 'generation')])
    })
  }

  close(): void {
    this.#closed = true
    this.#disconnect()
  }

  /** Runs `act` in one transaction; nothing of it is kept when `act` or the commit fails. */
  async #transact<M extends Mode, Result>(
    mode: M,
    act: (transaction: Transaction<M>) => Promise<Result>,
  ): Promise<Result> {
    const database = await this.#connect()
    const transaction = database.transaction(STORES, mode)
    const result = act(transaction).catch((error: unknown) => {
      abort(transaction)
      throw error
    })
    return (await Promise.all([result, transaction.done]))[0]
  }

  #connect(): Promise<IDBPDatabase<ProgressSchema>> {
    if (this.#closed) return Promise.reject(new StoreClosedError('the database was closed for a newer version'))
    let cause: unknown
    this.#connection ??= openDB<ProgressSchema>(this.#name, VERSION, {
      upgrade(database, _from, _to, transaction) {
        database.createObjectStore('events', { autoIncrement: true }).createIndex('id', 'id', { unique: true })
        const put = database.createObjectStore('meta').put(createName(), 'generation')
        // The opening fails with it, but only says that it was ended.
        Promise.all([transaction.done, put]).catch((error: unknown) => (cause = error))
      },
      blocking: (_, wanted) => {
        // A newer tab wants to change the form of the database; a deletion (null) leaves a new one to be opened.
        if (wanted !== null) this.#closed = true
        this.#disconnect()
      },
      terminated: () => {
        this.#connection = undefined
      },
    }).catch((error: unknown) => {
      this.#connection = undefined
      throw cause ?? error
    })
    return this.#connection
  }

  #disconnect(): void {
    void this.#connection?.then((database) => database.close()).catch(() => undefined)
    this.#connection = undefined
  }
}

async function readRows(transaction: Transaction<Mode>, after: number): Promise<StoredRows> {
  const events = transaction.objectStore('events')
  const range = IDBKeyRange.lowerBound(after, true)
  const [generation, keys, values] = await Promise.all([
    readGeneration(transaction),
    events.getAllKeys(range),
    events.getAll(range),
  ])
  return { generation, rows: keys.map((seq, i) => ({ seq, value: values[i] })) }
}

async function readGeneration(transaction: Transaction<Mode>): Promise<string> {
  return String(await transaction.objectStore('meta').get('generation'))
}

async function readLastAt(transaction: Transaction<Mode>): Promise<string | undefined> {
  let cursor = await transaction.objectStore('events').openCursor(undefined, 'prev')
  while (cursor !== null) {
    const at = tryInstant(cursor.value)
    if (at !== undefined) return at
    cursor = await cursor.continue()
  }
  return undefined
}

/** The events of a database of a newer version, as far as they stand where ours do. Nothing is written. */
async function readNewer(name: string): Promise<StoredRow[]> {
  const database = await openDB<ProgressSchema>(name)
  try {
    if (!database.objectStoreNames.contains('events')) return []
    const values = await database.getAll('events')
    return values.map((value, i) => ({ seq: i + 1, value }))
  } finally {
    database.close()
  }
}

function abort(transaction: Transaction<Mode>): void {
  try {
    transaction.abort()
  } catch {
    // It has ended already, by the same error.
  }
}
