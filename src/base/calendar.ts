/** Days and moments of the proleptic Gregorian calendar, in UTC, for every year a 64-bit number of microseconds can reach. */

const DAYS_OF_400_YEARS = 146_097
/** From 0000-03-01 to 1970-01-01. */
const DAYS_TO_1970 = 719_468
const MICROS_OF_DAY = 86_400_000_000n

/** "2024-02-29" from days since 1970-01-01; years before 0 as "-0044-03-15", beyond 9999 with all their digits. */
export function formatDate(days: number): string {
  const shifted = days + DAYS_TO_1970
  const era = Math.floor(shifted / DAYS_OF_400_YEARS)
  const dayOfEra = shifted - era * DAYS_OF_400_YEARS
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const sign = year < 0 ? '-' : ''
  return `${sign}${pad(Math.abs(year), 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

/** Days since 1970-01-01 of a day; undefined where the calendar has no such day. */
export function tryDaysOf(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1) return undefined
  const shifted = month > 2 ? year : year - 1
  const monthFromMarch = (month + 9) % 12
  const leaps = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400)
  const days = shifted * 365 + leaps + Math.floor((153 * monthFromMarch + 2) / 5) + day - 1 - DAYS_TO_1970
  const isReal = Number(formatDate(days).slice(-5, -3)) === month
  return isReal ? days : undefined
}

/** "2024-02-29T13:04:05.000006" from microseconds since 1970-01-01. */
export function formatMicros(micros: bigint): string {
  let days = micros / MICROS_OF_DAY
  let rest = micros % MICROS_OF_DAY
  if (rest < 0n) {
    rest += MICROS_OF_DAY
    days -= 1n
  }
  const ofDay = Number(rest)
  const seconds = Math.floor(ofDay / 1e6)
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => pad(part, 2))
  return `${formatDate(Number(days))}T${time.join(':')}.${pad(ofDay % 1e6, 6)}`
}

/** "2024-02-29T13:04:05.006Z" from milliseconds since 1970-01-01. */
export function formatMillis(millis: number): string {
  return `${formatMicros(BigInt(millis) * 1000n).slice(0, -3)}Z`
}

/** Days since 1970-01-01 of "2024-02-29"; the year has a sign or more than four digits where it needs to. */
export function tryParseDate(text: string): number | undefined {
  const match = /^([+-]?\d{4,7})-(\d{1,2})-(\d{1,2})$/.exec(text)
  return match === null ? undefined : tryDaysOf(Number(match[1]), Number(match[2]), Number(match[3]))
}

/**
 * Microseconds since 1970-01-01 of a date, or of a date and a time behind `T` or a blank, with up to nine digits of a
 * second (those behind the sixth are cut) and `Z` or an offset like +05:30. Without an offset it is taken as UTC.
 */
export function tryParseMicros(text: string): bigint | undefined {
  const match =
    /^([+-]?\d{4,7}-\d{1,2}-\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(
      text.trim(),
    )
  const days = tryParseDate(match?.[1] ?? '')
  if (match === null || days === undefined) return undefined
  const [hours, minutes, seconds] = [match[2], match[3], match[4]].map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
  ]
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined
  const fraction = Number((match[5] ?? '').padEnd(6, '0').slice(0, 6))
  const ofDay = (hours * 3600 + minutes * 60 + seconds - offsetSeconds(match[6])) * 1e6 + fraction
  return BigInt(days) * MICROS_OF_DAY + BigInt(ofDay)
}

function offsetSeconds(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', '') || 0)
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60)
}

function pad(value: number, digits: number): string {
  return value.toString().padStart(digits, '0')
}
