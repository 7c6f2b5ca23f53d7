import type { Protocol } from './action-types.ts'
import type { StructField, StructType } from './schema.ts'
import { isSupported } from './table-features.ts'

/** What the fields of columns that a writer fills carry (PROTOCOL.md, Default Columns and Generated Columns). */
export const DEFAULT_KEY = 'CURRENT_DEFAULT'
export const GENERATION_KEY = 'delta.generationExpression'

/** The generation expression of a column; undefined where it has none. */
export function tryGeneration({ metadata }: StructField): string | undefined {
  const text = metadata[GENERATION_KEY]
  return typeof text === 'string' ? text : undefined
}

/** True for a column with a DEFAULT. */
export function hasDefault({ metadata }: StructField): boolean {
  return typeof metadata[DEFAULT_KEY] === 'string'
}

/** The schema as its protocol makes it: a mark whose feature is not supported means nothing. */
export function withSupportedMarks(protocol: Protocol, schema: StructType): StructType {
  const dead = [
    ...(isSupported(protocol, 'generatedColumns') ? [] : [GENERATION_KEY]),
    ...(isSupported(protocol, 'allowColumnDefaults') ? [] : [DEFAULT_KEY]),
  ]
  if (schema.fields.every(({ metadata }) => dead.every((key) => metadata[key] === undefined))) return schema
  const fields = schema.fields.map((field) => {
    const kept = Object.entries(field.metadata).filter(([key]) => !dead.includes(key))
    return { ...field, metadata: Object.fromEntries(kept) }
  })
  return { kind: 'struct', fields }
}
