import { formatCount, formatPlural } from '../../base/format.ts'
import type { Action, Protocol } from '../delta/action-types.ts'
import { columnMappingMode } from '../delta/column-mapping.ts'
import type { LogListing } from '../delta/log-segment.ts'
import { isOn } from '../delta/property-value.ts'
import type { DataType, StructField } from '../delta/schema.ts'
import type { Snapshot } from '../delta/snapshot.ts'
import { CONSTRAINT_PREFIX } from '../delta/table-constraints.ts'
import { isSupported, NEWEST_READER, supportedFeatures, TABLE_FEATURES } from '../delta/table-features.ts'
import type { FileSummary } from './summarize-files.ts'

/**
 * Something that a table may have, and whether its rows can be read here all the same. `harmless`: of a table that is not read,
 * what is not the reason.
 */
export interface FoundFeature {
  readonly name: string
  /** How much there is of it: "2 of 7 columns". */
  readonly detail: string
  readonly status: 'read' | 'unused' | 'refused' | 'harmless'
}

/** What the actions of a log tell that its last version does not. */
export class ActionCounts {
  metadataChanges = 0
  removes = 0
  changeFiles = 0
  readonly #paths = new Set<string>()
  readonly #again = new Set<string>()

  add(version: number, actions: readonly Action[]): void {
    for (const action of actions) {
      if (action.kind === 'metaData' && version > 0) this.metadataChanges++
      if (action.kind === 'remove') this.removes++
      if (action.kind === 'cdc') this.changeFiles++
      if (action.kind !== 'add') continue
      if (this.#paths.has(action.path)) this.#again.add(action.path)
      else this.#paths.add(action.path)
    }
  }

  /** Paths that were added more than once: the newest line about a path counts. */
  get pathsAgain(): number {
    return this.#again.size
  }
}

type Facts = Pick<FileSummary, 'filesWithVectors' | 'filesWithStats' | 'filesOutside' | 'partitions'>

/** What was found in a table, and the usual things that it does not have. */
export function findFeatures(
  snapshot: Snapshot,
  listing: LogListing,
  counts: ActionCounts,
  facts: Facts,
): FoundFeature[] {
  return [
    ...findColumns(snapshot, facts),
    ...findFiles(snapshot, facts),
    ...findLog(snapshot, listing, counts),
    ...findRules(snapshot),
    ...findOthers(snapshot.protocol),
  ]
}

/** What a protocol that is not read asks of a reader, feature by feature. */
export function findRefused(protocol: Protocol): FoundFeature[] {
  const { minReaderVersion, minWriterVersion, readerFeatures } = protocol
  const isKnown = minReaderVersion >= 1 && minReaderVersion <= NEWEST_READER
  const hasNoList = minReaderVersion === NEWEST_READER && readerFeatures === undefined
  const versions: FoundFeature = {
    name: 'Reader and writer version',
    detail: `${minReaderVersion}, ${minWriterVersion}${hasNoList ? ', without the list of reader features' : ''}`,
    status: isKnown && !hasNoList ? 'read' : 'refused',
  }
  const features = supportedFeatures(protocol).map((name) => describeFeature(name, protocol))
  return [versions, ...features].map((one) => (one.status === 'read' ? { ...one, status: 'harmless' } : one))
}

function describeFeature(name: string, { readerFeatures = [] }: Protocol): FoundFeature {
  const info = Object.hasOwn(TABLE_FEATURES, name) ? TABLE_FEATURES[name] : undefined
  const isForReaders = info === undefined ? readerFeatures.includes(name) : info.kind === 'reader'
  const isRefused = isForReaders && (info === undefined || info.refusal !== undefined)
  return { name, detail: info?.refusal ?? forWhom(isForReaders), status: isRefused ? 'refused' : 'read' }
}

function forWhom(isForReaders: boolean): string {
  return isForReaders ? 'for readers too' : 'for writers'
}

/** True where the protocol supports one of these features; what marks a feature that it does not support means nothing. */
function supports({ protocol }: Snapshot, ...features: readonly string[]): boolean {
  return features.some((feature) => isSupported(protocol, feature))
}

function found(name: string, count: number, detail: string): FoundFeature {
  return count > 0 ? { name, detail, status: 'read' } : { name, detail: 'none', status: 'unused' }
}

function findColumns(snapshot: Snapshot, { partitions }: Facts): FoundFeature[] {
  const { schema, metadata, protocol } = snapshot
  const fields = schema?.fields ?? []
  const columns = metadata.partitionColumns
  const count = (test: (field: StructField) => boolean): number => fields.filter(test).length
  const of = (some: number): string => `${formatCount(some)} of ${formatPlural(fields.length, 'column')}`
  const nested = count(({ type }) => ['struct', 'array', 'map'].includes(type.kind))
  const variants = count(({ type }) => hasType(type, 'variant'))
  const canWiden = supports(snapshot, 'typeWidening', 'typeWidening-preview')
  const widened = canWiden ? count(({ metadata: own }) => own['delta.typeChanges'] !== undefined) : 0
  const marks = FILLED.flatMap(([mark, feature]) => (supports(snapshot, feature) ? mark : []))
  const filled = count(({ metadata: own }) => marks.some((mark) => own[mark] !== undefined))
  const mode = columnMappingMode(protocol, metadata)
  const named = columns.length > 0 ? `Partitioned by ${columns.join(', ')}` : 'Partitions'
  return [
    found(named, columns.length, formatPlural(partitions, 'partition')),
    found('Nested columns', nested, of(nested)),
    found('Column mapping', mode === 'none' ? 0 : 1, `by ${mode}`),
    found('Type widening', widened, of(widened)),
    found('Variant columns', variants, of(variants)),
    found('Defaults, generated, identity', filled, of(filled)),
  ]
}

/** Marks of columns that a writer fills, with their features; a reader finds their values in the files. */
const FILLED = [
  ['CURRENT_DEFAULT', 'allowColumnDefaults'],
  ['delta.generationExpression', 'generatedColumns'],
  ['delta.identity.start', 'identityColumns'],
] as const

function hasType(type: DataType, kind: DataType['kind']): boolean {
  switch (type.kind) {
    case 'struct':
      return type.fields.some((field) => hasType(field.type, kind))
    case 'array':
      return hasType(type.element, kind)
    case 'map':
      return hasType(type.key, kind) || hasType(type.value, kind)
    default:
      return type.kind === kind
  }
}

function findFiles({ files }: Snapshot, { filesWithVectors, filesWithStats, filesOutside }: Facts): FoundFeature[] {
  const of = (some: number): string => `${formatCount(some)} of ${formatPlural(files.count, 'file')}`
  const outside: FoundFeature = { name: 'Files outside of the folder', detail: of(filesOutside), status: 'refused' }
  return [
    found('File statistics', filesWithStats, of(filesWithStats)),
    found('Deletion vectors', filesWithVectors, of(filesWithVectors)),
    ...(filesOutside > 0 ? [outside] : []),
  ]
}

function findLog(
  snapshot: Snapshot,
  { checkpoints, compactions }: LogListing,
  { metadataChanges, removes, changeFiles, pathsAgain }: ActionCounts,
): FoundFeature[] {
  const { metadata, transactions } = snapshot
  const isSet = (property: string, feature: string): boolean =>
    isOn(metadata.configuration, property) && supports(snapshot, feature)
  const newest = [...checkpoints.keys()].reduce((most, version) => Math.max(most, version), -1)
  const files = checkpoints.get(newest)?.[0]?.files.length ?? 0
  const isV2 = supports(snapshot, 'v2Checkpoint')
  const place = `${formatCount(checkpoints.size)}, the newest of version ${formatCount(newest)}`
  const changes = changeFiles > 0 ? formatPlural(changeFiles, 'file') : 'on'
  const hasChanges = changeFiles > 0 || isSet('delta.enableChangeDataFeed', 'changeDataFeed')
  return [
    found(isV2 ? 'V2 checkpoints' : 'Checkpoints', checkpoints.size, files > 1 ? `${place}, ${files} parts` : place),
    found('Log compaction', compactions.size, formatPlural(compactions.size, 'range')),
    found('Schema or property changes', metadataChanges, `${formatCount(metadataChanges)} after version 0`),
    found('Removed files', removes, formatPlural(removes, 'action')),
    found('Paths added again', pathsAgain, `${formatPlural(pathsAgain, 'path')}, the newest line counts`),
    found('Change data feed', hasChanges ? 1 : 0, changes),
    found('Row tracking', isSet('delta.enableRowTracking', 'rowTracking') ? 1 : 0, 'on'),
    findInCommitTimes(isSet),
    found('Transactions of applications', transactions.size, formatPlural(transactions.size, 'application')),
  ]
}

/**
 * The preview of the feature had a name and a property of its own, which Delta has dropped: 4.0.0 knows neither and takes the
 * times of the files, as is done here.
 */
function findInCommitTimes(isSet: (property: string, feature: string) => boolean): FoundFeature {
  const name = 'In-commit timestamps'
  const isOld = isSet('delta.enableInCommitTimestamps-preview', 'inCommitTimestamp-preview')
  const isNew = isSet('delta.enableInCommitTimestamps', 'inCommitTimestamp')
  if (isNew || !isOld) return found(name, isNew ? 1 : 0, 'on')
  return { name, detail: 'only the preview of them: the times of the files count', status: 'unused' }
}

/** Rules that writers keep; a table of old versions supports them without a list. */
function findRules(snapshot: Snapshot): FoundFeature[] {
  const { metadata, schema } = snapshot
  const fields = schema?.fields ?? []
  const keys = supports(snapshot, 'checkConstraints') ? [...metadata.configuration.keys()] : []
  const checks = keys.filter((key) => key.startsWith(CONSTRAINT_PREFIX)).length
  const hasInvariants = supports(snapshot, 'invariants')
  const filled = fields.filter(
    ({ nullable, metadata: own }) => !nullable || (hasInvariants && own['delta.invariants'] !== undefined),
  )
  const isAppendOnly = isOn(metadata.configuration, 'delta.appendOnly') && supports(snapshot, 'appendOnly')
  return [
    found('Append only', isAppendOnly ? 1 : 0, 'on'),
    found('CHECK constraints', checks, formatPlural(checks, 'constraint')),
    found('NOT NULL and invariants', filled.length, formatPlural(filled.length, 'column')),
  ]
}

/** Features that have a line of their own above, by the protocol's names. */
const TOLD = [
  'appendOnly',
  'checkConstraints',
  'changeDataFeed',
  'columnMapping',
  'deletionVectors',
  'generatedColumns',
  'identityColumns',
  'allowColumnDefaults',
  'inCommitTimestamp',
  'invariants',
  'rowTracking',
  'typeWidening',
  'typeWidening-preview',
  'v2Checkpoint',
  'variantType',
  'variantType-preview',
]

function findOthers(protocol: Protocol): FoundFeature[] {
  const listed = [...new Set([...(protocol.readerFeatures ?? []), ...(protocol.writerFeatures ?? [])])].sort()
  return listed.filter((name) => !TOLD.includes(name)).map((name) => describeFeature(name, protocol))
}
