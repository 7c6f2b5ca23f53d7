import { formatCount } from '../../base/format.ts'

/** Values as they are pasted: numbers, the text "NaN", and "" for a missing key; or texts, with "" for a missing one. */
export type GivenValues = readonly (number | string)[]

/** Characters of a given value: more cannot be read on the stage. */
const LONGEST = 12
/** Characters of a field in a message. */
const SHOWN = 16

/**
 * Values as pasted, separated by commas, semicolons or ends of lines; by white space where there is none of these or
 * lines hold several numbers. They are numbers, NaN, or null (an empty field too); when one of them is something else, all are texts, and an empty
 * field is null.
 */
export function parseValues(text: string, most: number): GivenValues | { readonly error: string } {
  const trimmed = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').trim()
  if (trimmed === '') return { error: 'no values are given; put commas, spaces or line ends between them' }
  if (trimmed.includes('\0')) return { error: 'this is no text: there are zero bytes in it' }
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
  const values = fields.map(parseValue)
  return values.every((value) => value !== undefined) ? values : fields
}

/** Given values as they can be pasted again. */
export function valuesText(values: GivenValues): string {
  const hasTexts = values.some((value) => typeof value === 'string' && value !== '' && value !== 'NaN')
  // Among texts "null" would be one more; among numbers it can be seen better than nothing.
  return values.map((value) => (value === '' && !hasTexts ? 'null' : value)).join(', ')
}

function fieldsOf(text: string): readonly string[] {
  const words = text.split(/\s+/)
  if (!/[,;\n]/.test(text)) return words
  const areNumbers = !/[,;]/.test(text) && words.every((word) => parseValue(word) !== undefined)
  // Several numbers in a line are several values; an empty line between values is a missing one.
  if (areNumbers && words.length > text.split('\n').length) return words
  return text.split(/[^\S\n]*(?:[,;][^\S\n]*\n?|\n)[^\S\n]*/)
}

/** Undefined where it is a text. Numbers too large to be told from infinity are texts: a link could not carry them. */
function parseValue(field: string): number | string | undefined {
  if (field === '' || field.toLowerCase() === 'null') return ''
  if (field.toLowerCase() === 'nan') return 'NaN'
  const value = Number(field)
  return Number.isFinite(value) ? value + 0 : undefined
}
