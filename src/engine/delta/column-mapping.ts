import type { ParquetNode } from '../columnar/parquet-footer.ts'
import type { Metadata, Protocol } from './action-types.ts'
import { DeltaError } from './delta-error.ts'
import type { StructField, StructType } from './schema.ts'
import { isSupported } from './table-features.ts'

/** How columns are found in data files (PROTOCOL.md, Column Mapping). */
export type ColumnMappingMode = 'none' | 'name' | 'id'

/** Of a field's metadata. */
export const PHYSICAL_NAME = 'delta.columnMapping.physicalName'
const FIELD_ID = 'delta.columnMapping.id'

/** The mode of a table; `none` unless its protocol supports the feature. Throws DELTA_SCHEMA_MALFORMED for another. */
export function columnMappingMode(protocol: Protocol, metadata: Metadata): ColumnMappingMode {
  const mode = metadata.configuration.get('delta.columnMapping.mode')?.toLowerCase() ?? 'none'
  if (mode === 'none' || !isSupported(protocol, 'columnMapping')) return 'none'
  if (mode === 'name' || mode === 'id') return mode
  const where = 'metaData.configuration.delta.columnMapping.mode'
  throw new DeltaError('DELTA_SCHEMA_MALFORMED', `${where} is "${mode}"; none, name and id are possible`, where)
}

/** The name of a column in data files, in partition values and in statistics. */
export function physicalName(field: StructField, mode: ColumnMappingMode): string {
  if (mode === 'none') return field.name
  const name = field.metadata[PHYSICAL_NAME]
  if (typeof name === 'string') return name
  throw new DeltaError('DELTA_SCHEMA_MALFORMED', `column ${field.name} has no ${PHYSICAL_NAME}`, field.name)
}

/** The partition columns in the order of the metadata, with their fields. Throws when the schema does not have one. */
export function partitionFields(metadata: Metadata, schema: StructType): StructField[] {
  return metadata.partitionColumns.map((name) => {
    const field =
      schema.fields.find((known) => known.name === name) ??
      schema.fields.find((known) => known.name.toLowerCase() === name.toLowerCase())
    if (field !== undefined) return field
    throw new DeltaError(
      'DELTA_SCHEMA_MALFORMED',
      `the partition column ${name} is not in the schema`,
      'metaData.partitionColumns',
    )
  })
}

/**
 * The child of a file's group that holds a field; undefined where the file has none. Without mapping, a name that differs
 * only by case is taken when there is one, as Spark does it. Throws DELTA_DATA_TYPE_MISMATCH in id mode for a group without
 * any id, whose columns cannot be told apart.
 */
export function tryFindField(
  group: ParquetNode,
  field: StructField,
  mode: ColumnMappingMode,
  file: string,
): ParquetNode | undefined {
  if (mode === 'id') return tryFindById(group, field, file)
  const name = physicalName(field, mode)
  const exact = group.children.find((child) => child.name === name)
  if (exact !== undefined || mode === 'name') return exact
  const folded = name.toLowerCase()
  const similar = group.children.filter((child) => child.name.toLowerCase() === folded)
  return similar.length === 1 ? similar[0] : undefined
}

function tryFindById(group: ParquetNode, field: StructField, file: string): ParquetNode | undefined {
  const id = field.metadata[FIELD_ID]
  if (typeof id !== 'number') {
    throw new DeltaError('DELTA_SCHEMA_MALFORMED', `column ${field.name} has no ${FIELD_ID}`, field.name)
  }
  if (group.children.every((child) => child.element.field_id === undefined)) {
    const message = `${file} has no field ids, and the table finds its columns by them`
    throw new DeltaError('DELTA_DATA_TYPE_MISMATCH', message, `${file}:${field.name}`)
  }
  const found = group.children.find((child) => child.element.field_id === id)
  if (found !== undefined) return found
  const name = physicalName(field, 'id')
  if (group.children.every((child) => child.name !== name)) return undefined
  const message = `${file} has a column ${name} whose id is not the ${id} of the schema`
  throw new DeltaError('DELTA_DATA_TYPE_MISMATCH', message, `${file}:${name}`)
}
