import { UnsupportedError } from '../columnar/page-values.ts'
import type { StoredValue } from '../columnar/page-values.ts'
import type { ParquetNode } from '../columnar/parquet-footer.ts'
import { leafMeaning, tryListShape } from '../columnar/parquet-shapes.ts'
import type { ReadPlan } from '../columnar/read-plan.ts'
import { toMicros, toSafeInteger, toText, toUnscaled } from '../columnar/stored-values.ts'
import { formatUuid, readVariant, readVariantNames, scalar } from './variant.ts'
import type { VariantValue } from './values.ts'

/** A variant as shredding stores it: bytes, or a value with a type of its own, or both for an object. */
interface Shredded {
  readonly value: Uint8Array | undefined
  readonly typed: Typed | undefined
}

type Typed =
  | VariantValue
  | { readonly kind: 'shreddedList'; readonly items: readonly (Shredded | undefined)[] }
  | { readonly kind: 'shreddedObject'; readonly fields: readonly (readonly [string, Shredded | undefined])[] }

/**
 * The plan of a variant column, shredded or not (Parquet, VariantEncoding.md and VariantShredding.md); undefined when the node
 * is not one. Reads as `VariantValue`.
 */
export function tryPlanVariant(node: ParquetNode): ReadPlan | undefined {
  const metadata = node.children.find(({ name }) => name === 'metadata')
  if (metadata === undefined || node.element.repetition_type === 'REPEATED') return undefined
  const { value, typed } = partsOf(node)
  if (value === undefined && typed === undefined) return undefined
  const dictionaries = new Map<string, string[]>()
  const namesOf = (bytes: Uint8Array): string[] => {
    const key = String.fromCharCode(...bytes.subarray(0, 256)) + bytes.length
    const known = bytes.length <= 256 ? dictionaries.get(key) : undefined
    if (known !== undefined) return known
    const names = readVariantNames(bytes)
    dictionaries.set(key, names)
    return names
  }
  return {
    kind: 'struct',
    node,
    fields: [{ kind: 'leaf', node: metadata, convert: undefined }, planBytes(value), planTyped(typed)],
    finish: ([names, bytes, typedValue]) => {
      if (!(names instanceof Uint8Array)) throw new Error('a variant has no metadata')
      const shredded = { value: bytes as Uint8Array | undefined, typed: typedValue as Typed | undefined }
      return rebuild(shredded, namesOf(names)) ?? { kind: 'null' }
    },
  }
}

function partsOf(node: ParquetNode): { value: ParquetNode | undefined; typed: ParquetNode | undefined } {
  return {
    value: node.children.find(({ name }) => name === 'value'),
    typed: node.children.find(({ name }) => name === 'typed_value'),
  }
}

function planBytes(node: ParquetNode | undefined): ReadPlan | undefined {
  return node === undefined ? undefined : { kind: 'leaf', node, convert: undefined }
}

function planTyped(node: ParquetNode | undefined): ReadPlan | undefined {
  if (node === undefined) return undefined
  if (node.children.length === 0) return { kind: 'leaf', node, convert: scalarConvert(node) }
  const list = tryListShape(node)
  if (list !== undefined) {
    return {
      kind: 'struct',
      node,
      fields: [{ kind: 'list', node, repeated: list.repeated, element: planShredded(list.element) }],
      finish: ([items]) =>
        items === undefined ? undefined : { kind: 'shreddedList', items: items as (Shredded | undefined)[] },
    }
  }
  const names = node.children.map(({ name }) => name)
  return {
    kind: 'struct',
    node,
    fields: node.children.map(planShredded),
    finish: (values) => ({
      kind: 'shreddedObject',
      fields: names.map((name, i) => [name, values[i] as Shredded | undefined]),
    }),
  }
}

function planShredded(node: ParquetNode): ReadPlan {
  const { value, typed } = partsOf(node)
  return {
    kind: 'struct',
    node,
    fields: [planBytes(value), planTyped(typed)],
    finish: ([bytes, typedValue]) => ({ value: bytes, typed: typedValue }),
  }
}

/** The variant that a shredded one stands for; undefined where it is missing. */
function rebuild(shredded: Shredded | undefined, names: readonly string[]): VariantValue | undefined {
  if (shredded === undefined) return undefined
  const { value, typed } = shredded
  if (typed === undefined) return value === undefined ? undefined : readVariant(value, names)
  if (typed.kind === 'shreddedList') {
    return { kind: 'array', items: typed.items.map((item) => rebuild(item, names) ?? { kind: 'null' }) }
  }
  if (typed.kind !== 'shreddedObject') return typed
  const fields = typed.fields.flatMap(([name, field]) => {
    const rebuilt = rebuild(field, names)
    return rebuilt === undefined ? [] : [[name, rebuilt] as const]
  })
  if (value === undefined) return { kind: 'object', fields }
  const rest = readVariant(value, names)
  if (rest.kind !== 'object') throw new Error('a shredded object has a rest that is no object')
  return { kind: 'object', fields: [...rest.fields, ...fields].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)) }
}

function scalarConvert(node: ParquetNode): (value: StoredValue) => VariantValue {
  const meaning = leafMeaning(node)
  const { type, logical_type: logical } = node.element
  switch (meaning.kind) {
    case 'date':
      return (value) => scalar({ kind: 'date' }, toSafeInteger(value))
    case 'text':
      return (value) => scalar({ kind: 'string' }, toText(value))
    case 'decimal':
      return (value) => scalar({ kind: 'decimal', precision: 38, scale: meaning.scale }, toUnscaled(value))
    case 'timestamp': {
      if (meaning.unit === 'NANOS') throw new UnsupportedError('a shredded variant with nanoseconds')
      const isUtc = logical?.type !== 'TIMESTAMP' || logical.isAdjustedToUTC
      const kind = isUtc ? 'timestamp' : 'timestamp_ntz'
      return (value) => scalar({ kind }, toMicros(value, meaning.unit))
    }
    case 'unsigned':
      throw new UnsupportedError('a shredded variant with unsigned numbers')
    case 'plain':
      if (type === 'FIXED_LEN_BYTE_ARRAY' && logical?.type === 'UUID') {
        return (value) => scalar({ kind: 'string' }, formatUuid(value as Uint8Array))
      }
      return plainScalar(type)
  }
}

function plainScalar(type: ParquetNode['element']['type']): (value: StoredValue) => VariantValue {
  const kinds = {
    BOOLEAN: 'boolean',
    INT32: 'integer',
    INT64: 'long',
    FLOAT: 'float',
    DOUBLE: 'double',
    BYTE_ARRAY: 'binary',
  } as const
  const kind = kinds[type as keyof typeof kinds] as (typeof kinds)[keyof typeof kinds] | undefined
  if (kind === undefined) throw new UnsupportedError(`a shredded variant of type ${type}`)
  return (value) => scalar({ kind }, value)
}
