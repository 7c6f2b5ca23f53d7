import type { Protocol } from './action-types.ts'
import { DeltaError } from './delta-error.ts'
import type { DeltaErrorCode } from './delta-error.ts'

/** How a feature of the protocol concerns this reader. */
interface FeatureInfo {
  /** `reader`: listed in both lists of the protocol, and a reader must know it. `writer`: readers may ignore it. */
  readonly kind: 'reader' | 'writer'
  /** The versions that imply it, before there were lists. */
  readonly legacy?: { readonly reader: number; readonly writer: number }
  /** Why a table with it is not read; undefined where it is. */
  readonly refusal?: string
  /** Features that a table with it must support too. */
  readonly requires?: readonly string[]
}

const READER: FeatureInfo = { kind: 'reader' }
const WRITER: FeatureInfo = { kind: 'writer' }

/** The names of PROTOCOL.md (Valid Feature Names in Table Features), those of previews that were released included. */
export const TABLE_FEATURES: Readonly<Record<string, FeatureInfo>> = {
  columnMapping: { kind: 'reader', legacy: { reader: 2, writer: 5 } },
  deletionVectors: READER,
  timestampNtz: READER,
  typeWidening: READER,
  'typeWidening-preview': READER,
  v2Checkpoint: READER,
  vacuumProtocolCheck: READER,
  variantType: READER,
  'variantType-preview': READER,
  variantShredding: READER,
  'variantShredding-preview': READER,
  catalogManaged: { kind: 'reader', refusal: 'only its catalog knows which commits count' },
  'catalogOwned-preview': { kind: 'reader', refusal: 'only its catalog knows which commits count' },
  appendOnly: { kind: 'writer', legacy: { reader: 1, writer: 2 } },
  invariants: { kind: 'writer', legacy: { reader: 1, writer: 2 } },
  checkConstraints: { kind: 'writer', legacy: { reader: 1, writer: 3 } },
  changeDataFeed: { kind: 'writer', legacy: { reader: 1, writer: 4 } },
  generatedColumns: { kind: 'writer', legacy: { reader: 1, writer: 4 } },
  identityColumns: { kind: 'writer', legacy: { reader: 1, writer: 6 } },
  allowColumnDefaults: WRITER,
  checkpointProtection: WRITER,
  clustering: { kind: 'writer', requires: ['domainMetadata'] },
  domainMetadata: WRITER,
  icebergCompatV1: WRITER,
  icebergCompatV2: WRITER,
  icebergCompatV3: WRITER,
  icebergWriterCompatV1: WRITER,
  inCommitTimestamp: WRITER,
  materializePartitionColumns: WRITER,
  rowTracking: { kind: 'writer', requires: ['domainMetadata'] },
}

const CATALOG_FEATURES: readonly string[] = ['catalogManaged', 'catalogOwned-preview']
export const NEWEST_READER = 3

/** A protocol that asks for more than is read here. */
export class UnreadableProtocol extends DeltaError {
  constructor(
    readonly protocol: Protocol,
    code: DeltaErrorCode,
    message: string,
    where: string,
  ) {
    super(code, message, where)
  }
}

/**
 * Throws `UnreadableProtocol` unless a table of this protocol can be read: DELTA_INVALID_PROTOCOL_VERSION, DELTA_UNSUPPORTED_FEATURES_FOR_READ
 * with the names, or DELTA_PATH_BASED_ACCESS_TO_CATALOG_MANAGED_TABLE_BLOCKED.
 */
export function ensureReadable(protocol: Protocol): void {
  const { minReaderVersion, readerFeatures } = protocol
  if (minReaderVersion < 1 || minReaderVersion > NEWEST_READER) {
    throw new UnreadableProtocol(
      protocol,
      'DELTA_INVALID_PROTOCOL_VERSION',
      `the table needs reader version ${minReaderVersion}; versions 1 to ${NEWEST_READER} can be read`,
      'protocol.minReaderVersion',
    )
  }
  if (minReaderVersion < NEWEST_READER) return
  if (readerFeatures === undefined) {
    const message = 'reader version 3 needs the list readerFeatures, and the protocol has none'
    throw new UnreadableProtocol(protocol, 'DELTA_INVALID_PROTOCOL_VERSION', message, 'protocol.readerFeatures')
  }
  const catalog = readerFeatures.find((name) => CATALOG_FEATURES.includes(name))
  if (catalog !== undefined) {
    throw new UnreadableProtocol(
      protocol,
      'DELTA_PATH_BASED_ACCESS_TO_CATALOG_MANAGED_TABLE_BLOCKED',
      `the table has the feature ${catalog}: ${TABLE_FEATURES[catalog]?.refusal ?? ''}, so its folder alone cannot be read`,
      'protocol.readerFeatures',
    )
  }
  const unknown = readerFeatures.filter((name) => !Object.hasOwn(TABLE_FEATURES, name))
  if (unknown.length === 0) return
  throw new UnreadableProtocol(
    protocol,
    'DELTA_UNSUPPORTED_FEATURES_FOR_READ',
    `the table needs reader features that are not supported: ${unknown.join(', ')}`,
    'protocol.readerFeatures',
  )
}

/** The features that a protocol supports, by name: those it lists, and those that its versions imply. */
export function supportedFeatures(protocol: Protocol): string[] {
  const { minReaderVersion, minWriterVersion, readerFeatures, writerFeatures } = protocol
  const names = new Set([...(readerFeatures ?? []), ...(writerFeatures ?? [])])
  for (const [name, { legacy }] of Object.entries(TABLE_FEATURES)) {
    if (legacy === undefined || minWriterVersion >= 7) continue
    if (minWriterVersion >= legacy.writer && minReaderVersion >= legacy.reader) names.add(name)
  }
  return [...names].sort()
}

/** True when the protocol supports a feature. */
export function isSupported(protocol: Protocol, feature: string): boolean {
  return supportedFeatures(protocol).includes(feature)
}
