import type { ProgressDraft } from './record.ts'
import type { ProgressState } from './state.ts'

/** A stored value and the key it stands under; keys rise, with gaps. */
export interface StoredRow {
  readonly seq: number
  readonly value: unknown
}

export interface StoredRows {
  /** Changes when the log was erased or rewritten: then keys known before mean nothing any more. */
  readonly generation: string
  readonly rows: readonly StoredRow[]
}

/** A state kept so that a start folds only what came after. */
export interface StoredCheckpoint {
  readonly schema: number
  readonly generation: string
  /** Key of the last row that the state has. */
  readonly seq: number
  readonly state: ProgressState
}

/**
 * Where the log lives. Several stores may share one database (tabs do): every method is atomic, and appends of several
 * stores come one after the other.
 */
export interface ProgressStore {
  /** All rows with a key above `seq`, in order of their keys. */
  readFrom(seq: number): Promise<StoredRows>
  /**
   * Stamps and appends the drafts, all or none; a draft whose id is in the log already is left out.
   * Gives all rows above `after`, those of other tabs too.
   */
  append(drafts: readonly ProgressDraft[], after: number): Promise<StoredRows>
  /** The checkpoint as it was written, unchecked; undefined where there is none. */
  readCheckpoint(): Promise<unknown>
  /** Replaces the checkpoint, unless the log is of another generation than the checkpoint by now. */
  writeCheckpoint(checkpoint: StoredCheckpoint): Promise<void>
  /** Replaces all values by `plan(values)` under new keys, as a new generation. */
  rewrite(plan: (values: readonly unknown[]) => readonly unknown[]): Promise<void>
  close(): void
}

/** The database was closed because another tab has opened it in a newer form. */
export class StoreClosedError extends Error {
  override readonly name = 'StoreClosedError'
}
