import type { Protocol, TextMap } from './action-types.ts'
import type { DataType, StructType } from './schema.ts'
import { supportedFeatures, TABLE_FEATURES } from './table-features.ts'

/** Features that every table with lists supports, since they were always there (OptimisticTransaction, Protocol.forNewTable). */
const ALWAYS = ['appendOnly', 'invariants']

const BY_PROPERTY: readonly (readonly [name: string, value: string, feature: string])[] = [
  ['delta.enableChangeDataFeed', 'true', 'changeDataFeed'],
  ['delta.enableDeletionVectors', 'true', 'deletionVectors'],
  ['delta.columnMapping.mode', 'name', 'columnMapping'],
  ['delta.columnMapping.mode', 'id', 'columnMapping'],
  ['delta.enableInCommitTimestamps', 'true', 'inCommitTimestamp'],
  ['delta.checkpointPolicy', 'v2', 'v2Checkpoint'],
]

/** The features that a table needs for its schema and its properties. */
export function neededFeatures(schema: StructType, configuration: TextMap): string[] {
  const features = new Set<string>()
  for (const [name, value, feature] of BY_PROPERTY) {
    if (configuration.get(name)?.toLowerCase() === value) features.add(feature)
  }
  for (const name of configuration.keys()) if (name.startsWith('delta.constraints.')) features.add('checkConstraints')
  if (usesType(schema, 'timestamp_ntz')) features.add('timestampNtz')
  if (usesType(schema, 'variant')) features.add('variantType')
  return [...features].sort()
}

function usesType(type: DataType, kind: DataType['kind']): boolean {
  switch (type.kind) {
    case 'struct':
      return type.fields.some((field) => usesType(field.type, kind))
    case 'array':
      return usesType(type.element, kind)
    case 'map':
      return usesType(type.key, kind) || usesType(type.value, kind)
    default:
      return type.kind === kind
  }
}

const OLDEST: Protocol = {
  kind: 'protocol',
  minReaderVersion: 1,
  minWriterVersion: 2,
  readerFeatures: undefined,
  writerFeatures: undefined,
}

/**
 * The lowest protocol that supports features besides those of the one before: versions while all features have versions of
 * their own, else version 7 (and 3 for readers) with lists. Undefined when the one before supports them all.
 */
export function tryPlanProtocol(features: readonly string[], before: Protocol | undefined): Protocol | undefined {
  const base = before ?? OLDEST
  const had = supportedFeatures(base)
  const missing = withRequired(features).filter((feature) => !had.includes(feature))
  if (before !== undefined && missing.length === 0) return undefined
  const isOld = base.minWriterVersion < 7 && missing.every((feature) => TABLE_FEATURES[feature]?.legacy !== undefined)
  if (isOld) return raiseVersions(base, missing)
  const all = [...new Set([...had, ...missing, ...ALWAYS])].sort()
  const forReaders = all.filter((feature) => TABLE_FEATURES[feature]?.kind === 'reader')
  return {
    kind: 'protocol',
    minReaderVersion: forReaders.length > 0 ? 3 : 1,
    minWriterVersion: 7,
    readerFeatures: forReaders.length > 0 ? forReaders : undefined,
    writerFeatures: all,
  }
}

/** Features and those that they need. */
function withRequired(features: readonly string[]): string[] {
  return features.flatMap((feature) => [feature, ...withRequired(TABLE_FEATURES[feature]?.requires ?? [])])
}

function raiseVersions(base: Protocol, features: readonly string[]): Protocol {
  let { minReaderVersion, minWriterVersion } = base
  for (const feature of features) {
    const legacy = TABLE_FEATURES[feature]?.legacy
    minReaderVersion = Math.max(minReaderVersion, legacy?.reader ?? 1)
    minWriterVersion = Math.max(minWriterVersion, legacy?.writer ?? 1)
  }
  return { ...base, minReaderVersion, minWriterVersion }
}

const WRITABLE = [
  'appendOnly',
  'invariants',
  'checkConstraints',
  'changeDataFeed',
  'columnMapping',
  'deletionVectors',
  'timestampNtz',
  'inCommitTimestamp',
  'v2Checkpoint',
  'domainMetadata',
  'clustering',
  'vacuumProtocolCheck',
  'generatedColumns',
  'allowColumnDefaults',
]

/** True when a table with the feature can be written here. */
export function isWritableFeature(feature: string): boolean {
  return WRITABLE.includes(feature)
}

/** Features of a protocol that this writer cannot honour; a table with one must not be written. */
export function unwritableFeatures(protocol: Protocol): string[] {
  return supportedFeatures(protocol).filter((feature) => !isWritableFeature(feature))
}
