import { tryCountAllRows } from '../delta/file-stats.ts'
import { Replay } from '../delta/replay.ts'
import { createAdd } from './delta-file-actions.ts'

/** Where the driver of a query dies: before the table has the batch, or when it has it and the checkpoint does not know. */
export type Death = 'before-write' | 'before-commit'

/** What became of one attempt at a batch. */
export interface BatchAttempt {
  readonly batch: number
  /** False where nothing was written: the driver died before, or the table has passed over it. */
  readonly isWritten: boolean
}

/**
 * A query whose `foreachBatch` appends to a Delta table. The checkpoint notes what a batch reads before it runs, and that it
 * is done afterwards; a query that is started again runs the first batch once more that is not done. With an `appId` a
 * write carries (appId, batch) as its transaction, and the table passes over a number that is not newer than its own.
 */
export class BatchQuery {
  /** Batches in the commit log of the checkpoint. */
  #done = 0
  #files = 0
  readonly #table = new Replay(undefined)

  constructor(
    readonly rowsPerBatch: number,
    readonly appId?: string,
  ) {}

  /** Rows that a reader of the table finds. */
  get rows(): number {
    return tryCountAllRows(this.#table.files) ?? 0
  }

  /** Runs the next batch; after a death this is the same one again. */
  runBatch(death?: Death): BatchAttempt {
    const batch = this.#done
    const isWritten = death !== 'before-write' && this.#write(batch)
    if (death === undefined) this.#done++
    return { batch, isWritten }
  }

  /** The next batch has number 0 again; the table stays as it is. */
  deleteCheckpoint(): void {
    this.#done = 0
  }

  #write(batch: number): boolean {
    const { appId } = this
    if (appId !== undefined) {
      const last = this.#table.transactions.get(appId)?.version
      if (last !== undefined && batch <= last) return false
      this.#table.apply({ kind: 'txn', appId, version: batch, lastUpdated: undefined })
    }
    const stats = JSON.stringify({ numRecords: this.rowsPerBatch })
    this.#table.apply(createAdd(`part-${this.#files++}.parquet`, { stats }))
    return true
  }
}
