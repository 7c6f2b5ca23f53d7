import { UnsupportedError } from '../columnar/page-values.ts'
import type { StoredValue } from '../columnar/page-values.ts'
import type { ParquetNode } from '../columnar/parquet-footer.ts'
import type { Convert } from '../columnar/leaf-values.ts'
import { leafMeaning, tryListShape, tryMapShape } from '../columnar/parquet-shapes.ts'
import type { LeafMeaning } from '../columnar/parquet-shapes.ts'
import type { ReadPlan } from '../columnar/read-plan.ts'
import { toMicros, toSafeInteger, toText, toUnscaled } from '../columnar/stored-values.ts'
import { tryFindField } from './column-mapping.ts'
import type { ColumnMappingMode } from './column-mapping.ts'
import { DeltaError } from './delta-error.ts'
import type { DataType, StructField } from './schema.ts'
import { tryPlanVariant } from './variant-plan.ts'

/** What the plans of one file share. */
export interface PlanContext {
  readonly file: string
  readonly mode: ColumnMappingMode
}

const MICROS_OF_DAY = 86_400_000_000n

/**
 * How to read a column of the table from a group of a file's schema, as `DeltaValue`; undefined where the file does not have
 * it, and for void, which no file holds. Types that are narrower in the file are widened (PROTOCOL.md, Type Widening). Throws
 * DELTA_DATA_TYPE_MISMATCH for any other difference.
 */
export function planField(group: ParquetNode, field: StructField, context: PlanContext): ReadPlan | undefined {
  if (field.type.kind === 'void') return undefined
  const node = tryFindField(group, field, context.mode, context.file)
  return node === undefined ? undefined : planValue(field.type, node, context)
}

function planValue(type: DataType, node: ParquetNode, context: PlanContext): ReadPlan {
  switch (type.kind) {
    case 'struct': {
      if (node.children.length === 0) throw mismatch(type, node, context)
      return { kind: 'struct', node, fields: type.fields.map((field) => planField(node, field, context)) }
    }
    case 'array': {
      const shape = tryListShape(node)
      if (shape === undefined) throw mismatch(type, node, context)
      return { kind: 'list', node, repeated: shape.repeated, element: planValue(type.element, shape.element, context) }
    }
    case 'map': {
      const shape = tryMapShape(node)
      if (shape?.value === undefined) throw mismatch(type, node, context)
      return {
        kind: 'map',
        node,
        repeated: shape.repeated,
        key: planValue(type.key, shape.key, context),
        value: planValue(type.value, shape.value, context),
      }
    }
    case 'variant': {
      const plan = tryPlanVariant(node)
      if (plan === undefined) throw mismatch(type, node, context)
      return plan
    }
    default: {
      const convert = node.children.length > 0 ? MISMATCH : leafConvert(type, node)
      if (convert === MISMATCH) throw mismatch(type, node, context)
      return { kind: 'leaf', node, convert }
    }
  }
}

/** Stands for "this type is not stored so"; undefined would mean that nothing has to be done. */
const MISMATCH = Symbol('mismatch')

