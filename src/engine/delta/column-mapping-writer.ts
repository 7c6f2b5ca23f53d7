import type { TextMap } from './action-types.ts'
import type { DataType, StructField, StructType } from './schema.ts'

const PREFIX = 'delta.columnMapping.'
const MODE = 'delta.columnMapping.mode'
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
  const assignField = (field: StructField): StructField => {
    const metadata = { ...field.metadata }
    metadata[FIELD_ID] ??= ++last
    metadata[PHYSICAL_NAME] ??= `col-${uuid()}`
    return { ...field, type: mapFields(field.type, assignField), metadata }
  }
  const fields = schema.fields.map(assignField)
  return {
    schema: { kind: 'struct', fields },
    configuration: new Map([...configuration, [MAX_ID, String(last)]]),
  }
}

/** A schema and a configuration that know nothing of column mapping any more, but for the mode if there is one. */
export function withoutColumnMapping(
  schema: StructType,
  configuration: TextMap,
  mode: 'none' | undefined,
): { readonly schema: StructType; readonly configuration: TextMap } {
  const strip = (field: StructField): StructField => {
    const metadata = Object.entries(field.metadata).filter(([key]) => !key.startsWith(PREFIX))
    return { ...field, type: mapFields(field.type, strip), metadata: Object.fromEntries(metadata) }
  }
  return {
    schema: { kind: 'struct', fields: schema.fields.map(strip) },
    configuration: new Map([
      ...[...configuration].filter(([key]) => key !== MODE && key !== MAX_ID),
      ...(mode === undefined ? [] : [[MODE, mode] as const]),
    ]),
  }
}

/** A type whose fields are what a function makes of them, which has to go deeper by itself. */
function mapFields(type: DataType, change: (field: StructField) => StructField): DataType {
  switch (type.kind) {
    case 'struct':
      return { kind: 'struct', fields: type.fields.map(change) }
    case 'array':
      return { ...type, element: mapFields(type.element, change) }
    case 'map':
      return { ...type, key: mapFields(type.key, change), value: mapFields(type.value, change) }
    default:
      return type
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
