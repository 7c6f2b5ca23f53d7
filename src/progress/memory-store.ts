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

  async readFrom(seq: number): Promise<StoredRows> {
    const { generation, rows } = this.#database
    return { generation, rows: rows.filter((row) => row.seq > seq) }
  }

  async append(drafts: readonly ProgressDraft[], after: number): Promise<StoredRows> {
    const { rows } = this.#database
    const known = new Set(rows.map((row) => readRecord(row.value).id))
    const lastAt = rows.reduce<string | undefined>((last, row) => tryInstant(row.value) ?? last, undefined)
    for (const value of stampDrafts(
      drafts.filter((draft) => !known.has(draft.id)),
      lastAt,
    )) {
      this.#database.add(value)
    }
    return this.readFrom(after)
  }

  async readCheckpoint(): Promise<unknown> {
    return this.#database.checkpoint
  }

  async writeCheckpoint(checkpoint: StoredCheckpoint): Promise<void> {
    if (checkpoint.generation === this.#database.generation) this.#database.checkpoint = checkpoint
  }

  async rewrite(plan: (values: readonly unknown[]) => readonly unknown[]): Promise<void> {
    this.#database.renew(plan(this.#database.rows.map((row) => row.value)))
  }

  close(): void {
    // Memory has no connection to give back.
  }
}
