import { tryUnit } from './quantity.ts'
import type { Entry, Field, PlanField } from './types.ts'

/** What an entry says in the terms of its field; `problem` where it says nothing yet, or nothing that can be judged. */
export type Read<T> = { readonly value: T } | { readonly problem: string }

const NUMBER = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d*)(\.\d*)?(?:e([+-]?\d+))?$/i

/** A number as people write it: "1,728,000", "2.5", "-0.2", "1e6"; a % or $ at its ends is not looked at. */
export function readNumber(text: string): Read<number> {
  const bare = text
    .trim()
    .replaceAll(/[\s\u00a0_]/g, '')
    .replace(/^\$/, '')
    .replace(/[%$]$/, '')
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

const TIMES: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['K', 1e3],
  ['thousand', 1e3],
  ['M', 1e6],
  ['million', 1e6],
])

/**
 * A number in a field's unit. The unit may stand behind it, or another of its kind, which is converted: in a field of GB
 * "1.5", "1.5 GB" and "1,500 MB" are one; "23.4k" is 23,400.
 */
export function readAmount(text: string, unit = ''): Read<number> {
  const read = readNumber(text)
  const [, digits = '', word = ''] = /^(.*?[\d.])\s*([a-z][a-z ]*|\$)$/i.exec(text.trim()) ?? []
  if ('value' in read || word === '') return read
  const factor = tryFactor(word, unit)
  const bare = readNumber(digits)
  if (factor === undefined || 'problem' in bare)
    return { problem: `${noNumber(text)}${unit === '' ? '' : ` of ${unit}`}` }
  return { value: bare.value * factor }
}

/** By what a number with a word behind it is multiplied. */
function tryFactor(word: string, unit: string): number | undefined {
  const isOwn = unit.toLowerCase() === word.toLowerCase() || unit.startsWith(`${word} `)
  if (isOwn) return 1
  const [from, to] = [tryUnitSaid(word), tryUnitSaid(unit)]
  if (from !== undefined && to !== undefined) return from.dimension === to.dimension ? from.size / to.size : undefined
  return unit.startsWith('thousand') && word === 'k' ? 1 : TIMES.get(word)
}

function tryUnitSaid(name: string) {
  return tryUnit(name) ?? tryUnit(SAID.get(name.replace(/s$/, '')) ?? '')
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
