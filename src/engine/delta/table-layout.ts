import type { Metadata, Protocol } from './action-types.ts'
import { withSupportedMarks } from './column-marks.ts'
import { columnMappingMode, partitionFields } from './column-mapping.ts'
import type { ColumnMappingMode } from './column-mapping.ts'
import { parseSchema } from './schema.ts'
import type { StructField, StructType } from './schema.ts'
import { planStats } from './stats-writer.ts'
import type { StatsPlan } from './stats-writer.ts'
import { isSupported } from './table-features.ts'

/** How rows of a table become files. */
export interface TableLayout {
  readonly schema: StructType
  readonly mode: ColumnMappingMode
  /** In the order of the metadata. */
  readonly partitions: readonly StructField[]
  /** The columns of data files: all but those of partitions. */
  readonly data: readonly StructField[]
  readonly stats: StatsPlan
}

const NO_COLUMNS: StructType = { kind: 'struct', fields: [] }

/** Throws when the schema or the mapping of columns is wrong. */
export function createLayout(protocol: Protocol, metadata: Metadata): TableLayout {
  const recorded = metadata.schemaString === undefined ? NO_COLUMNS : parseSchema(metadata.schemaString)
  const schema = withSupportedMarks(protocol, recorded)
  const mode = columnMappingMode(protocol, metadata)
  const partitions = partitionFields(metadata, schema)
  const data = schema.fields.filter((field) => !partitions.includes(field))
  const stats = planStats(data, mode, metadata.configuration, isSupported(protocol, 'deletionVectors'))
  return { schema, mode, partitions, data, stats }
}

/**
 * Something that an operation needs, or how to make it from the layout of the very version that the operation starts from:
 * places of columns in rows are known only then.
 */
export type Planned<T extends object> = T | ((layout: TableLayout) => T)

export function resolvePlanned<T extends object>(planned: Planned<T>, layout: TableLayout): T {
  return typeof planned === 'function' ? planned(layout) : planned
}
