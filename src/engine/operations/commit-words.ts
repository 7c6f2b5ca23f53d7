import { isRecord } from '../../base/parse.ts'
import type { Action, DomainMetadata, Protocol } from '../delta/action-types.ts'
import { CLUSTERING_DOMAIN, readClusteringPaths } from '../delta/clustering.ts'
import { PHYSICAL_NAME } from '../delta/column-mapping.ts'
import { MAKER_FIELDS } from '../delta/events.ts'
import type { ColumnPath, CommitPayload, CommitWords, MappedColumn, TableMetadata } from '../delta/events.ts'
import { parseSchema } from '../delta/schema.ts'
import type { StructField } from '../delta/schema.ts'

/** What a commit says of itself and of the table, for its event: a text that is long or lenient need not be read again. */

/** What the writer told of the commit; nothing of it is promised. */
export function wordsOf(info: Readonly<Record<string, unknown>>): CommitWords {
  const { operationParameters, operationMetrics, inCommitTimestamp } = info
  const told = MAKER_FIELDS.filter((name) => info[name] !== undefined && info[name] !== null)
  return {
    parameters: operationParameters ?? null,
    metrics: operationMetrics ?? null,
    maker: Object.fromEntries(told.map((name) => [name, info[name]])),
    inCommitMs: typeof inCommitTimestamp === 'number' ? inCommitTimestamp : null,
  }
}

/** The actions beside metadata that say what the table is from here on. */
export function definedBy(actions: readonly Action[]): Pick<CommitPayload, 'protocol' | 'clustering'> {
  let defined: Pick<CommitPayload, 'protocol' | 'clustering'> = {}
  for (const action of actions) {
    if (action.kind === 'protocol') defined = { ...defined, protocol: describeProtocol(action) }
    if (action.kind === 'domainMetadata' && action.domain === CLUSTERING_DOMAIN)
      defined = { ...defined, clustering: describeClustering(action) }
  }
  return defined
}

function describeProtocol({ minReaderVersion, minWriterVersion, readerFeatures, writerFeatures }: Protocol) {
  const features = [...new Set([...(readerFeatures ?? []), ...(writerFeatures ?? [])])]
  return { minReaderVersion, minWriterVersion, features }
}

function describeClustering({ configuration, removed }: DomainMetadata): readonly ColumnPath[] {
  return removed ? [] : readClusteringPaths(configuration)
}

/** What OPTIMIZE says of itself: `zOrderBy`, or of a clustered table `clusterBy`, is a list as JSON text. */
export function orderedBy(info: Readonly<Record<string, unknown>>): string[] {
  const parameters = info['operationParameters']
  if (!isRecord(parameters)) return []
  const ordered = parseNames(parameters['zOrderBy'])
  return ordered.length > 0 || info['operation'] !== 'OPTIMIZE' ? ordered : parseNames(parameters['clusterBy'])
}

/** Empty for what is no list in JSON: nothing of a commit's own words is promised. */
function parseNames(text: unknown): string[] {
  try {
    const names: unknown = typeof text === 'string' ? JSON.parse(text) : []
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []
  } catch {
    return []
  }
}

export function describeMetadata(actions: readonly Action[]): TableMetadata | null {
  const metadata = actions.find((action) => action.kind === 'metaData')
  if (metadata === undefined) return null
  const { id, name, createdTime, partitionColumns, configuration, schemaString } = metadata
  const fields = schemaString === undefined ? [] : parseSchema(schemaString).fields
  const isMapped = (configuration.get('delta.columnMapping.mode') ?? 'none').toLowerCase() !== 'none'
  return {
    columns: fields.map((field) => `${field.name} ${field.type.kind}`).join(', '),
    id,
    name: name ?? null,
    createdMs: createdTime ?? null,
    partitionColumns,
    configuration: Object.fromEntries([...configuration].map(([key, value]) => [key, value ?? ''])),
    mapped: isMapped ? fields.map(describeColumn) : [],
  }
}

/** A column that lacks its physical name can be read by nobody, and is named all the same. */
function describeColumn({ name, type, metadata }: StructField): MappedColumn {
  const physicalName = metadata[PHYSICAL_NAME]
  return {
    physicalName: typeof physicalName === 'string' ? physicalName : name,
    name,
    inner: type.kind === 'struct' ? type.fields.map(describeColumn) : [],
  }
}
