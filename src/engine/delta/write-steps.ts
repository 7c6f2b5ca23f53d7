import type { PartitionValues } from './action-types.ts'

/** What a writer does, told while it does it. `actor` is the writer, `atMs` its clock. */
export type WriteStep = { readonly actor: string; readonly atMs: number } & StepBody

export type StepBody =
  | {
      readonly kind: 'snapshotLoaded'
      readonly version: number
      readonly checkpoint: number | undefined
      readonly commits: number
      readonly files: number
    }
  /** Which files of the snapshot an operation must read. */
  | {
      readonly kind: 'filesPlanned'
      /** Of the partitions, as a conflict would show it; `true` where all of them are read. */
      readonly filter: string
      /** The partitions that have files and matter. */
      readonly partitions: readonly PartitionValues[]
      readonly candidates: readonly string[]
      readonly skippedByPartition: number
      readonly skippedByStats: number
    }
  | { readonly kind: 'dataFileRead'; readonly path: string; readonly sizeBytes: number; readonly rows: number }
  | {
      readonly kind: 'fileWritten'
      readonly role: 'data' | 'change data' | 'deletion vector'
      readonly path: string
      readonly sizeBytes: number
      readonly rows: number
    }
  | {
      readonly kind: 'fileStaged'
      readonly action: 'add' | 'remove' | 'cdc'
      readonly path: string
      readonly sizeBytes: number
      readonly dataChange: boolean
      readonly partitionValues: PartitionValues | undefined
      /** Of an added file, as the log has it. */
      readonly stats: string | undefined
      /** Rows that its deletion vector marks. */
      readonly deletedRows: number
    }
  | {
      readonly kind: 'commitTried'
      readonly version: number
      readonly attempt: number
      readonly path: string
      readonly sizeBytes: number
    }
  | { readonly kind: 'commitWon'; readonly version: number; readonly attempt: number }
  | { readonly kind: 'commitLost'; readonly version: number; readonly attempt: number }
  | {
      readonly kind: 'winnerRead'
      readonly version: number
      readonly operation: string | undefined
      readonly isBlindAppend: boolean
    }
  | {
      readonly kind: 'conflictChecked'
      readonly winner: number
      /** From 1 to 7: a place in `CONFLICT_CHECKS`, from 1. */
      readonly check: number
      readonly outcome: 'passed' | 'excused' | 'failed'
      readonly reason: string | undefined
    }
  /** No logical conflict: the same actions are tried as a later version. */
  | { readonly kind: 'retried'; readonly version: number; readonly attempt: number }
  /** The operation begins anew on a newer snapshot. */
  | { readonly kind: 'restarted'; readonly reason: string }
  | {
      readonly kind: 'checkpointWritten'
      readonly version: number
      readonly path: string
      readonly actions: number
      readonly sizeBytes: number
    }
  | {
      readonly kind: 'vacuumPlanned'
      readonly objects: number
      readonly unused: readonly string[]
      readonly isDryRun: boolean
      readonly retentionMs: number
    }
  | { readonly kind: 'fileDeleted'; readonly role: 'data' | 'log'; readonly path: string; readonly sizeBytes: number }
