import type { TextMap } from './action-types.ts'
import type { DataType, StructField, StructType } from './schema.ts'

const PHYSICAL_NAME = 'delta.columnMapping.physicalName'
const FIELD_ID = 'delta.columnMapping.id'
const MAX_ID = 'delta.columnMapping.maxColumnId'

/**
 * Gives each field that has none an id and a physical name of its own (PROTOCOL.md, Column Mapping, Writer Requirements), and
 * remembers the highest id in the configuration.
 */
export function assignColumnMapping(
  schema: StructType,
  configuration: TextMap,
  uuid: () => string,
): { readonly schema: StructType; readonly configuration: TextMap } {
  const known: number[] = []
  collectIds(schema, known)
  let last = Math.max(Number(configuration.get(MAX_ID) ?? 0), 0, ...known)
  const assignType = (type: DataType): DataType => {
    switch (type.kind) {
      case 'struct':
        return { kind: 'struct', fields: type.fields.map(assignField) }
      case 'array':
        return { ...type, element: assignType(type.element) }
      case 'map':
        return { ...type, key: assignType(type.key), value: assignType(type.value) }
      default:
        return type
    }
  }
  const assignField = (field: StructField): StructField => {
    const metadata = { ...field.metadata }
    metadata[FIELD_ID] ??= ++last
    metadata[PHYSICAL_NAME] ??= `col-${uuid()}`
    return { ...field, type: assignType(field.type), metadata }
  }
  const fields = schema.fields.map(assignField)
  return {
    schema: { kind: 'struct', fields },
    configuration: new Map([...configuration, [MAX_ID, String(last)]]),
  }
}

function collectIds(type: DataType, into: number[]): void {
  switch (type.kind) {
    case 'struct':
      for (const field of type.fields) {
        const id = field.metadata[FIELD_ID]
        if (typeof id === 'number') into.push(id)
        collectIds(field.type, into)
      }
      return
    case 'array':
      collectIds(type.element, into)
      return
    case 'map':
      collectIds(type.key, into)
      collectIds(type.value, into)
      return
    default:
  }
}
