import { formatCount, formatPlural } from '../../base/format.ts'
import type { Params, ParamValue } from '../../player/lab.ts'

/** Input shapes in the order they are offered. `given`: values that the user pasted or dropped. */
export const SHAPES = [
  'uniform',
  'sorted',
  'reversed',
  'nearly-sorted',
  'few-distinct',
  'zipf',
  'organ-pipe',
  'given',
] as const

/** What the engine operation takes, checked and typed. Counts are records unless said otherwise. */
export interface SortParams {
  readonly records: number
  readonly shape: (typeof SHAPES)[number]
  /** The keys of shape `given`: numbers, the text "NaN", or "" for null. */
  readonly values: readonly (number | string)[]
  readonly memory: number
  readonly page: number
  /** Most runs merged at a time. */
  readonly fanIn: number
  readonly structure: 'loser-tree' | 'binary-heap'
  readonly formation: 'fill-sort-spill' | 'replacement-selection'
  readonly memorySort: 'merge' | 'radix'
  readonly doubleBuffering: boolean
  readonly firstPass: 'full' | 'optimal'
  /** Only the first `limit` records are wanted; 0 = all of them. */
  readonly limit: number
  readonly combine: boolean
  readonly direction: 'asc' | 'desc'
  readonly seed: number
}

export const DEFAULTS: Params = {
  records: 320,
  shape: 'uniform',
  memory: 40,
  page: 4,
  fanIn: 8,
  structure: 'loser-tree',
  formation: 'fill-sort-spill',
  memorySort: 'merge',
  doubleBuffering: false,
  firstPass: 'full',
  limit: 0,
  combine: false,
  direction: 'asc',
  seed: 7,
}

/** Inclusive ends of every number. */
export const BOUNDS = {
  records: { min: 1, max: 20_000, label: 'records' },
  memory: { min: 3, max: 20_000, label: 'memory, records' },
  page: { min: 1, max: 1_000, label: 'page, records' },
  fanIn: { min: 2, max: 64, label: 'runs merged at a time' },
  limit: { min: 0, max: 20_000, label: 'records wanted' },
  seed: { min: 0, max: 9_999, label: 'seed' },
} as const

export type NumberParam = keyof typeof BOUNDS

/** Characters of a given value: more cannot be read on the stage. */
const LONGEST_VALUE = 12

const CHOICES = {
  shape: SHAPES,
  structure: ['loser-tree', 'binary-heap'],
  formation: ['fill-sort-spill', 'replacement-selection'],
  memorySort: ['merge', 'radix'],
  firstPass: ['full', 'optimal'],
  direction: ['asc', 'desc'],
  doubleBuffering: ['false', 'true'],
  combine: ['false', 'true'],
} as const

export type ChoiceParam = keyof typeof CHOICES

/** Parameters with what is left out filled in from the defaults. Does not check that they go together. */
export function readSortParams(params: Params): SortParams {
  return { ...DEFAULTS, values: [], ...params } as unknown as SortParams
}

/** Pages that memory holds. */
export function pagesOf(params: { readonly memory: number; readonly page: number }): number {
  return Math.floor(params.memory / params.page)
}

/** Pages that merging `runs` runs takes: one for each and one for the output, twice that when buffers are doubled. */
export function pagesNeeded(runs: number, doubleBuffering: boolean): number {
  return (runs + 1) * (doubleBuffering ? 2 : 1)
}

/** Records that the heap of replacement selection holds: memory but a page that is read and a page that is written. */
export function heapRecords(params: { readonly memory: number; readonly page: number }): number {
  return params.memory - 2 * params.page
}

/** Most runs that memory can merge at a time. */
export function largestFanIn(params: SortParams): number {
  return Math.floor(pagesOf(params) / (params.doubleBuffering ? 2 : 1)) - 1
}

/**
 * Replaces a value. `more` takes "name=value", one of the choices that `moreOptions` offers. Returns the reason, in
 * words with the numbers, where the value does not go with the others.
 */
export function changeParam(params: Params, param: string, value: ParamValue): Params | { readonly error: string } {
  if (param === 'more') return changeMore(params, value)
  if (param === 'values') return changeValues(params, value)
  const next = param in BOUNDS ? readNumber(param as NumberParam, value) : readChoice(param, value)
  if (typeof next === 'object') return next
  const changed = { ...params, [param]: next }
  if (param === 'shape') return changeShape(params, changed)
  const error = misfit(readSortParams(changed))
  return error === undefined ? changed : { error }
}

