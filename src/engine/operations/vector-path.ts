import type { DeletionVectorDescriptor } from '../delta/action-types.ts'
import { DeltaError } from '../delta/delta-error.ts'
import { deletionVectorPath } from '../delta/deletion-vector.ts'

/** The file of a vector that is not inline; undefined for one whose path leads out of the folder, or is none. */
export function tryVectorPath(
  vector: DeletionVectorDescriptor,
  rootPath: string | undefined,
  where: string,
): string | undefined {
  try {
    return deletionVectorPath(vector, rootPath, where)
  } catch (error) {
    if (error instanceof DeltaError) return undefined
    throw error
  }
}
