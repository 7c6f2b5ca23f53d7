import type { Cell, ResultColumn } from '../../query/cell.ts'

/** Values of results, compared by what they are worth and not by the type that an engine has chosen for them. */

/** What is left out of account between two floating numbers, as a share of the greater one. */
const RELATIVE = 1e-9
/** And at the least: a sum of floating numbers that should be 0 hardly ever is. */
const ABSOLUTE = 1e-12

export type ValueClass = 'number' | 'moment' | 'boolean' | 'text'

/** Which columns can hold equal values: those of one class. Nested values and all others count as text. */
export function classOf({ type, isNumeric }: ResultColumn): ValueClass {
  if (isNumeric) return 'number'
  if (/^(DATE|TIMESTAMP)/.test(type) && !type.endsWith(']')) return 'moment'
  return type === 'BOOLEAN' ? 'boolean' : 'text'
}

export function isFloating({ type }: ResultColumn): boolean {
  return type === 'DOUBLE' || type === 'FLOAT'
}

/**
 * Equal for values that are equal: 1, 1.00 and 1n are, so are a day and the moment it begins, and so is NULL with NULL.
 * Floating numbers are equal to the last bit only; `isClose` is for them.
 */
export function exactKey(cell: Cell, column: ResultColumn): string {
  if (cell === undefined) return 'NULL'
  switch (classOf(column)) {
    case 'number':
      return `number ${plainNumber(String(cell))}`
    case 'moment':
      return `moment ${plainMoment(String(cell))}`
    default:
      return `${typeof cell} ${String(cell)}`
  }
}

/** Floating numbers are close up to a relative 1e-9, or an absolute 1e-12; NaN is close to NaN only. */
export function isClose(a: number, b: number): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false
  return Math.abs(a - b) <= Math.max(RELATIVE * Math.max(Math.abs(a), Math.abs(b)), ABSOLUTE)
}

/** True for two values that count as the same; numbers are taken loosely where one of the columns is floating. */
export function isSameCell(a: Cell, columnA: ResultColumn, b: Cell, columnB: ResultColumn): boolean {
  const isLoose = isFloating(columnA) || isFloating(columnB)
  if (isLoose && a !== undefined && b !== undefined && columnA.isNumeric && columnB.isNumeric) {
    return isClose(Number(a), Number(b))
  }
  return exactKey(a, columnA) === exactKey(b, columnB)
}

/** Below 0 where `a` stands first when ascending; both are of one column and neither is NULL. NaN is the greatest number. */
export function compareValues(a: Cell, b: Cell, column: ResultColumn): number {
  switch (classOf(column)) {
    case 'number':
      return isFloating(column) ? compareFloating(Number(a), Number(b)) : compareExact(String(a), String(b))
    case 'moment':
      return compareText(plainMoment(String(a)), plainMoment(String(b)))
    case 'boolean':
      return Number(a) - Number(b)
    default:
      return compareText(String(a), String(b))
  }
}

function compareFloating(a: number, b: number): number {
  if (isClose(a, b)) return 0
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) ? 1 : -1
  return a < b ? -1 : 1
}

function compareExact(a: string, b: string): number {
  const digits = Math.max(fractionOf(a).length, fractionOf(b).length)
  const [x, y] = [a, b].map((text) => BigInt(text.replace(/\..*$/, '') + fractionOf(text).padEnd(digits, '0')))
  const difference = (x as bigint) - (y as bigint)
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}

function fractionOf(text: string): string {
  return text.split('.')[1] ?? ''
}

/** By code points, as engines compare UTF-8; UTF-16 would put U+FFxx behind what is beyond U+FFFF. */
function compareText(a: string, b: string): number {
  const [x, y] = [Array.from(a, toCodePoint), Array.from(b, toCodePoint)]
  const at = x.findIndex((point, i) => point !== y[i])
  if (at < 0) return x.length - y.length
  return (x[at] as number) - (y[at] ?? -1)
}

function toCodePoint(character: string): number {
  return character.codePointAt(0) as number
}

function plainNumber(text: string): string {
  const short = text.includes('.') && !/[eE]/.test(text) ? text.replace(/\.?0+$/, '') : text
  return short === '-0' ? '0' : short
}

function plainMoment(text: string): string {
  return text.replace(/\+00$/, '').replace(/ 00:00:00$/, '')
}