/** Why these values do not go together, or undefined when they do. */
export function misfit(params: SortParams): string | undefined {
  const { memory, page, fanIn, doubleBuffering, records, shape, values } = params
  const pages = pagesOf(params)
  if (shape === 'given' && values.length !== records) {
    return `${formatPlural(values.length, 'value')} are given; paste others to change how many are sorted`
  }
  if (memory % page !== 0) {
    const below = pages * page
    return `memory for ${formatCount(memory)} is no whole number of pages of ${page}; ${below} and ${below + page} are`
  }
  if (pages < 3) return `a merge needs 3 pages, two to read and one to write; memory has ${pages}`
  const needed = pagesNeeded(fanIn, doubleBuffering)
  if (needed > pages) {
    const doubled = doubleBuffering ? ', each doubled' : ''
    return `${fanIn} runs need ${needed} pages${doubled}; memory has ${pages}`
  }
  return undefined
}

/**
 * Values as pasted: separated by commas, semicolons or white space. They are numbers, NaN, or null (an empty field
 * between commas too); when one of them is something else, all are texts.
 */
export function parseValues(text: string): readonly (number | string)[] | { readonly error: string } {
  const trimmed = text.trim()
  if (trimmed === '') return { error: 'no values are given; put commas or spaces between them' }
  const fields = /[,;]/.test(trimmed) ? trimmed.split(/\s*[,;]\s*/) : trimmed.split(/\s+/)
  const { max } = BOUNDS.records
  if (fields.length > max) {
    return { error: `${formatCount(fields.length)} values are given; at most ${formatCount(max)} are sorted here` }
  }
  const long = fields.find((field) => field.length > LONGEST_VALUE)
  if (long !== undefined) {
    return { error: `"${long.slice(0, LONGEST_VALUE)}…" is too long; a value has at most ${LONGEST_VALUE} characters` }
  }
  const values = fields.map(parseValue)
  return values.every((value) => value !== undefined) ? values : fields
}

function parseValue(field: string): number | string | undefined {
  if (field === '' || field.toLowerCase() === 'null') return ''
  if (field.toLowerCase() === 'nan') return 'NaN'
  const value = Number(field)
  return Number.isNaN(value) ? undefined : value
}

function changeMore(params: Params, value: ParamValue): Params | { readonly error: string } {
  if (value === '') return params
  const [name, text] = String(value).split('=')
  if (name === undefined || text === undefined) return { error: `"${String(value)}" names no option` }
  return changeParam(params, name, name === 'limit' ? Number(text) : text)
}

function changeValues(params: Params, value: ParamValue): Params | { readonly error: string } {
  const given = Array.isArray(value) ? (value as readonly (number | string)[]).join(',') : String(value)
  const values = parseValues(given)
  if ('error' in values) return values
  return { ...params, shape: 'given', values, records: values.length }
}

function changeShape(params: Params, changed: Params): Params | { readonly error: string } {
  if (changed['shape'] === 'given') {
    if (Array.isArray(params['values'])) return { ...changed, records: params['values'].length }
    return { error: 'no values are given yet; paste or drop some' }
  }
  return Object.fromEntries(Object.entries(changed).filter(([name]) => name !== 'values'))
}

function readNumber(param: NumberParam, value: ParamValue): number | { readonly error: string } {
  const { min, max, label } = BOUNDS[param]
  const number = typeof value === 'number' ? value : Number(String(value).replaceAll(',', ''))
  if (!Number.isInteger(number)) return { error: `${label}: a whole number is needed, "${String(value)}" is none` }
  if (number < min || number > max) {
    return { error: `${label}: ${formatCount(number)} is outside ${formatCount(min)} to ${formatCount(max)}` }
  }
  return number
}

function readChoice(param: string, value: ParamValue): string | boolean | { readonly error: string } {
  if (!(param in CHOICES)) return { error: `there is no parameter "${param}"` }
  const options: readonly string[] = CHOICES[param as ChoiceParam]
  const text = String(value)
  if (!options.includes(text)) return { error: `${param} cannot be "${text}"` }
  return options[0] === 'false' ? text === 'true' : text
}
