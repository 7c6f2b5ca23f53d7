import type { MemoryBudget } from '../memory-budget.ts'
import type { KeyType } from '../options.ts'
import type { ByteSource } from '../ports.ts'
import { ColumnGuess } from './infer-types.ts'
import { timestampText, type TextForm } from './parquet-text.ts'
import type { FieldSlice, RecordScanner } from './record-scanner.ts'
import { TextBlock } from './text-block.ts'
import { EPOCH_DAYS, readTimestamp } from './text-dates.ts'
import { uniqueNames } from './unique-names.ts'
import { ValueBuffer } from './value-buffer.ts'

/** A value as it stands in the text, and what would be read back for it. */
export interface ChangedValue {
  readonly from: string
  readonly to: string
}

/** How a column of text is saved where columns have types. */
export interface SavedColumn {
  readonly name: string
  /** The name it gets where no two columns may have one. */
  readonly savedAs?: string
  /** The narrowest type that gives every value back; text where there is none. */
  readonly type: KeyType
  /** Why it is text though all its values look like numbers: the first that would come back as another. */
  readonly kept?: ChangedValue
  /** The first value that comes back the same in another form: 1.0 as 1, a time in UTC. */
  readonly rewritten?: ChangedValue
  /** The first number that is none in JSON, which knows neither .5 nor NaN. */
  readonly notJson?: string
  /** The form that text gives to values of Parquet, where it does not tell what they were. */
  readonly form?: TextForm
}

/** Microseconds from 0000-03-01 to 1970-01-01. */
export const EPOCH_MICROS = BigInt(EPOCH_DAYS) * 86_400_000_000n
/** A number as RFC 8259 has it. */
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/
/** A float64 gives back any number of so many digits. */
const SAFE_DIGITS = 15
/** `toPrecision` takes no more. */
const MOST_DIGITS = 100

/**
 * Reads a whole text file without bad rows once, and tells how each of the scanner's fields is saved, decided over all its
 * values. Yields the bytes read at block boundaries.
 */
export function* planSavedColumns(
  file: ByteSource,
  scanner: RecordScanner,
  names: readonly string[],
  start: number,
  budget: MemoryBudget,
  pageBytes: number,
): Generator<number, readonly SavedColumn[]> {
  const block = new TextBlock(file, start)
  const plans = names.map((name) => new ColumnPlan(name))
  const value = new ValueBuffer()
  block.allocate(budget, pageBytes)
  while (block.position < file.sizeBytes) {
    const before = block.position
    block.fill()
    while (block.at < block.end) {
      const next = scanner.scan(block.bytes, block.at, block.end, block.isLast)
      if (next < 0) break
      if (scanner.problem === undefined && !scanner.isBlank) {
        for (let i = 0; i < plans.length; i++) (plans[i] as ColumnPlan).note(scanner.fields[i] as FieldSlice, value)
      }
      block.at = next
    }
    yield block.position
    // Whoever writes the rows says which one cannot be read.
    if (block.position === before) break
  }
  budget.release(pageBytes + 4)
  const unique = uniqueNames(names)
  return plans.map(({ column }, i) => ({
    ...column,
    ...(unique[i] === column.name ? {} : { savedAs: unique[i] as string }),
  }))
}

/** What has been seen of a column. */
class ColumnPlan {
  readonly #guess = new ColumnGuess()
  /** The first value that each type would change, and the first that it would write in another form. */
  #asInteger: string | undefined
  #asFloat: string | undefined
  #floatForm: string | undefined
  #notJson: string | undefined
  #timeForm: ChangedValue | undefined
  #firstDay: string | undefined

  constructor(readonly name: string) {}

  note(field: FieldSlice, value: ValueBuffer): void {
    if (field.isMissing) return
    this.#guess.note(field, value)
    switch (this.#guess.type) {
      case 'int64':
        // Whatever the column turns out to be, nothing is lost of it.
        return isBriefInteger(field) ? undefined : this.#noteNumber(textOf(field))
      case 'float64':
        return this.#asFloat === undefined ? this.#noteNumber(textOf(field)) : undefined
      case 'date':
        this.#firstDay ??= textOf(field)
        return undefined
      case 'timestamp':
        return this.#noteTime(field, value)
      default:
        return undefined
    }
  }

