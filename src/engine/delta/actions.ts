import { isRecord } from '../../base/parse.ts'
import type {
  Action,
  Add,
  DeletionVectorDescriptor,
  Metadata,
  PartitionValues,
  Protocol,
  TextMap,
} from './action-types.ts'
import { isFilePath } from './data-path.ts'
import { malformed } from './delta-error.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * One line of the log as an action. `place` is `file:line`. Actions that the protocol does not know give undefined, since
 * readers must ignore them; one that it knows and that is wrong throws DELTA_LOG_FILE_MALFORMED with its field.
 */
export function parseAction(value: unknown, place: string): Action | undefined {
  if (!isRecord(value)) throw malformed(place, 'a JSON object')
  for (const name of Object.keys(value)) {
    const parse = Object.hasOwn(PARSERS, name) ? PARSERS[name] : undefined
    const fields = value[name]
    if (parse === undefined || fields === null) continue
    if (!isRecord(fields)) throw malformed(`${place}:${name}`, 'an object')
    return parse(fields, `${place}:${name}`)
  }
  return undefined
}

const PARSERS: Readonly<Record<string, (fields: Fields, place: string) => Action>> = {
  add: parseAdd,
  remove: (fields, place) => ({
    kind: 'remove',
    path: parsePath(fields, place),
    deletionTimestamp: tryTime(fields, 'deletionTimestamp', place),
    dataChange: tryBoolean(fields, 'dataChange', place) ?? true,
    partitionValues: tryTextMap(fields, 'partitionValues', place),
    size: tryInteger(fields, 'size', place),
    deletionVector: tryDeletionVector(fields, place),
  }),
  cdc: (fields, place) => ({
    kind: 'cdc',
    path: parseText(fields, 'path', place),
    partitionValues: tryTextMap(fields, 'partitionValues', place) ?? NOTHING,
    size: parseInteger(fields, 'size', place),
  }),
  metaData: parseMetadata,
  protocol: parseProtocol,
  commitInfo: (fields) => ({ kind: 'commitInfo', fields }),
  txn: (fields, place) => ({
    kind: 'txn',
    appId: parseText(fields, 'appId', place),
    version: parseLong(fields, 'version', place),
    lastUpdated: tryTime(fields, 'lastUpdated', place),
  }),
  domainMetadata: (fields, place) => ({
    kind: 'domainMetadata',
    domain: parseText(fields, 'domain', place),
    configuration: tryText(fields, 'configuration', place) ?? '',
    removed: tryBoolean(fields, 'removed', place) ?? false,
  }),
  checkpointMetadata: (fields, place) => ({
    kind: 'checkpointMetadata',
    version: parseInteger(fields, 'version', place),
  }),
  sidecar: (fields, place) => ({
    kind: 'sidecar',
    path: parseText(fields, 'path', place),
    sizeInBytes: parseInteger(fields, 'sizeInBytes', place),
  }),
}

const NOTHING: PartitionValues = new Map()
/** What an `add` has that lacks its required `partitionValues`: readers take it for a file of no partition. */
export const UNTOLD_PARTITION: PartitionValues = new Map()

function parseAdd(fields: Fields, place: string): Add {
  const size = parseInteger(fields, 'size', place)
  if (size < 0) throw malformed(`${place}.size`, 'a number of bytes')
  return {
    kind: 'add',
    path: parsePath(fields, place),
    partitionValues: tryTextMap(fields, 'partitionValues', place) ?? UNTOLD_PARTITION,
    size,
    modificationTime: tryTime(fields, 'modificationTime', place) ?? 0,
    dataChange: tryBoolean(fields, 'dataChange', place) ?? true,
    stats: tryText(fields, 'stats', place),
    deletionVector: tryDeletionVector(fields, place),
    tags: tryTextMap(fields, 'tags', place),
    baseRowId: tryInteger(fields, 'baseRowId', place),
    defaultRowCommitVersion: tryInteger(fields, 'defaultRowCommitVersion', place),
    clusteringProvider: tryText(fields, 'clusteringProvider', place),
  }
}

function parseMetadata(fields: Fields, place: string): Metadata {
  const format = fields['format'] ?? { provider: 'parquet' }
  if (!isRecord(format)) throw malformed(`${place}.format`, 'an object')
  return {
    kind: 'metaData',
    id: tryText(fields, 'id', place) ?? '',
    name: tryText(fields, 'name', place),
    description: tryText(fields, 'description', place),
    provider: tryText(format, 'provider', `${place}.format`) ?? 'parquet',
    schemaString: tryText(fields, 'schemaString', place),
    partitionColumns: tryTexts(fields, 'partitionColumns', place) ?? [],
    configuration: tryTextMap(fields, 'configuration', place) ?? NOTHING,
    createdTime: tryTime(fields, 'createdTime', place),
  }
}

