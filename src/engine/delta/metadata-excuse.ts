import type { Metadata, Protocol } from './action-types.ts'
import { columnMappingMode } from './column-mapping.ts'
import { isOn } from './property-value.ts'
import { parseSchema } from './schema.ts'
import { isSupported } from './table-features.ts'
import { formatType } from './write-schema.ts'

/**
 * Why metadata that another commit has written is no conflict for one that writes none; undefined where it is one
 * (ConflictChecker.scala, attemptToResolveMetadataConflicts, Delta 4.1 and later). Features must be supported by `protocol`
 * already.
 */
export function tryExcuseMetadata(protocol: Protocol, before: Metadata, after: Metadata): string | undefined {
  if (!isSameElse(before, after)) return undefined
  const isSameSchema = before.schemaString === after.schemaString
  const changed = changedNames(before, after)
  if (isSameSchema && changed.length === 0) return 'it wrote the metadata as they were'
  const isEvery = changed.every((name) => isAllowed(name, protocol, before, after))
  if (!isEvery || (!isSameSchema && !onlyMapsColumns(protocol, before, after))) return undefined
  return 'it only switched on a feature that the table supports already'
}

/** Nothing but the schema and the properties may be another. */
function isSameElse(before: Metadata, after: Metadata): boolean {
  const { id, name, description, provider, createdTime } = before
  return (
    before.partitionColumns.join('\0') === after.partitionColumns.join('\0') &&
    id === after.id &&
    name === after.name &&
    description === after.description &&
    provider === after.provider &&
    createdTime === after.createdTime
  )
}

function changedNames({ configuration: before }: Metadata, { configuration: after }: Metadata): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name))
}

const MODE = 'delta.columnMapping.mode'

function isAllowed(name: string, protocol: Protocol, before: Metadata, after: Metadata): boolean {
  const { configuration } = after
  // What is taken out of the properties is never excused.
  if (!configuration.has(name)) return false
  switch (name) {
    case 'delta.enableDeletionVectors':
      return isSupported(protocol, 'deletionVectors') && isOn(configuration, name)
    case 'delta.enableRowTracking':
      return isSupported(protocol, 'rowTracking') && isOn(configuration, name)
    case 'delta.rowTracking.materializedRowIdColumnName':
    case 'delta.rowTracking.materializedRowCommitVersionColumnName':
      return isOn(configuration, 'delta.enableRowTracking')
    case MODE:
      return switchesMappingOn(protocol, before, after)
    case 'delta.columnMapping.maxColumnId':
      return true
    case 'delta.checkpointPolicy':
      return isSupported(protocol, 'v2Checkpoint') && configuration.get(name)?.toLowerCase() === 'v2'
    case 'delta.enableInCommitTimestamps':
      return isSupported(protocol, 'inCommitTimestamp') && isOn(configuration, name)
    // What a switch of in-commit timestamps says of itself.
    case 'delta.inCommitTimestampEnablementVersion':
    case 'delta.inCommitTimestampEnablementTimestamp':
      return !before.configuration.has(name)
    default:
      return false
  }
}

function switchesMappingOn(protocol: Protocol, before: Metadata, after: Metadata): boolean {
  return columnMappingMode(protocol, before) === 'none' && columnMappingMode(protocol, after) === 'name'
}

/** What column mapping says of a column (DeltaColumnMapping.scala, COLUMN_MAPPING_METADATA_KEYS). */
const MAPPING_KEYS: ReadonlySet<string> = new Set([
  'delta.columnMapping.id',
  'delta.columnMapping.physicalName',
  'delta.columnMapping.nested.ids',
  'parquet.field.id',
  'parquet.field.nested.ids',
])

/** The columns are the same, and only what column mapping says of them is new; inside of a column nothing may be. */
function onlyMapsColumns(protocol: Protocol, before: Metadata, after: Metadata): boolean {
  if (before.schemaString === undefined || after.schemaString === undefined) return false
  if (!switchesMappingOn(protocol, before, after)) return false
  const [old, now] = [parseSchema(before.schemaString).fields, parseSchema(after.schemaString).fields]
  return (
    old.length === now.length &&
    old.every((field, i) => {
      const other = now[i]
      if (other === undefined || field.name !== other.name || field.nullable !== other.nullable) return false
      if (formatType(field.type) !== formatType(other.type)) return false
      const keys = new Set([...Object.keys(field.metadata), ...Object.keys(other.metadata)])
      return [...keys].every(
        (key) => MAPPING_KEYS.has(key) || JSON.stringify(field.metadata[key]) === JSON.stringify(other.metadata[key]),
      )
    })
  )
}
