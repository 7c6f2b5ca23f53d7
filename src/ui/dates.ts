/** Days in words, in the learner's own time zone. */

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const DAY_MS = 86_400_000

/** "Saturday, 21 November". */
export function formatDay(date: Date): string {
  return `${DAYS[date.getDay()]}, ${date.getDate()} ${formatMonth(date)}`
}

/** "November". */
export function formatMonth(date: Date): string {
  return MONTHS[date.getMonth()] as string
}

/** "17 Nov"; with the year where it is not the one of `now`. */
export function formatShortDay(date: Date, now: Date): string {
  const day = `${date.getDate()} ${formatMonth(date).slice(0, 3)}`
  return date.getFullYear() === now.getFullYear() ? day : `${day} ${date.getFullYear()}`
}

/** How long ago in the words of a calendar: "today", "Tue", "18 Nov". A day that is yet to come counts as a date. */
export function formatAgo(date: Date, now: Date): string {
  const days = Math.round((startOfDay(now) - startOfDay(date)) / DAY_MS)
  if (days === 0) return 'today'
  if (days > 0 && days < 7) return (DAYS[date.getDay()] as string).slice(0, 3)
  return formatShortDay(date, now)
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

/** Calendar days from `now` until `date`; negative where it is past. */
export function daysUntil(date: Date, now: Date): number {
  return Math.round((startOfDay(date) - startOfDay(now)) / DAY_MS)
}

/** A day that is near in the words of a calendar: "today", "tomorrow", "Wed", "27 Dec". */
export function formatSoon(date: Date, now: Date): string {
  const days = daysUntil(date, now)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  if (days > 1 && days < 7) return (DAYS[date.getDay()] as string).slice(0, 3)
  return formatShortDay(date, now)
}

/** A day that is yet to come, written out: "tomorrow", "Sunday" within a week, "13 December". */
export function formatUntil(date: Date, now: Date): string {
  const days = daysUntil(date, now)
  if (days === 1) return 'tomorrow'
  if (days > 1 && days < 7) return DAYS[date.getDay()] as string
  const day = `${date.getDate()} ${formatMonth(date)}`
  return date.getFullYear() === now.getFullYear() ? day : `${day} ${date.getFullYear()}`
}
