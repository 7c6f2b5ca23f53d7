import { PHYSICAL_NAME } from './column-mapping.ts'
import type { ColumnMappingMode } from './column-mapping.ts'
import type { DataType, StructField, StructType } from './schema.ts'

/**
 * Whether rows of an earlier schema can be read by a later one: it has all their columns, of the same types, none of which may
 * hold a null that it forbids, and with column mapping they are the same columns and not others of their names
 * (SchemaUtils.isReadCompatible and DeltaColumnMapping.hasNoColumnMappingSchemaChanges of Delta 4).
 */
export function hasNoBreak(before: StructType, after: StructType, mode: ColumnMappingMode): boolean {
  const later = new Map(after.fields.map((field) => [field.name, field]))
  return before.fields.every((field) => {
    const now = later.get(field.name)
    return now !== undefined && isSameColumn(field, now, mode) && (now.nullable || !field.nullable)
  })
}

function isSameColumn(before: StructField, now: StructField, mode: ColumnMappingMode): boolean {
  const [old, name] = [before, now].map((field) => field.metadata[PHYSICAL_NAME] ?? field.name)
  return (mode === 'none' || old === name) && isSameType(before.type, now.type, mode)
}

function isSameType(before: DataType, now: DataType, mode: ColumnMappingMode): boolean {
  switch (before.kind) {
    case 'struct':
      return now.kind === 'struct' && hasNoBreak(before, now, mode)
    case 'array':
      return (
        now.kind === 'array' &&
        (now.containsNull || !before.containsNull) &&
        isSameType(before.element, now.element, mode)
      )
    case 'map':
      return (
        now.kind === 'map' &&
        (now.valueContainsNull || !before.valueContainsNull) &&
        isSameType(before.key, now.key, mode) &&
        isSameType(before.value, now.value, mode)
      )
    case 'decimal':
      return now.kind === 'decimal' && now.precision === before.precision && now.scale === before.scale
    default:
      return now.kind === before.kind
  }
}