  get column(): SavedColumn {
    const { name } = this
    const { type } = this.#guess
    const changed = type === 'int64' ? this.#asInteger : type === 'float64' ? this.#asFloat : undefined
    if (changed !== undefined) return { name, type: 'string', kept: { from: changed, to: numberText(changed, type) } }
    const rewritten = this.#rewritten(type)
    const isNumber = type === 'int64' || type === 'float64'
    return {
      name,
      type,
      ...(rewritten === undefined ? {} : { rewritten }),
      ...(isNumber && this.#notJson !== undefined ? { notJson: this.#notJson } : {}),
    }
  }

  #noteNumber(text: string): void {
    const isOdd = /^(\+|-?0\d)/.test(text)
    if (this.#asInteger === undefined && (isOdd || text === '-0')) this.#asInteger = text
    if (this.#asFloat === undefined && (isOdd || !isHeld(text))) this.#asFloat = text
    if (this.#floatForm === undefined && numberText(text, 'float64') !== text) this.#floatForm = text
    if (this.#notJson === undefined && !JSON_NUMBER.test(text)) this.#notJson = text
  }

  #noteTime(field: FieldSlice, value: ValueBuffer): void {
    if (this.#timeForm !== undefined || isWrittenTime(field)) return
    if (!readTimestamp(field.bytes, field.start, field.end, value)) return
    this.#timeForm = { from: textOf(field), to: timestampText(bigintOf(value) - EPOCH_MICROS, MICRO_DIGITS) }
  }

  #rewritten(type: KeyType): ChangedValue | undefined {
    const from = this.#floatForm
    if (type === 'float64' && from !== undefined) return { from, to: numberText(from, type) }
    if (type !== 'timestamp') return undefined
    const day = this.#firstDay
    return this.#timeForm ?? (day === undefined ? undefined : { from: day, to: `${day}T00:00:00Z` })
  }
}

const MICRO_DIGITS = 6

/** A 64-bit integer of a value buffer. */
export function bigintOf({ high, low }: ValueBuffer): bigint {
  return (BigInt(high) << 32n) | BigInt(low >>> 0)
}

/** True when a float64 gives back all digits of a number; words such as NaN have none to lose. */
function isHeld(text: string): boolean {
  const digits = digitsOf(text)
  if (!/[1-9]/.test(digits)) return true
  const number = Number(text)
  if (!Number.isFinite(number) || number === 0) return false
  if (digits.length <= SAFE_DIGITS) return true
  return digits.length <= MOST_DIGITS && digitsOf(number.toPrecision(digits.length)) === digits
}

/** Its digits without sign, point, exponent and the zeros in front. */
function digitsOf(text: string): string {
  return text
    .replace(/[eE].*$/, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '')
}

const ZERO = 48
const MINUS = 45

/** True for digits that begin with none too many, few enough for a float64. Asked of integers only. */
function isBriefInteger({ bytes, start, end }: FieldSlice): boolean {
  if (end - start > SAFE_DIGITS) return false
  const isNegative = bytes[start] === MINUS
  const first = bytes[isNegative ? start + 1 : start] as number
  return first > ZERO || (first === ZERO && !isNegative && end - start === 1)
}

/** How a number is written that was read as that type. */
function numberText(text: string, type: KeyType): string {
  if (type === 'int64') return BigInt(text.replace('+', '')).toString()
  if (/nan/i.test(text)) return 'NaN'
  if (/inf/i.test(text)) return text.startsWith('-') ? '-Infinity' : 'Infinity'
  const number = Number(text)
  return Object.is(number, -0) ? '-0' : String(number)
}

const LETTER_T = 84
const LETTER_Z = 90
/** YYYY-MM-DDTHH:MM:SSZ */
const WHOLE_SECONDS = 20

/** True for a time as it is written again: in UTC and to the second. */
function isWrittenTime({ bytes, start, end }: FieldSlice): boolean {
  return end - start === WHOLE_SECONDS && bytes[start + 10] === LETTER_T && bytes[end - 1] === LETTER_Z
}

/** What looks like a byte order mark is a letter of the value. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function textOf({ bytes, start, end }: FieldSlice): string {
  return decoder.decode(bytes.subarray(start, end))
}
