/** Words and numbers for people. No locale, no time zone: the same text on every machine. */

/** Thousands with commas: 1234567 gives "1,234,567". */
export function formatCount(value: number): string {
  const sign = value < 0 ? '-' : ''
  const digits = Math.abs(Math.trunc(value)).toString()
  return sign + digits.replace(/\B(?=(\d{3})+$)/g, ',')
}

/** Decimal units, one decimal from MB up: "640 B", "12 kB", "118.0 MB", "1.5 GB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`
  if (bytes < 999_950_000) return `${(bytes / 1e6).toFixed(1)} MB`
  return `${formatCount(Math.floor(bytes / 1e9))}.${Math.floor((bytes % 1e9) / 1e8)} GB`
}

/** "0.4 s", "41 s", "3 min 20 s", "2 h 5 min". */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 60) return `${Math.round(seconds)} s`
  const whole = Math.round(seconds)
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}

/** "1 run", "8 runs"; `many` is given where adding an s is wrong. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
