import { tryUnit } from './quantity.ts'
import type { Entry, Field, PlanField } from './types.ts'

/** What an entry says in the terms of its field; `problem` where it says nothing yet, or nothing that can be judged. */
export type Read<T> = { readonly value: T } | { readonly problem: string }

const NUMBER = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d*)(\.\d*)?(?:e([+-]?\d+))?$/i

/** A number as people write it: "1,728,000", "2.5", "-0.2", "1e6". */
export function readNumber(text: string): Read<number> {
  const bare = text
    .trim()
    .replaceAll(/[\s\u00a0_]/g, '')
    .replace('−', '-')
  if (bare === '') return { problem: 'nothing is entered yet' }
  const [, sign, whole = '', fraction = '', exponent] = NUMBER.exec(bare) ?? []
  if (whole === '' && !/\d/.test(fraction)) return { problem: noNumber(text) }
  const digits = `${sign ?? ''}${whole.replaceAll(',', '')}${fraction}`
  const value = Number(exponent === undefined ? digits : `${digits}e${exponent}`)
  return Number.isFinite(value) ? { value } : { problem: noNumber(text) }
}

function noNumber(text: string): string {
  return `"${text.trim()}" is no number`
}

/** Units as they are said, by their signs. */
const SAID: ReadonlyMap<string, string> = new Map([
  ['byte', 'B'],
  ['sec', 's'],
  ['second', 's'],
  ['minute', 'min'],
  ['hour', 'h'],
  ['day', 'd'],
  ['dollar', '$'],
])

/** By what a letter or a word behind a number multiplies it. */
const TIMES: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['K', 1e3],
  ['thousand', 1e3],
  ['M', 1e6],
  ['million', 1e6],
  ['G', 1e9],
  ['T', 1e12],
])

/** What a unit with a prefix of its own begins with: with such a letter behind the number the prefix may be meant twice. */
const PREFIXED = /^(?:thousand|million|ms|[kKMGTP]i?B)(?![a-z])/

/**
 * A number in a field's unit. The unit may stand behind it as the field shows it, or another of its kind, which is
 * converted: in a field of GB "1.5", "1.5 GB" and "1,500 MB" are one; "23.4k" is 23,400. Where the unit has a prefix
 * itself, "200M" may be two things and is neither. Minutes that are counted from a time may be said as a time.
 */
export function readAmount(text: string, unit = ''): Read<number> {
  const entered = text.trim()
  const time = tryTimeOfDay(entered, unit)
  if (time !== undefined) return { value: time }
  const bare = tryBefore(entered, unit)
  const amount = withoutDollar(bare ?? entered, unit)
  const read = readNumber(amount)
  if ('value' in read) {
    const isTwo = /^\$|\$$/.test(entered) && PREFIXED.test(unit)
    return isTwo ? { problem: twoWays(entered, '$', unit) } : read
  }
  const [, digits = '', word = ''] = /^(.*?[\d.])\s*([a-z$%][^\d]*)$/i.exec(amount) ?? []
  if (word === '' && !amount.startsWith('$')) return entered === '' ? read : { problem: noNumber(text) }
  const number = readNumber(digits)
  const factor = (bare === undefined ? tryFactor(word, unit) : undefined) ?? TIMES.get(word)
  if (factor === undefined || 'problem' in number)
    return { problem: `${noNumber(text)}${unit === '' ? '' : ` of ${unit}`}` }
  const isTwo = TIMES.has(word) && PREFIXED.test(unit) && !(bare === undefined && isThousand(word, unit))
  return isTwo ? { problem: twoWays(entered, word, unit) } : { value: number.value * factor }
}

/** Of money the sign may stand before the number and behind it; anywhere else it is another unit. */
function withoutDollar(text: string, unit: string): string {
  return /^\$|dollars/.test(unit) ? text.replace(/^\$|\$$/, '') : text
}

/** A time of day where minutes are counted from one: "12:11" is 11 minutes after 12:00. */
function tryTimeOfDay(text: string, unit: string): number | undefined {
  const [from, at] = [/^minutes after (\d{1,2}:\d{2})$/.exec(unit)?.[1], /^\d{1,2}:[0-5]\d$/.exec(text)?.[0]]
  return from === undefined || at === undefined ? undefined : minutesOf(at) - minutesOf(from)
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return 60 * hours + minutes
}

function twoWays(text: string, sign: string, unit: string): string {
  return `"${text}" can be read in two ways: write the number of ${unit} without "${sign}"`
}

