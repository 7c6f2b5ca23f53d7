import { isRecord } from '../../base/parse.ts'
import type { Replay } from './replay.ts'

/** What a `.crc` file says of a version (PROTOCOL.md, Version Checksum File); fields that it does not have are undefined. */
export interface VersionChecksum {
  readonly numFiles: number | undefined
  readonly tableSizeBytes: number | undefined
  readonly metadataId: string | undefined
  readonly minReaderVersion: number | undefined
  readonly minWriterVersion: number | undefined
}

/** Undefined when the file is not a JSON object: such a file says nothing. */
export function tryParseChecksum(bytes: Uint8Array): VersionChecksum | undefined {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
  if (!isRecord(value)) return undefined
  const metadata = isRecord(value['metadata']) ? value['metadata'] : {}
  const protocol = isRecord(value['protocol']) ? value['protocol'] : {}
  return {
    numFiles: tryNumber(value['numFiles']),
    tableSizeBytes: tryNumber(value['tableSizeBytes']),
    metadataId: typeof metadata['id'] === 'string' ? metadata['id'] : undefined,
    minReaderVersion: tryNumber(protocol['minReaderVersion']),
    minWriterVersion: tryNumber(protocol['minWriterVersion']),
  }
}

/** In words, where a checksum and a state differ: "9 files, the log has 10". */
export function compareChecksum(checksum: VersionChecksum, { files, metadata, protocol }: Replay): string[] {
  const pairs = [
    ['files', checksum.numFiles, files.count],
    ['bytes', checksum.tableSizeBytes, files.sizeBytes],
    ['as id', checksum.metadataId, metadata?.id],
    ['as reader version', checksum.minReaderVersion, protocol?.minReaderVersion],
    ['as writer version', checksum.minWriterVersion, protocol?.minWriterVersion],
  ] as const
  return pairs.flatMap(([what, said, found]) =>
    said === undefined || said === found ? [] : [`${said} ${what}, the log has ${found ?? 'none'}`],
  )
}

function tryNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
