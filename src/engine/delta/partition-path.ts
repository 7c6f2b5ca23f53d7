import { formatDate, formatMicros } from '../../base/calendar.ts'
import { formatDecimal } from '../columnar/record-plan.ts'
import type { DataType } from './schema.ts'
import type { DeltaValue } from './values.ts'
import { DeltaWriteError } from './write-error.ts'

/**
 * A value of a partition column as the log has it (PROTOCOL.md, Partition Value Serialization): undefined for null, and for
 * the empty text, which the protocol cannot tell from null. Timestamps are written in UTC.
 */
export function formatPartitionValue(type: DataType, value: DeltaValue, where: string): string | undefined {
  if (value === undefined || value === '') return undefined
  switch (type.kind) {
    case 'string':
      return value as string
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
    case 'boolean':
      return `${value as number}`
    case 'decimal':
      return formatDecimal(value as bigint, type.scale)
    case 'date':
      return formatDate(value as number)
    case 'timestamp':
      return `${formatMicros(value as bigint)}Z`
    case 'timestamp_ntz':
      return formatMicros(value as bigint).replace('T', ' ')
    default:
      throw new DeltaWriteError('LAKESCOPE_UNSUPPORTED_WRITE', `the table is partitioned by a ${type.kind}`, where)
  }
}

const NULL_FOLDER = '__HIVE_DEFAULT_PARTITION__'
/** What Hive and Spark escape in the names of partition folders (ExternalCatalogUtils). */
const ESCAPED = '"#%\'*/:=?\\{[]^\x7f'

/** The folder of a partition in the store, with a slash at its end; empty without columns. */
export function partitionFolder(values: ReadonlyMap<string, string | undefined>): string {
  let folder = ''
  for (const [name, value] of values)
    folder += `${escapeHive(name)}=${value === undefined ? NULL_FOLDER : escapeHive(value)}/`
  return folder
}

function escapeHive(text: string): string {
  let escaped = ''
  for (const char of text) {
    const code = char.charCodeAt(0)
    const isPlain = code >= 0x20 && !ESCAPED.includes(char)
    escaped += isPlain ? char : `%${code.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return escaped
}

/** The path of an object in the store as the log has it: percent-encoded once. */
export function encodeDataPath(path: string): string {
  return encodeURI(path)
}
