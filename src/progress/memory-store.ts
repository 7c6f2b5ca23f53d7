import { readRecord, stampDrafts, tryInstant, type ProgressDraft } from './record.ts'
import type { ProgressStore, StoredCheckpoint, StoredRow, StoredRows } from './store.ts'

/** The rows that several memory stores share, as tabs share a database. */
export class MemoryDatabase {
  rows: StoredRow[]
  checkpoint: StoredCheckpoint | undefined
  nextSeq: number
  #generation = 0

  constructor(rows: readonly StoredRow[] = []) {
    this.rows = [...rows]
    this.nextSeq = (rows.at(-1)?.seq ?? 0) + 1
  }

  get generation(): string {
    return String(this.#generation)
  }

  add(value: unknown): void {
    this.rows.push({ seq: this.nextSeq++, value })
  }

  renew(values: readonly unknown[]): void {
    this.#generation++
    this.checkpoint = undefined
    this.rows = []
    for (const value of values) this.add(value)
  }
}

/** The log in memory: what is used where the browser gives no database, and the twin of the stored one in tests. */
export class MemoryStore implements ProgressStore {
  readonly #database: MemoryDatabase

  constructor(database = new MemoryDatabase()) {
    this.#database = database
  }

  readFrom(seq: number): Promise<StoredRows> {
    return atomically(() => this.#rowsAfter(seq))
  }

  append(drafts: readonly ProgressDraft[], after: number): Promise<StoredRows> {
    return atomically(() => {
      const { rows } = this.#database
      const known = new Set(rows.map((row) => readRecord(row.value).id))
      const fresh = drafts.filter((draft) => !known.has(draft.id) && known.add(draft.id))
      const lastAt = rows.reduce<string | undefined>((last, row) => tryInstant(row.value) ?? last, undefined)
      for (const value of stampDrafts(fresh, lastAt)) this.#database.add(value)
      return this.#rowsAfter(after)
    })
  }

  readCheckpoint(): Promise<unknown> {
    return atomically(() => this.#database.checkpoint)
  }

  writeCheckpoint(checkpoint: StoredCheckpoint): Promise<void> {
    return atomically(() => {
      if (checkpoint.generation === this.#database.generation) this.#database.checkpoint = checkpoint
    })
  }

  rewrite(plan: (values: readonly unknown[]) => readonly unknown[]): Promise<void> {
    return atomically(() => this.#database.renew(plan(this.#database.rows.map((row) => row.value))))
  }

  close(): void {
    // Memory has no connection to give back.
  }

  #rowsAfter(seq: number): StoredRows {
    const { generation, rows } = this.#database
    return { generation, rows: rows.filter((row) => row.seq > seq) }
  }
}

/** Runs the task later and undivided, as a transaction; what it throws rejects. */
async function atomically<Result>(task: () => Result): Promise<Result> {
  await Promise.resolve()
  return task()
}
