import type { DeletionVectorDescriptor } from '../delta/action-types.ts'
import { tryCountAllRows } from '../delta/file-stats.ts'
import { Replay } from '../delta/replay.ts'
import { createAdd, createRemove } from './delta-file-actions.ts'

/** A data file as an exercise names it, with the deletion vector that lies over it. */
export interface ExerciseFile {
  readonly path: string
  readonly rows: number
  readonly vector?: { readonly name: string; readonly deletes: number }
}

export interface FileCommit {
  readonly add?: readonly ExerciseFile[]
  readonly remove?: readonly ExerciseFile[]
}

/** The rows that a query counts behind the last commit: those of the live files less those that their vectors mark. */
export function countRows(log: readonly FileCommit[]): number {
  const replay = new Replay(undefined)
  for (const { add = [], remove = [] } of log) {
    for (const file of remove) replay.apply(createRemove(file.path, { deletionVector: vectorOf(file) }))
    for (const file of add) {
      const stats = JSON.stringify({ numRecords: file.rows })
      replay.apply(createAdd(file.path, { stats, deletionVector: vectorOf(file) }))
    }
  }
  return tryCountAllRows(replay.files) ?? 0
}

function vectorOf({ vector }: ExerciseFile): DeletionVectorDescriptor | undefined {
  if (vector === undefined) return undefined
  return {
    storageType: 'u',
    pathOrInlineDv: vector.name,
    offset: undefined,
    sizeInBytes: 0,
    cardinality: vector.deletes,
  }
}
