import { isOn } from './property-value.ts'
import { unwritableFeatures } from './protocol-plan.ts'
import type { Snapshot } from './snapshot.ts'
import { isSupported } from './table-features.ts'
import { DeltaWriteError } from './write-error.ts'

const HIGHEST_WRITER = 7

/** Throws DELTA_UNSUPPORTED_FEATURES_FOR_WRITE when this writer would break a promise of the table. */
export function ensureWritable({ protocol, metadata }: Snapshot): void {
  const { minWriterVersion } = protocol
  const features = unwritableFeatures(protocol).filter((feature) => isUsed(feature, metadata.schemaString ?? ''))
  if (features.length === 0 && minWriterVersion <= HIGHEST_WRITER) return
  const what =
    features.length === 0
      ? `the table needs writer version ${minWriterVersion}`
      : `the table has features that are not written here: ${features.join(', ')}`
  throw new DeltaWriteError('DELTA_UNSUPPORTED_FEATURES_FOR_WRITE', what, 'protocol')
}

/** Marks that columns of a feature carry; a table may support a feature by its version alone, and have no such column. */
const MARKS: Readonly<Record<string, string>> = {
  identityColumns: 'delta.identity.',
}

function isUsed(feature: string, schemaString: string): boolean {
  const mark = Object.hasOwn(MARKS, feature) ? MARKS[feature] : undefined
  return mark === undefined || schemaString.includes(mark)
}

/** Throws DELTA_CANNOT_MODIFY_APPEND_ONLY for a table from which nothing may be removed. */
export function ensureRemovable(snapshot: Snapshot): void {
  ensureWritable(snapshot)
  if (!isOn(snapshot.metadata.configuration, 'delta.appendOnly')) return
  const what = 'the table is append-only, and this operation removes or changes rows'
  throw new DeltaWriteError('DELTA_CANNOT_MODIFY_APPEND_ONLY', what, 'delta.appendOnly')
}

/** True when rows of this table are marked as deleted instead of files being written anew. */
export function usesDeletionVectors({ protocol, metadata }: Snapshot): boolean {
  return isOn(metadata.configuration, 'delta.enableDeletionVectors') && isSupported(protocol, 'deletionVectors')
}
