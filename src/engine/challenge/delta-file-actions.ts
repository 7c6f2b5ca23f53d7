import type { Add, Remove } from '../delta/action-types.ts'

/** An add action with what an exercise says of the file, and nothing else. */
export function createAdd(path: string, told: Partial<Add>): Add {
  return {
    kind: 'add',
    path,
    partitionValues: new Map(),
    size: 0,
    modificationTime: 0,
    dataChange: true,
    stats: undefined,
    deletionVector: undefined,
    tags: undefined,
    baseRowId: undefined,
    defaultRowCommitVersion: undefined,
    clusteringProvider: undefined,
    ...told,
  }
}

/** A remove action in the same way. */
export function createRemove(path: string, told: Partial<Remove>): Remove {
  return {
    kind: 'remove',
    path,
    deletionTimestamp: 0,
    dataChange: true,
    partitionValues: undefined,
    size: undefined,
    deletionVector: undefined,
    ...told,
  }
}
