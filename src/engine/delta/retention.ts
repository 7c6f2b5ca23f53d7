import type { TextMap } from './action-types.ts'
import { malformed } from './delta-error.ts'

const UNIT_MS: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
}

/** Milliseconds of "interval 30 days", "1 week", "interval 2 days 6 hours". Throws DELTA_LOG_FILE_MALFORMED naming `where`. */
export function parseInterval(text: string, where: string): number {
  const found = tryParseInterval(text)
  if (found === undefined) throw malformed(where, 'an interval such as "interval 7 days"')
  return found
}

/** Undefined for months and years, which have no fixed length, and for what is no interval. */
export function tryParseInterval(text: string): number | undefined {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/^interval\s+/, '')
    .split(/\s+/)
  let sum = 0
  for (let i = 0; i < words.length; i += 2) {
    const count = /^\d+$/.test(words[i] ?? '') ? Number(words[i]) : NaN
    const unit = UNIT_MS[(words[i + 1] ?? '').replace(/s$/, '')]
    if (!Number.isFinite(count) || unit === undefined) return undefined
    sum += count * unit
  }
  return sum
}

/** How long a removed file must be kept: `delta.deletedFileRetentionDuration`, one week by default. */
export function deletedFileRetentionMs(configuration: TextMap): number {
  return durationOf(configuration, 'delta.deletedFileRetentionDuration', 'interval 1 week')
}

/** How long the log is kept: `delta.logRetentionDuration`, 30 days by default. */
export function logRetentionMs(configuration: TextMap): number {
  return durationOf(configuration, 'delta.logRetentionDuration', 'interval 30 days')
}

function durationOf(configuration: TextMap, name: string, usual: string): number {
  return parseInterval(configuration.get(name) ?? usual, `metaData.configuration.${name}`)
}
