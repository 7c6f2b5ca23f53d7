import type { StoredObject } from '../storage/object-store.ts'

/** The folder of the log. */
export const LOG_FOLDER = '_delta_log/'
export const LAST_CHECKPOINT = `${LOG_FOLDER}_last_checkpoint`
export const SIDECAR_FOLDER = `${LOG_FOLDER}_sidecars/`

const VERSION_DIGITS = 20

export type LogPathKind =
  'commit' | 'classicCheckpoint' | 'uuidCheckpoint' | 'multiPartCheckpoint' | 'compactedCommit' | 'crc' | 'unknown'

/** A file of the log by its name (PROTOCOL.md, File Types). */
export type LogPath = { readonly file: StoredObject; readonly name: string } & (
  | { readonly kind: 'commit' | 'classicCheckpoint' | 'crc'; readonly version: number }
  | {
      readonly kind: 'uuidCheckpoint'
      readonly version: number
      readonly format: 'json' | 'parquet'
    }
  | {
      readonly kind: 'multiPartCheckpoint'
      readonly version: number
      /** From 1. */
      readonly part: number
      readonly parts: number
    }
  /** Versions [version, lastVersion], both included, as the name has them. */
  | { readonly kind: 'compactedCommit'; readonly version: number; readonly lastVersion: number }
  | { readonly kind: 'unknown' }
)

const PATTERNS = {
  commit: /^(\d{20})\.json$/,
  crc: /^(\d{20})\.crc$/,
  classic: /^(\d{20})\.checkpoint\.parquet$/,
  uuid: /^(\d{20})\.checkpoint\.[0-9A-Fa-f-]{36}\.(json|parquet)$/,
  multiPart: /^(\d{20})\.checkpoint\.(\d{10})\.(\d{10})\.parquet$/,
  compacted: /^(\d{20})\.(\d{20})\.compacted\.json$/,
}

/** What a file of the log is; undefined for files in folders below it. Names that mean nothing are `unknown`. */
export function parseLogPath(file: StoredObject): LogPath | undefined {
  const name = file.path.slice(LOG_FOLDER.length)
  if (name.includes('/') || !file.path.startsWith(LOG_FOLDER)) return undefined
  const parsed = parseName(name)
  return { file, name, ...parsed } as LogPath
}

type Parsed =
  | { readonly kind: 'unknown' }
  | { readonly kind: LogPathKind; readonly version: number; readonly [field: string]: string | number }

function parseName(name: string): Parsed {
  const unknown: Parsed = { kind: 'unknown' }
  const simple = [
    ['commit', PATTERNS.commit],
    ['crc', PATTERNS.crc],
    ['classicCheckpoint', PATTERNS.classic],
  ] as const
  for (const [kind, pattern] of simple) {
    const match = pattern.exec(name)
    if (match !== null) return whenSafe(Number(match[1]), (version) => ({ kind, version }))
  }
  const uuid = PATTERNS.uuid.exec(name)
  if (uuid !== null) {
    return whenSafe(Number(uuid[1]), (version) => ({ kind: 'uuidCheckpoint', version, format: uuid[2] as string }))
  }
  const multiPart = PATTERNS.multiPart.exec(name)
  if (multiPart !== null) {
    const [part, parts] = [Number(multiPart[2]), Number(multiPart[3])]
    if (part < 1 || part > parts) return unknown
    return whenSafe(Number(multiPart[1]), (version) => ({ kind: 'multiPartCheckpoint', version, part, parts }))
  }
  const compacted = PATTERNS.compacted.exec(name)
  if (compacted === null) return unknown
  const lastVersion = Number(compacted[2])
  if (!Number.isSafeInteger(lastVersion) || lastVersion < Number(compacted[1])) return unknown
  return whenSafe(Number(compacted[1]), (version) => ({ kind: 'compactedCommit', version, lastVersion }))
}

function whenSafe(version: number, make: (version: number) => Parsed): Parsed {
  return Number.isSafeInteger(version) ? make(version) : { kind: 'unknown' }
}

/** The begin of every name of a version in the log: its path with twenty digits. */
export function versionPrefix(version: number): string {
  return LOG_FOLDER + version.toString().padStart(VERSION_DIGITS, '0')
}

export function commitPath(version: number): string {
  return `${versionPrefix(version)}.json`
}
