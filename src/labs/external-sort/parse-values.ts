import { formatCount } from '../../base/format.ts'
import { explainTwoWays } from '../../base/typed-number.ts'
import type { GivenValues } from './given.ts'

/** Characters of a given value: more cannot be read on the stage. */
const LONGEST = 12
/** Characters of a field in a message. */
const SHOWN = 16
/** A number with a comma before its decimals, maybe with points between thousands. */
const COMMA = /^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+$/
/** A number with one comma that may stand between thousands, and one with such a point. */
const COMMA_GROUP = /^[+-]?[1-9]\d{0,2},\d{3}$/
const POINT_GROUP = /^[+-]?[1-9]\d{0,2}\.\d{3}$/
/** Two such marks can stand between thousands only. */
const MILLIONS = /^[+-]?[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})+$/

/**
 * Values as pasted, separated by commas, semicolons or ends of lines; by white space where there is none of these or
 * lines hold several numbers. Where there are semicolons, a comma between digits stands before decimals; without them,
 * numbers that all have one are refused. They are numbers, NaN, or null (an empty field too); when one of them is
 * something else, all are texts, and an empty field is null. What stands in double quotes is one value, as in CSV.
 */
export function parseValues(text: string, most: number): GivenValues | { readonly error: string } {
  const trimmed = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').trim()
  if (trimmed === '') return { error: 'no values are given; put commas, spaces or line ends between them' }
  if (trimmed.includes('\0')) return { error: 'this is no text: there are zero bytes in it' }
  const words = trimmed.split(/\s+/)
  const [first = ''] = words
  if (words.length > 1 && words.every((word) => /^[+-]?\d+,\d+$/.test(word))) {
    const decimal = first.replace(',', '.')
    return {
      error: `${first} may be ${decimal} or ${first.replace(',', ' and ')}: write ${decimal}, or put ; behind it`,
    }
  }
  const fields = fieldsOf(trimmed)
  if (fields.length > most) {
    return { error: `${formatCount(fields.length)} values are given; at most ${formatCount(most)} are sorted here` }
  }
  const long = fields.findIndex((field) => field.length > LONGEST)
  if (long >= 0) {
    const shown = `${fields[long]?.slice(0, SHOWN) ?? ''}${(fields[long]?.length ?? 0) > SHOWN ? '…' : ''}`
    return {
      error: `value ${formatCount(long + 1)}, "${shown}", is too long; a value has at most ${LONGEST} characters`,
    }
  }
  const values = fields.map((field) => parseValue(plainNumber(field)))
  if (!values.every((value) => value !== undefined)) return fields
  const unclear = findUnclear(fields)
  return unclear === undefined ? values : { error: explainTwoWays(unclear) }
}

/**
 * A number that can be read in two ways: only where there are semicolons does a field have a comma. One that stands
 * before decimals for sure says what the others are.
 */
function findUnclear(fields: readonly string[]): string | undefined {
  const isDecimal = fields.some((field) => COMMA.test(field) && !COMMA_GROUP.test(field))
  return fields.find((field) => (isDecimal ? POINT_GROUP : COMMA_GROUP).test(field))
}

/** A number with nothing between its thousands and a point before its decimals. */
function plainNumber(field: string): string {
  if (MILLIONS.test(field)) return field.replace(/[.,]/g, '')
  return COMMA.test(field) ? field.replaceAll('.', '').replace(',', '.') : field
}

function fieldsOf(text: string): readonly string[] {
  const quoted: string[] = []
  // A text has no zero bytes: two of them keep the place of what stands in quotes.
  const plain = text.replace(QUOTED, (_, before: string, inside: string) => {
    quoted.push(inside)
    return `${before}\0${quoted.length - 1}\0`
  })
  return plainFieldsOf(plain).map((field) => {
    const place = /^\0(\d+)\0$/.exec(field)?.[1]
    if (place !== undefined) return oneLine((quoted[Number(place)] as string).replaceAll('""', '"'))
    // Quotes inside a field are letters like others.
    const whole = field.replace(/\0(\d+)\0/g, (_, number: string) => `"${quoted[Number(number)] ?? ''}"`)
    return oneLine(whole.replaceAll('\0c', ','))
  })
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** A field in double quotes, and what stands before it. A quote in it is doubled. */
const QUOTED = /(^|[,;\s])"((?:[^"]|"")*)"(?=$|[,;\s])/g

function plainFieldsOf(text: string): readonly string[] {
  const words = text.split(/\s+/)
  if (!/[,;\n]/.test(text)) return words
  const areNumbers = !/[,;]/.test(text) && words.every((word) => parseValue(word) !== undefined)
  // Several numbers in a line are several values; an empty line between values is a missing one.
  if (areNumbers && words.length > text.split('\n').length) return words
  // A zero byte and a letter keep the place of each comma that is none between values.
  const kept = text.includes(';') ? text.replace(/(\d),(?=\d)/g, '$1\0c') : text
  return kept.split(/[^\S\n]*(?:[,;][^\S\n]*\n?|\n)[^\S\n]*/)
}

/** Undefined where it is a text. Numbers too large to be told from infinity are texts: a link could not carry them. */
function parseValue(field: string): number | string | undefined {
  if (field === '' || field.toLowerCase() === 'null') return ''
  if (field.toLowerCase() === 'nan') return 'NaN'
  const value = Number(field)
  return Number.isFinite(value) ? value + 0 : undefined
}