function parseProtocol(fields: Fields, place: string): Protocol {
  return {
    kind: 'protocol',
    minReaderVersion: parseInteger(fields, 'minReaderVersion', place),
    minWriterVersion: parseInteger(fields, 'minWriterVersion', place),
    readerFeatures: tryTexts(fields, 'readerFeatures', place),
    writerFeatures: tryTexts(fields, 'writerFeatures', place),
  }
}

function tryDeletionVector(fields: Fields, place: string): DeletionVectorDescriptor | undefined {
  const vector = fields['deletionVector']
  if (vector === undefined || vector === null) return undefined
  const inside = `${place}.deletionVector`
  if (!isRecord(vector)) throw malformed(inside, 'an object')
  return createDeletionVector(
    parseText(vector, 'storageType', inside),
    parseText(vector, 'pathOrInlineDv', inside),
    tryInteger(vector, 'offset', inside),
    parseInteger(vector, 'sizeInBytes', inside),
    parseInteger(vector, 'cardinality', inside),
    inside,
  )
}

/** Checks the parts of a descriptor, wherever they come from. */
export function createDeletionVector(
  storageType: string,
  pathOrInlineDv: string,
  offset: number | undefined,
  sizeInBytes: number,
  cardinality: number,
  place: string,
): DeletionVectorDescriptor {
  if (storageType !== 'u' && storageType !== 'i' && storageType !== 'p') {
    throw malformed(`${place}.storageType`, 'u, i or p')
  }
  if (sizeInBytes < 0) throw malformed(`${place}.sizeInBytes`, 'a number of bytes')
  if (cardinality < 0) throw malformed(`${place}.cardinality`, 'a number of rows')
  if (offset !== undefined && offset < 0) throw malformed(`${place}.offset`, 'a place in a file')
  return { storageType, pathOrInlineDv, offset, sizeInBytes, cardinality }
}

/** A path that names a file. Where it leads is another question: a file that is only removed need not be there. */
function parsePath(fields: Fields, place: string): string {
  const path = parseText(fields, 'path', place)
  if (isFilePath(path)) return path
  throw malformed(`${place}.path`, 'the path of a file')
}

function parseText(fields: Fields, name: string, place: string): string {
  const value = fields[name]
  if (typeof value !== 'string') throw malformed(`${place}.${name}`, 'text')
  return value
}

function tryText(fields: Fields, name: string, place: string): string | undefined {
  return isMissing(fields[name]) ? undefined : parseText(fields, name, place)
}

function parseInteger(fields: Fields, name: string, place: string): number {
  const value = fields[name]
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  const isWhole = typeof value === 'bigint' || Number.isInteger(value)
  throw malformed(`${place}.${name}`, isWhole ? 'within ±2^53, as far as is read here' : 'a whole number')
}

/** Any 64-bit number, which only a bigint can be beyond ±2^53. */
function parseLong(fields: Fields, name: string, place: string): number | bigint {
  const value = fields[name]
  return typeof value === 'bigint' && BigInt.asIntN(64, value) === value ? value : parseInteger(fields, name, place)
}

/** The greatest number below 2^63. */
const MOST_TIME = 2 ** 63 - 1024

/**
 * Milliseconds as the protocol has it, but any 64-bit number is let through: one beyond ±2^53, as of a writer that counts
 * nanoseconds, is the nearest number, since nothing depends on the last of its digits.
 */
function tryTime(fields: Fields, name: string, place: string): number | undefined {
  const value = fields[name]
  if (isMissing(value)) return undefined
  const time = typeof value === 'bigint' ? Number(value) : value
  if (typeof time !== 'number' || !Number.isInteger(time) || Math.abs(time) > 2 ** 63) {
    throw malformed(`${place}.${name}`, 'a whole number of 64 bits')
  }
  return Math.max(-MOST_TIME, Math.min(time, MOST_TIME))
}

function tryInteger(fields: Fields, name: string, place: string): number | undefined {
  return isMissing(fields[name]) ? undefined : parseInteger(fields, name, place)
}

function tryBoolean(fields: Fields, name: string, place: string): boolean | undefined {
  const value = fields[name]
  if (isMissing(value)) return undefined
  if (typeof value !== 'boolean') throw malformed(`${place}.${name}`, 'true or false')
  return value
}

function tryTexts(fields: Fields, name: string, place: string): readonly string[] | undefined {
  const value = fields[name]
  if (isMissing(value)) return undefined
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw malformed(`${place}.${name}`, 'a list of texts')
  }
  return value
}

function tryTextMap(fields: Fields, name: string, place: string): TextMap | undefined {
  const value = fields[name]
  if (isMissing(value)) return undefined
  if (!isRecord(value)) throw malformed(`${place}.${name}`, 'an object')
  const names = Object.keys(value)
  if (names.length === 0) return NOTHING
  const map = new Map<string, string | undefined>()
  for (const key of names) {
    const text = value[key]
    if (text !== null && typeof text !== 'string') throw malformed(`${place}.${name}.${key}`, 'text')
    map.set(key, text ?? undefined)
  }
  return map
}

function isMissing(value: unknown): value is undefined | null {
  return value === undefined || value === null
}
