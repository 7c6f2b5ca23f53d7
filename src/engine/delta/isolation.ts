import type { Action, TextMap } from './action-types.ts'
import { ISOLATION_LEVELS } from './events.ts'
import { DeltaWriteError } from './write-error.ts'

export type Product = 'oss' | 'databricks'

/** From the strictest; the last is used only by commits that change no data (isolationLevels.scala). */
export type IsolationLevel = (typeof ISOLATION_LEVELS)[number]

/** The level of a product's tables without a property. */
export const DEFAULT_ISOLATION: Readonly<Record<Product, IsolationLevel>> = {
  oss: 'Serializable',
  databricks: 'WriteSerializable',
}

const PROPERTY = 'delta.isolationLevel'

/**
 * The level of a table, found whatever its case. Open-source Delta takes no other than Serializable, Databricks also
 * WriteSerializable. Throws DELTA_INVALID_ISOLATION_LEVEL for what is none, and LAKESCOPE_UNSUPPORTED_ISOLATION_LEVEL.
 */
export function isolationOf(product: Product, configuration: TextMap): IsolationLevel {
  const given = configuration.get(PROPERTY)
  if (given === undefined) return DEFAULT_ISOLATION[product]
  const level = ISOLATION_LEVELS.find((known) => known.toLowerCase() === given.toLowerCase())
  if (level === undefined) {
    throw new DeltaWriteError('DELTA_INVALID_ISOLATION_LEVEL', `there is no isolation level ${given}`, PROPERTY)
  }
  if (level === 'Serializable') return level
  if (level === 'WriteSerializable' && product === 'databricks') return level
  throw new DeltaWriteError(
    'LAKESCOPE_UNSUPPORTED_ISOLATION_LEVEL',
    `the table has the isolation level ${level}`,
    PROPERTY,
  )
}

/** True when a commit only rearranges data, or changes none: then no added file can matter to it. */
export function canUseSnapshotIsolation(actions: readonly Action[]): boolean {
  return actions.every((action) => {
    if (action.kind === 'add' || action.kind === 'remove') return !action.dataChange
    return action.kind === 'commitInfo'
  })
}
