import type { TextMap } from './action-types.ts'
import { malformed } from './delta-error.ts'

const UNIT_MICROS: Readonly<Record<string, number>> = {
  microsecond: 1,
  millisecond: 1000,
  second: 1_000_000,
  minute: 60_000_000,
  hour: 3_600_000_000,
  day: 86_400_000_000,
  week: 604_800_000_000,
}
const UNIT_MONTHS: Readonly<Record<string, number>> = { month: 1, year: 12 }

/** Milliseconds of "interval 30 days", "1 week", "interval 2 days 6 hours". Throws DELTA_LOG_FILE_MALFORMED naming `where`. */
export function parseInterval(text: string, where: string): number {
  const found = tryParseInterval(text)
  if (found === undefined) throw malformed(where, 'an interval such as "interval 7 days"')
  return found
}

/** Undefined for what no property may be: months and years, which have no fixed length, negative times, and no interval. */
export function tryParseInterval(text: string): number | undefined {
  const found = tryReadInterval(text)
  return found === undefined || found.months !== 0 || found.micros < 0 ? undefined : Math.trunc(found.micros / 1000)
}

/** An interval as Spark reads it (IntervalUtils.safeStringToInterval); undefined for what is none. */
export function tryReadInterval(text: string): { readonly months: number; readonly micros: number } | undefined {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/^interval\s+/, '')
    .split(/\s+/)
  let [months, micros] = [0, 0]
  for (let i = 0; i < words.length; i += 2) {
    const unit = (words[i + 1] ?? '').replace(/s$/, '')
    const pattern = unit === 'second' ? /^[+-]?\d+(\.\d{1,9})?$/ : /^[+-]?\d+$/
    if (!pattern.test(words[i] ?? '')) return undefined
    if (!Object.hasOwn(UNIT_MICROS, unit) && !Object.hasOwn(UNIT_MONTHS, unit)) return undefined
    months += Number(words[i]) * (UNIT_MONTHS[unit] ?? 0)
    micros += Number(words[i]) * (UNIT_MICROS[unit] ?? 0)
  }
  return { months, micros }
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