/** What stands before the unit as the field shows it; of "$ a month" the sign may stand before the number. */
function tryBefore(text: string, unit: string): string | undefined {
  const shown = text.startsWith('$') && unit.startsWith('$ ') ? unit.slice(2) : unit
  if (shown === '') return undefined
  const end = shown.replaceAll(/[^\w\s]/g, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s+`)
  // A letter right before it makes another unit of it: "12 ms" is not a number of s.
  const before = /^[a-z]/i.test(shown) ? String.raw`.*[\d.]|.*\d.*\s` : String.raw`.*\d.*`
  return new RegExp(`^(${before})${end}$`, 'i').exec(text)?.[1]?.trim()
}

/** "40k" in thousands is 40: nobody means a thousand thousands. */
function isThousand(word: string, unit: string): boolean {
  return unit.startsWith('thousand') && TIMES.get(word) === 1e3
}

/** By what a number with a unit behind it is multiplied, where that is one of the field's kind. */
function tryFactor(word: string, unit: string): number | undefined {
  const names = [word, `${word}s`]
  if (names.some((name) => unit.toLowerCase() === name.toLowerCase() || unit.startsWith(`${name} `))) return 1
  if (isThousand(word, unit)) return 1
  const [from, to] = [word, unit].map(tryUnitSaid)
  if (from === undefined || to === undefined) return undefined
  return from.dimension === to.dimension && from.per === to.per ? from.size / to.size : undefined
}

/** A unit by its sign or as it is said, alone or per something: "MB", "hours", "GB/s". */
function tryUnitSaid(name: string) {
  const [head = '', ...per] = name.split('/')
  const unit = tryUnit(head) ?? tryUnit(SAID.get(head.replace(/s$/, '')) ?? '')
  return unit && { ...unit, per: per.join('/') }
}

/** Lists of values: values are apart by spaces or commas, lists by semicolons, new lines or brackets. */
export function readLists(text: string): Read<readonly (readonly string[])[]> {
  const lists = text
    .replaceAll(/\]\s*,?\s*\[/g, ';')
    .replaceAll(/[[\]]/g, '')
    .split(/[;\n|]/)
    .map((list) => list.split(/[\s,]+/).filter((value) => value !== ''))
    .filter((list) => list.length > 0)
  return lists.length === 0 ? { problem: 'nothing is entered yet' } : { value: lists }
}

/** The numbers of a plan, in the order of its inputs. */
export function readPlan(entry: Entry, { inputs }: PlanField): Read<readonly number[]> {
  const texts = Array.isArray(entry) ? (entry as readonly string[]) : []
  const values: number[] = []
  for (const [i, { label, unit }] of inputs.entries()) {
    const read = readAmount(texts[i] ?? '', unit)
    if ('problem' in read) return { problem: `${label}: ${read.problem}` }
    values.push(read.value)
  }
  return { value: values }
}

/** Rows without the empty ones at the end. Cells are compared as texts, numbers as numbers. */
export function readTable(entry: Entry, columns: number): Read<readonly (readonly (string | null)[])[]> {
  const rows = Array.isArray(entry) ? (entry as readonly (readonly string[])[]) : []
  const filled = rows
    .map((row) => Array.from({ length: columns }, (_, i) => cellOf(row[i] ?? '')))
    .filter((row) => row.some((cell) => cell !== null))
  return filled.length === 0 ? { problem: 'no row is entered yet' } : { value: filled }
}

function cellOf(text: string): string | null {
  const bare = text.trim()
  return bare === '' || bare.toUpperCase() === 'NULL' ? null : bare
}

/** One text for all cells that mean the same: 1.50 and 1.5, "gold" and " gold". */
export function cellKey(cell: string | number | null): string {
  if (cell === null) return 'NULL'
  const read = readNumber(String(cell))
  return 'value' in read ? `#${read.value}` : String(cell).trim()
}

/** Nothing entered, in the form that a field's entry has. */
export function emptyEntry(field: Field): Entry {
  return ['set', 'order', 'table', 'plan'].includes(field.type) ? [] : ''
}

/** An entry from outside, undefined where it is no entry of this field. */
export function tryEntry(field: Field, value: unknown): Entry | undefined {
  switch (field.type) {
    case 'set':
    case 'order': {
      const ids = new Set(field.options.map(({ id }) => id))
      return Array.isArray(value) && value.every((id) => typeof id === 'string' && ids.has(id))
        ? (value as string[])
        : undefined
    }
    case 'table':
      return Array.isArray(value) && value.every(isRow) ? value : undefined
    case 'plan':
      return isRow(value) && value.length <= field.inputs.length ? value : undefined
    default:
      return typeof value === 'string' ? value : undefined
  }
}

function isRow(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((cell) => typeof cell === 'string')
}

/** The right answer as somebody would enter it. */
export function rightEntry(field: Field): Entry {
  switch (field.type) {
    case 'number':
      return String(field.right)
    case 'lists':
      return field.right.map((list) => list.join(' ')).join('; ')
    case 'table':
      return field.right.map((row) => row.map((cell) => (cell === null ? '' : String(cell))))
    case 'order':
      return field.right.flat()
    case 'plan':
      return field.right.map(String)
    default:
      return field.right
  }
}