function leafConvert(type: DataType, node: ParquetNode): Convert | typeof MISMATCH {
  const meaning = leafMeaning(node)
  const stored = node.element.type
  const isWhole = meaning.kind === 'plain' || meaning.kind === 'unsigned'
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
      return isWhole && (stored === 'INT32' || stored === 'INT64') ? integerConvert(type.kind, meaning) : MISMATCH
    case 'long':
      return isWhole ? longConvert(node, meaning) : MISMATCH
    case 'float':
      return meaning.kind === 'plain' && stored === 'FLOAT' ? undefined : MISMATCH
    case 'double':
      return meaning.kind === 'plain' && ['DOUBLE', 'FLOAT', 'INT32'].includes(stored ?? '') ? undefined : MISMATCH
    case 'boolean':
      return stored === 'BOOLEAN' ? undefined : MISMATCH
    case 'string':
      return stored === 'BYTE_ARRAY' && (meaning.kind === 'text' || meaning.kind === 'plain') ? toText : MISMATCH
    case 'binary':
      return stored === 'BYTE_ARRAY' || (stored === 'FIXED_LEN_BYTE_ARRAY' && meaning.kind === 'plain')
        ? undefined
        : MISMATCH
    case 'date':
      return meaning.kind === 'date' && stored === 'INT32' ? undefined : MISMATCH
    case 'timestamp':
      return meaning.kind === 'timestamp' ? timestampConvert(meaning.unit) : MISMATCH
    case 'timestamp_ntz':
      if (meaning.kind === 'date' && stored === 'INT32') return (days) => BigInt(toSafeInteger(days)) * MICROS_OF_DAY
      return meaning.kind === 'timestamp' ? timestampConvert(meaning.unit) : MISMATCH
    case 'decimal':
      return decimalConvert(type.precision, type.scale, node, meaning)
    case 'void':
    case 'variant':
    case 'struct':
    case 'array':
    case 'map':
      return MISMATCH
  }
}

const LIMITS = { byte: 1 << 7, short: 1 << 15, integer: 2 ** 31 }

function integerConvert(kind: keyof typeof LIMITS, meaning: LeafMeaning): Convert {
  const limit = LIMITS[kind]
  return (stored) => {
    const signed = toSafeInteger(stored)
    const value = meaning.kind === 'unsigned' && typeof stored === 'number' ? signed >>> 0 : signed
    if (value < -limit || value >= limit) throw new Error(`${value} is too large for ${kind}`)
    return value
  }
}

function longConvert(node: ParquetNode, meaning: LeafMeaning): Convert | typeof MISMATCH {
  if (node.element.type === 'INT32') {
    return (stored) => BigInt(meaning.kind === 'unsigned' ? (stored as number) >>> 0 : (stored as number))
  }
  if (node.element.type !== 'INT64') return MISMATCH
  if (meaning.kind !== 'unsigned') return undefined
  return (stored) => {
    if ((stored as bigint) < 0n) throw new Error('an unsigned number is too large for long')
    return stored
  }
}

function timestampConvert(unit: 'MILLIS' | 'MICROS' | 'NANOS'): Convert {
  return unit === 'MICROS' ? undefined : (stored) => toMicros(stored, unit)
}

/** A decimal of a smaller scale, or a whole number, is widened; one that does not fit the precision is an error. */
function decimalConvert(
  precision: number,
  scale: number,
  node: ParquetNode,
  meaning: LeafMeaning,
): Convert | typeof MISMATCH {
  const isWhole = meaning.kind === 'plain' && (node.element.type === 'INT32' || node.element.type === 'INT64')
  const storedScale = meaning.kind === 'decimal' ? meaning.scale : isWhole ? 0 : undefined
  if (storedScale === undefined || storedScale > scale) return MISMATCH
  const factor = powerOfTen(scale - storedScale)
  const limit = powerOfTen(precision)
  return (stored: StoredValue) => {
    const value = toUnscaled(stored) * factor
    if (value >= limit || value <= -limit) throw new Error(`a decimal does not fit ${precision} digits`)
    return value
  }
}

function powerOfTen(exponent: number): bigint {
  return BigInt(`1${'0'.repeat(exponent)}`)
}

function mismatch(type: DataType, node: ParquetNode, { file }: PlanContext): Error {
  const { element } = node
  const stored = element.type ?? 'a group'
  const meaning = element.logical_type?.type ?? element.converted_type
  if (meaning === 'TIME' || meaning === 'INTERVAL') return new UnsupportedError(`${file} has a ${meaning}`)
  return new DeltaError(
    'DELTA_DATA_TYPE_MISMATCH',
    `column ${node.path.join('.')} of ${file} is stored as ${stored}${meaning === undefined ? '' : ` (${meaning})`}, which cannot be read as ${type.kind}`,
    `${file}:${node.path.join('.')}`,
  )
}
