import { formatDate, formatMicros } from '../../base/calendar.ts'
import type { StoredValue } from './page-values.ts'
import type { ParquetNode } from './parquet-footer.ts'
import { leafMeaning, tryListShape, tryMapShape } from './parquet-shapes.ts'
import type { ReadPlan } from './read-plan.ts'
import { toMicros, toSafeInteger, toText, toUnscaled } from './stored-values.ts'

/**
 * Plans for values whose types are those of the file: groups become objects without their missing fields, maps objects,
 * lists arrays, byte arrays texts, 64-bit integers numbers and beyond ±2^53 bigint.
 */
export function planRecord(node: ParquetNode): ReadPlan {
  if (node.children.length === 0) return { kind: 'leaf', node, convert: toRecordValue }
  const { converted_type: converted, logical_type: logical } = node.element
  const list = converted === 'LIST' || logical?.type === 'LIST' ? tryListShape(node) : undefined
  if (list !== undefined) {
    return { kind: 'list', node, repeated: list.repeated, element: planRecord(list.element) }
  }
  const isMap = converted === 'MAP' || converted === 'MAP_KEY_VALUE' || logical?.type === 'MAP'
  const map = isMap ? tryMapShape(node) : undefined
  if (map?.value !== undefined) {
    return { kind: 'map', node, repeated: map.repeated, key: planRecord(map.key), value: planRecord(map.value) }
  }
  const names = node.children.map((child) => child.name)
  const fields = node.children.map(planRecord)
  return {
    kind: 'struct',
    node,
    fields,
    finish: (values) =>
      Object.fromEntries(
        names.flatMap((name, i) => {
          const value = values[i]
          if (value === undefined) return []
          return [[name, fields[i]?.kind === 'map' ? toObject(value as [string, unknown][]) : value]]
        }),
      ),
  }
}

/** A map without values is kept as null, as JSON has it. */
function toObject(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries.map(([key, value]) => [key, value ?? null]))
}

function toRecordValue(value: StoredValue): unknown {
  if (value instanceof Uint8Array) return toText(value)
  if (typeof value !== 'bigint') return value
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/**
 * A plan that gives JSON text: what writers keep as `stats_parsed` in the form of `stats`. Fields that cannot be statistics
 * are left out.
 */
export function planJsonText(node: ParquetNode): ReadPlan | undefined {
  if (node.children.length === 0) {
    const format = jsonFormat(node)
    return format === undefined ? undefined : { kind: 'leaf', node, convert: format }
  }
  if (node.element.repetition_type === 'REPEATED' || node.children.some((child) => isRepeated(child))) return undefined
  const names = node.children.map((child) => JSON.stringify(child.name))
  return {
    kind: 'struct',
    node,
    fields: node.children.map(planJsonText),
    finish: (values) => {
      const fields = values.flatMap((value, i) => (value === undefined ? [] : `${names[i]}:${value as string}`))
      return `{${fields.join(',')}}`
    },
  }
}

function isRepeated(node: ParquetNode): boolean {
  return node.element.repetition_type === 'REPEATED'
}

function jsonFormat(node: ParquetNode): ((value: StoredValue) => string) | undefined {
  const meaning = leafMeaning(node)
  switch (meaning.kind) {
    case 'date':
      return (days) => `"${formatDate(toSafeInteger(days))}"`
    case 'timestamp':
      return (value) => `"${formatMicros(toMicros(value, meaning.unit))}Z"`
    case 'decimal':
      return (value) => formatDecimal(toUnscaled(value), meaning.scale)
    case 'text':
      return (value) => JSON.stringify(toText(value))
    case 'unsigned':
      return undefined
    case 'plain':
      return node.element.type === 'BYTE_ARRAY' || node.element.type === 'FIXED_LEN_BYTE_ARRAY'
        ? undefined
        : formatPlain
  }
}

function formatPlain(value: StoredValue): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return `"${value}"`
  return String(value)
}

/** "-1.50" of -150 at scale 2. */
export function formatDecimal(unscaled: bigint, scale: number): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0')
  const sign = unscaled < 0n ? '-' : ''
  if (scale === 0) return sign + digits
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
