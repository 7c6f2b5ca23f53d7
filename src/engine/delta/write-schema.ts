import type { DataType, StructField, StructType } from './schema.ts'

/** The text of `schemaString`: the inverse of `parseSchema`. */
export function formatSchema(schema: StructType): string {
  return JSON.stringify(toJson(schema))
}

/** A column as the schema has it. */
export function formatField(field: StructField): string {
  return JSON.stringify(fieldJson(field))
}

/** The name of a type in messages and in recorded type changes. */
export function formatType(type: DataType): string {
  const json = toJson(type)
  return typeof json === 'string' ? json : JSON.stringify(json)
}

function toJson(type: DataType): unknown {
  switch (type.kind) {
    case 'struct':
      return { type: 'struct', fields: type.fields.map(fieldJson) }
    case 'array':
      return { type: 'array', elementType: toJson(type.element), containsNull: type.containsNull }
    case 'map':
      return {
        type: 'map',
        keyType: toJson(type.key),
        valueType: toJson(type.value),
        valueContainsNull: type.valueContainsNull,
      }
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`
    default:
      return type.kind
  }
}

function fieldJson({ name, type, nullable, metadata }: StructField): unknown {
  return { name, type: toJson(type), nullable, metadata }
}
