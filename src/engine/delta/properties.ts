import type { TextMap } from './action-types.ts'
import { CLUSTERING } from './clustering.ts'
import { isolationOf } from './isolation.ts'
import type { Product } from './isolation.ts'
import { isWritableFeature } from './protocol-plan.ts'
import { tryParseInterval, tryReadInterval } from './retention.ts'
import { CONSTRAINT_PREFIX } from './table-constraints.ts'
import { TABLE_FEATURES } from './table-features.ts'
import { DeltaWriteError } from './write-error.ts'

const FEATURE_PREFIX = 'delta.feature.'

/** What may be set: by its value, or what else the property is. */
type PropertyKind =
  | 'boolean'
  | 'interval'
  | 'positive'
  | 'leaves'
  | 'text'
  | 'mode'
  | 'policy'
  | 'isolation'
  /** Its effect is not built here: only "false" keeps its promise. */
  | 'off'
  /** Not built here, whatever its value. */
  | 'unsupported'
  /** Delta sets it, and no user. */
  | 'internal'

/** The properties of open-source Delta (DeltaConfig.scala), without `delta.`. */
const PROPERTIES: Readonly<Record<string, PropertyKind>> = {
  appendOnly: 'boolean',
  autoOptimize: 'off',
  'autoOptimize.autoCompact': 'off',
  'autoOptimize.optimizeWrite': 'off',
  'checkpoint.writeStatsAsJson': 'boolean',
  'checkpoint.writeStatsAsStruct': 'boolean',
  checkpointInterval: 'positive',
  checkpointPolicy: 'policy',
  checkpointRetentionDuration: 'interval',
  'columnMapping.maxColumnId': 'internal',
  'columnMapping.mode': 'mode',
  'compatibility.symlinkFormatManifest.enabled': 'off',
  dataSkippingNumIndexedCols: 'leaves',
  dataSkippingStatsColumns: 'text',
  deletedFileRetentionDuration: 'interval',
  'dropFeatureTruncateHistory.retentionDuration': 'interval',
  enableChangeDataCapture: 'off',
  enableChangeDataFeed: 'boolean',
  enableDeletionVectors: 'boolean',
  enableExpiredLogCleanup: 'boolean',
  enableFullRetentionRollback: 'boolean',
  enableIcebergCompatV1: 'off',
  enableIcebergCompatV2: 'off',
  enableIcebergCompatV3: 'off',
  enableInCommitTimestamps: 'boolean',
  enableRowTracking: 'off',
  enableTypeWidening: 'off',
  enableVariantShredding: 'off',
  ignoreProtocolDefaults: 'boolean',
  inCommitTimestampEnablementTimestamp: 'internal',
  inCommitTimestampEnablementVersion: 'internal',
  isolationLevel: 'isolation',
  logRetentionDuration: 'interval',
  minReaderVersion: 'unsupported',
  minWriterVersion: 'unsupported',
  randomizeFilePrefixes: 'off',
  randomPrefixLength: 'positive',
  sampleRetentionDuration: 'interval',
  setTransactionRetentionDuration: 'unsupported',
  'universalFormat.enabledFormats': 'unsupported',
}

const CANONICAL: ReadonlyMap<string, string> = new Map(
  Object.keys(PROPERTIES).map((name) => [name.toLowerCase(), name]),
)

/** Which statement gives the properties. */
export type PropertySource = 'CREATE TABLE' | 'ALTER TABLE'

export interface PlannedProperties {
  /** Names as Delta writes them; those of features are not kept. */
  readonly configuration: TextMap
  /** What `delta.feature.…` asks for. */
  readonly features: readonly string[]
}

/**
 * Properties as a user gives them, as a table takes them: names of Delta's own are found whatever their case, and values are
 * checked. Throws DELTA_UNKNOWN_CONFIGURATION, what Delta throws for a wrong value, and LAKESCOPE_UNSUPPORTED_PROPERTY for what
 * would promise something that is not built here.
 */
export function planProperties(given: TextMap, product: Product, source: PropertySource): PlannedProperties {
  const configuration = new Map<string, string>()
  const features: string[] = []
  for (const [key, value = ''] of given) {
    const folded = key.toLowerCase()
    if (folded.startsWith(FEATURE_PREFIX)) features.push(ensureFeature(key, value, source))
    else if (!folded.startsWith('delta.') || folded.startsWith(CONSTRAINT_PREFIX)) configuration.set(key, value)
    else {
      const name = canonicalName(key)
      configuration.set(name, ensureValue(name, value, product))
    }
  }
  return { configuration, features }
}

