import { formatCount } from '../base/format.ts'

/** A number for people: thousands with commas, at most six digits behind the point, none that are zeros. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  if (Math.abs(value) >= 1e15) return value.toExponential(3)
  const rounded = Math.abs(value) >= 1000 ? value.toFixed(2) : Number(value.toPrecision(7)).toFixed(6)
  const [whole = '0', fraction = ''] = rounded.replace('-', '').split('.')
  const digits = fraction.replace(/0+$/, '')
  const text = digits === '' ? formatCount(Number(whole)) : `${formatCount(Number(whole))}.${digits}`
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text
}
