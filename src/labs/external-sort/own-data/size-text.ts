import { tryOwn } from '../../../base/lookup.ts'

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1e3,
  kb: 1e3,
  kib: 1024,
  m: 1e6,
  mb: 1e6,
  mib: 1 << 20,
  g: 1e9,
  gb: 1e9,
  gib: 1 << 30,
  t: 1e12,
  tb: 1e12,
  tib: 2 ** 40,
}

/**
 * Bytes as people write them: "64 MB", "512kB", "1.5 GiB", "65,536". Undefined for anything else: "2,5 MB" too, where a
 * comma stands for neither thousands nor, here, a decimal.
 */
export function tryParseSize(text: string): number | undefined {
  const match = /^\s*((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text)
  const unit = tryOwn(UNITS, (match?.[2] ?? '?').toLowerCase())
  if (match === null || unit === undefined) return undefined
  const bytes = Math.round(Number((match[1] ?? '').replaceAll(',', '')) * unit)
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

/** Bytes so that `tryParseSize` reads the same number: a unit that takes at most one decimal, decimal units first. */
export function sizeText(bytes: number): string {
  for (const unit of ['TB', 'GB', 'MB', 'kB', 'TiB', 'GiB', 'MiB', 'KiB'] as const) {
    const value = bytes / (UNITS[unit.toLowerCase()] as number)
    if (value >= 1 && Number.isInteger(value * 10)) return `${value} ${unit}`
  }
  return `${bytes} B`
}
