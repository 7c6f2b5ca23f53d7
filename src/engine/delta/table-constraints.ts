import type { Metadata } from './action-types.ts'
import type { Constraint } from './schema-check.ts'
import { DeltaWriteError } from './write-error.ts'

const PREFIX = 'delta.constraints.'

/** The CHECK constraints of a table. */
export function tableConstraints({ configuration }: Metadata): Constraint[] {
  const name = [...configuration.keys()].find((key) => key.startsWith(PREFIX))
  if (name === undefined) return []
  throw new DeltaWriteError('DELTA_UNSUPPORTED_FEATURES_FOR_WRITE', `the table has the constraint ${name}`, name)
}
