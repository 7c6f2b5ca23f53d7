import type { ParquetNode } from './parquet-footer.ts'

/** The nodes of a list: `element` is `repeated` itself in the old forms with two levels. */
export interface ListShape {
  readonly repeated: ParquetNode
  readonly element: ParquetNode
}

export interface MapShape {
  readonly repeated: ParquetNode
  readonly key: ParquetNode
  readonly value: ParquetNode | undefined
}

/**
 * The parts of a list, by the rules of Parquet's LogicalTypes.md, backward compatibility included; undefined when the node
 * is no list.
 */
export function tryListShape(node: ParquetNode): ListShape | undefined {
  if (isRepeated(node)) return { repeated: node, element: node }
  const [repeated, ...others] = node.children
  if (repeated === undefined || others.length > 0 || !isRepeated(repeated)) return undefined
  const [element, ...more] = repeated.children
  const isElement =
    element === undefined || more.length > 0 || repeated.name === 'array' || repeated.name === `${node.name}_tuple`
  return { repeated, element: isElement ? repeated : element }
}

/** The parts of a map; undefined when the node is none. */
export function tryMapShape(node: ParquetNode): MapShape | undefined {
  const [repeated, ...others] = node.children
  if (repeated === undefined || others.length > 0 || !isRepeated(repeated)) return undefined
  const [key, value, ...more] = repeated.children
  return key === undefined || more.length > 0 ? undefined : { repeated, key, value }
}

function isRepeated(node: ParquetNode): boolean {
  return node.element.repetition_type === 'REPEATED'
}

/** The logical meaning of a leaf, from its logical type or the older converted type. */
export type LeafMeaning =
  | { readonly kind: 'plain' | 'text' | 'date' | 'unsigned' }
  | { readonly kind: 'decimal'; readonly scale: number }
  | { readonly kind: 'timestamp'; readonly unit: 'MILLIS' | 'MICROS' | 'NANOS' }

export function leafMeaning({ element }: ParquetNode): LeafMeaning {
  const { type, logical_type: logical, converted_type: converted } = element
  if (type === 'INT96') return { kind: 'timestamp', unit: 'MICROS' }
  if (logical?.type === 'TIMESTAMP') return { kind: 'timestamp', unit: logical.unit }
  if (logical?.type === 'DECIMAL') return { kind: 'decimal', scale: logical.scale }
  if (logical?.type === 'INTEGER') return { kind: logical.isSigned ? 'plain' : 'unsigned' }
  if (logical?.type === 'DATE' || converted === 'DATE') return { kind: 'date' }
  if (logical?.type === 'STRING' || converted === 'UTF8' || converted === 'ENUM' || converted === 'JSON') {
    return { kind: 'text' }
  }
  if (converted === 'TIMESTAMP_MILLIS') return { kind: 'timestamp', unit: 'MILLIS' }
  if (converted === 'TIMESTAMP_MICROS') return { kind: 'timestamp', unit: 'MICROS' }
  if (converted === 'DECIMAL') return { kind: 'decimal', scale: element.scale ?? 0 }
  if (converted?.startsWith('UINT_')) return { kind: 'unsigned' }
  return { kind: 'plain' }
}
