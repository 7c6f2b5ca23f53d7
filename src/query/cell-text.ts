import { formatDate, formatMicros } from '../base/calendar.ts'

const MOST_DATE = 2 ** 31 - 1
const MOST_MOMENT = 2n ** 63n - 1n

/** An unscaled number with its point: 1230n at scale 2 gives "12.30". */
export function formatUnscaled(unscaled: bigint, scale: number): string {
  const sign = unscaled < 0n ? '-' : ''
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0')
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

export function formatDay(days: number): string {
  if (Math.abs(days) === MOST_DATE) return days > 0 ? 'infinity' : '-infinity'
  return formatDate(days)
}

/**
 * "2024-02-29 13:04:05.000006" from a whole number of `perSecond`-ths of a second since 1970-01-01; zeros at the end of the
 * fraction are left out.
 */
export function formatMoment(value: bigint, perSecond: bigint): string {
  if (value === MOST_MOMENT || value === -MOST_MOMENT) return value > 0n ? 'infinity' : '-infinity'
  const fraction = ((value % perSecond) + perSecond) % perSecond
  const [date = '', time = ''] = formatMicros(((value - fraction) / perSecond) * 1_000_000n).split('T')
  return `${date} ${time.slice(0, 8)}${formatFraction(fraction, perSecond)}`
}

/** "13:04:05.000006" from a time of the day, or a span, in `perSecond`-ths of a second. */
export function formatTime(value: bigint, perSecond: bigint): string {
  const size = value < 0n ? -value : value
  const seconds = size / perSecond
  const parts = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map((part) => part.toString().padStart(2, '0'))
  return `${value < 0n ? '-' : ''}${parts.join(':')}${formatFraction(size % perSecond, perSecond)}`
}

function formatFraction(fraction: bigint, perSecond: bigint): string {
  if (fraction === 0n) return ''
  const digits = perSecond.toString().length - 1
  return `.${fraction.toString().padStart(digits, '0').replace(/0+$/, '')}`
}

/** A time with an offset: microseconds in the upper bits, in the lower 24 how far the offset is below the greatest. */
export function formatTimeWithZone(bits: bigint): string {
  const greatestOffset = 16n * 3600n - 1n
  const offset = greatestOffset - (bits & 0xff_ffffn)
  const size = offset < 0n ? -offset : offset
  const parts = [size / 3600n, (size / 60n) % 60n, size % 60n].map((part) => part.toString().padStart(2, '0'))
  if (parts[2] === '00') parts.pop()
  if (parts[1] === '00' && parts.length === 2) parts.pop()
  return `${formatTime(bits >> 24n, 1_000_000n)}${offset < 0n ? '-' : '+'}${parts.join(':')}`
}

/** "1 year 2 months 3 days 00:00:04.5". */
export function formatInterval(months: number, days: number, nanos: bigint): string {
  const parts = [
    spell(Math.trunc(months / 12), 'year'),
    spell(months % 12, 'month'),
    spell(days, 'day'),
    nanos === 0n ? '' : formatTime(nanos, 1_000_000_000n),
  ].filter((part) => part !== '')
  return parts.length === 0 ? '00:00:00' : parts.join(' ')
}

function spell(count: number, unit: string): string {
  if (count === 0) return ''
  return `${count} ${unit}${Math.abs(count) === 1 ? '' : 's'}`
}

/** "0x0aff". */
export function formatHex(bytes: Uint8Array): string {
  let text = '0x'
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

export function formatUuid(bytes: Uint8Array): string {
  const hex = formatHex(bytes).slice(2)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** A bit string: the first byte says how many bits of the second are padding. */
export function formatBits(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes.subarray(1)) text += byte.toString(2).padStart(8, '0')
  return text.slice(bytes[0])
}

/** A whole number of any size: three bytes of header whose first bit is set from 0 on, then its bytes, inverted below 0. */
export function readBignum(bytes: Uint8Array): bigint {
  const isNegative = ((bytes[0] as number) & 0x80) === 0
  let size = 0n
  for (const byte of bytes.subarray(3)) size = (size << 8n) | BigInt(isNegative ? 255 - byte : byte)
  return isNegative ? -size : size
}

/** Little-endian bytes of a whole number, in two's complement where it has a sign. */
export function readInteger(bytes: Uint8Array, isSigned: boolean): bigint {
  let bits = 0n
  for (let i = bytes.length - 1; i >= 0; i--) bits = (bits << 8n) | BigInt(bytes[i] as number)
  return isSigned ? BigInt.asIntN(bytes.length * 8, bits) : bits
}

/** The shortest number that rounds to a 32-bit one: 0.1 for what JavaScript has as 0.10000000149011612. */
export function shortenFloat(value: number): number {
  if (!Number.isFinite(value)) return value
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return value
}

/** A text in single quotes, as SQL has it. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
