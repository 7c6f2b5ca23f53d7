import { formatCount } from './format.ts'

const SIGN = '^[+-]?'
const GROUPED = new RegExp(`${SIGN}[1-9]\\d{0,2}(?:[,_\\s]\\d{3})+(?:\\.\\d+)?$`)
/** A point before three digits may stand between thousands, and a comma that does not is a decimal one or a slip. */
const UNCLEAR = new RegExp(`${SIGN}(?:[1-9]\\d{0,2}\\.\\d{3}|\\d+,\\d+)$`)

/**
 * A number as people type it, thousands with commas or spaces, or why it is none. What can be read in two ways is not
 * guessed at: "1.000" is one in some countries and a thousand in others.
 */
export function readTyped(text: string): number | { readonly error: string } {
  const typed = text.trim()
  if (GROUPED.test(typed)) return Number(typed.replace(/[,_\s]/g, ''))
  const error = tryTwoWays(typed)
  if (error !== undefined) return { error }
  const value = Number(typed || NaN)
  return Number.isFinite(value) ? value : { error: `"${text}" is no number` }
}

/** The two ways in which a typed number can be read, in words; undefined where there is one at most. */
export function tryTwoWays(typed: string): string | undefined {
  return UNCLEAR.test(typed) && !GROUPED.test(typed) ? explainTwoWays(typed) : undefined
}

/** Of a text with one point or comma: "1.500 may be 1.5 or 1,500: write 1.5 or 1500". */
export function explainTwoWays(typed: string): string {
  const decimal = Number(typed.replace(',', '.'))
  const whole = Number(typed.replace(/[.,]/, ''))
  return `${typed} may be ${decimal} or ${formatCount(whole)}: write ${decimal} or ${whole}`
}
