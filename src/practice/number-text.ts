import { formatCount } from '../base/format.ts'

/** Below it six digits behind the point would leave fewer than four that count. */
const SMALL = 1e-3

/**
 * A number for people: thousands with commas, at most six digits behind the point, of a small number the first four that
 * count, none that are zeros at the end.
 */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const size = Math.abs(value)
  if (size >= 1e15) return value.toExponential(3)
  if (size > 0 && size < 1e-9) return String(Number(value.toPrecision(4)))
  const rounded =
    size >= 1000
      ? value.toFixed(2)
      : size < SMALL
        ? Number(value.toPrecision(4)).toFixed(12)
        : Number(value.toPrecision(7)).toFixed(6)
  const [whole = '0', fraction = ''] = rounded.replace('-', '').split('.')
  const digits = fraction.replace(/0+$/, '')
  const text = digits === '' ? formatCount(Number(whole)) : `${formatCount(Number(whole))}.${digits}`
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text
}

/** "34.19 to 34.38": what is accepted around a value, with a digit more than the tolerance has, and nothing that is not. */
export function formatInterval(right: number, tolerance: number): string {
  const step = 10 ** (Math.floor(Math.log10(tolerance)) - 1)
  const [low, high] = [Math.ceil((right - tolerance) / step - 1e-6), Math.floor((right + tolerance) / step + 1e-6)]
  return `${formatNumber(low * step)} to ${formatNumber(high * step)}`
}