/** The name of a property as Delta writes it; as it is given for one that Delta does not know. */
export function normalizeName(key: string): string {
  return tryCanonicalName(key) ?? key
}

function canonicalName(key: string): string {
  const name = tryCanonicalName(key)
  if (name !== undefined) return name
  throw new DeltaWriteError('DELTA_UNKNOWN_CONFIGURATION', `open-source Delta has no property ${key}`, key)
}

function tryCanonicalName(key: string): string | undefined {
  const folded = key.toLowerCase()
  const name = folded.startsWith('delta.') ? CANONICAL.get(folded.slice('delta.'.length)) : undefined
  return name === undefined ? undefined : `delta.${name}`
}

function ensureFeature(key: string, value: string, source: PropertySource): string {
  const folded = key.slice(FEATURE_PREFIX.length).toLowerCase()
  const feature = Object.keys(TABLE_FEATURES).find((name) => name.toLowerCase() === folded)
  if (feature === undefined) {
    throw new DeltaWriteError('DELTA_UNSUPPORTED_FEATURES_IN_CONFIG', `the protocol has no feature ${key}`, key)
  }
  if (value.toLowerCase() !== 'supported' && value.toLowerCase() !== 'enabled') {
    const what = `${key} can only be supported, and not "${value}"`
    throw new DeltaWriteError('DELTA_UNSUPPORTED_FEATURE_STATUS', what, key)
  }
  if (feature === CLUSTERING) {
    const code =
      source === 'CREATE TABLE'
        ? 'DELTA_CREATE_TABLE_SET_CLUSTERING_TABLE_FEATURE_NOT_ALLOWED'
        : 'DELTA_ALTER_TABLE_SET_CLUSTERING_TABLE_FEATURE_NOT_ALLOWED'
    throw new DeltaWriteError(code, `no property makes a table a clustered one: ${key}`, key)
  }
  if (isWritableFeature(feature)) return feature
  throw new DeltaWriteError('LAKESCOPE_UNSUPPORTED_PROPERTY', `the feature ${feature} is not written here`, key)
}

/** The value as it is written. */
function ensureValue(name: string, value: string, product: Product): string {
  switch (PROPERTIES[name.slice('delta.'.length)] as PropertyKind) {
    case 'off':
      ensureMatch(/^(true|false)$/i, name, value, 'true or false')
      if (value.toLowerCase() === 'true') throw unsupported(name)
      return value.toLowerCase()
    case 'unsupported':
      throw unsupported(name)
    case 'internal':
      throw new DeltaWriteError('DELTA_CANNOT_MODIFY_TABLE_PROPERTY', `${name} is set by Delta alone`, name)
    case 'boolean':
      return ensureMatch(/^(true|false)$/i, name, value, 'true or false').toLowerCase()
    case 'positive':
      return ensureMatch(/^0*[1-9]\d{0,8}$/, name, value, 'a whole number above 0')
    case 'leaves':
      return ensureMatch(/^(-1|\d{1,9})$/, name, value, 'a number of columns, or -1 for all')
    case 'policy':
      return ensureMatch(/^(classic|v2)$/, name, value, 'classic or v2')
    case 'interval':
      return ensureInterval(name, value)
    case 'mode':
      if (/^(none|name|id)$/i.test(value)) return value.toLowerCase()
      throw new DeltaWriteError('LAKESCOPE_UNKNOWN_MAPPING_MODE', `${name} is "${value}"`, name)
    case 'isolation':
      isolationOf(product, new Map([[name, value]]))
      return value
    case 'text':
      return value
  }
}

/** Months and negative times are intervals for Delta too, and refused without an error class of their own. */
function ensureInterval(name: string, value: string): string {
  if (tryParseInterval(value) !== undefined) return value
  if (value.trim() === '') throw new DeltaWriteError('DELTA_INVALID_CALENDAR_INTERVAL_EMPTY', `${name} is empty`, name)
  if (tryReadInterval(value) === undefined) {
    throw new DeltaWriteError('DELTA_INVALID_INTERVAL', `${name} is "${value}"`, name)
  }
  const what = `${name} is an interval of 0 or more without months and years; "${value}" is not`
  throw new DeltaWriteError('LAKESCOPE_INVALID_PROPERTY', what, name)
}

function ensureMatch(pattern: RegExp, name: string, value: string, wanted: string): string {
  if (pattern.test(value)) return value
  throw new DeltaWriteError('LAKESCOPE_INVALID_PROPERTY', `${name} is ${wanted}; "${value}" is not`, name)
}

function unsupported(name: string): DeltaWriteError {
  return new DeltaWriteError('LAKESCOPE_UNSUPPORTED_PROPERTY', `what ${name} promises is not built here`, name)
}
