import { formatCount, formatPlural } from '../../base/format.ts'
import { readTyped } from '../../base/typed-number.ts'
import type { Params, ParamValue, Refusal } from '../../player/lab.ts'
import { DEFAULTS } from './defaults.ts'
import type { GivenValues } from './given.ts'

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
  /** The keys of shape `given`. */
  readonly values: GivenValues
  /** Where missing keys go; undefined where no key is missing. */
  readonly nulls: 'first' | 'last' | undefined
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
  /** What becomes of records with equal keys: kept apart, or one record with what is said of their numbers in the input. */
  readonly combine: false | 'count' | 'sum' | 'min' | 'max'
  readonly direction: 'asc' | 'desc'
  readonly seed: number
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

const CHOICES = {
  shape: SHAPES,
  structure: ['loser-tree', 'binary-heap'],
  formation: ['fill-sort-spill', 'replacement-selection'],
  memorySort: ['merge', 'radix'],
  firstPass: ['full', 'optimal'],
  direction: ['asc', 'desc'],
  nulls: ['first', 'last'],
  doubleBuffering: ['false', 'true'],
  combine: ['false', 'count', 'sum', 'min', 'max'],
} as const

export type ChoiceParam = keyof typeof CHOICES

/** Parameters with what is left out filled in from the defaults. Does not check that they go together. */
export function readSortParams(params: Params): SortParams {
  // Links made before there was a choice say that records are combined; that was the count.
  const combine = params['combine'] === true ? 'count' : (params['combine'] ?? false)
  // A link edited by hand may have any value here; the engine refuses it, and the sentence is drawn before that.
  const values = Array.isArray(params['values']) ? params['values'] : []
  const read: Record<string, unknown> = { ...DEFAULTS, nulls: undefined, ...params, values, combine }
  for (const name of Object.keys(BOUNDS)) read[name] = Number(read[name])
  return read as unknown as SortParams
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
 * Replaces a value, but for given values (`changeValues`). `more` takes "name=value", one of the choices that `moreOptions` offers. Returns the reason, in
 * words with the numbers, where the value does not go with the others, and what else would have to change.
 */
export function changeParam(params: Params, param: string, value: ParamValue): Params | Refusal {
  if (param === 'more') return changeMore(params, value)
  const next = Object.hasOwn(BOUNDS, param) ? readNumber(param as NumberParam, value) : readChoice(param, value)
  if (typeof next === 'object') return next
  const changed = { ...params, [param]: next }
  if (param === 'shape') return changeShape(params, changed)
  return refusalOf(changed, param) ?? changed
}

/** Why these values do not go together, with what would mend it; undefined when they do. */
function refusalOf(params: Params, param: string): Refusal | undefined {
  const error = misfit(readSortParams(params))
  if (error === undefined) return undefined
  const all = fixesOf(readSortParams(params)).flatMap((fix) => {
    const mended: Params = { ...params, ...fix }
    return misfit(readSortParams(mended)) === undefined ? [{ fix, text: fixText(fix), params: mended }] : []
  })
  // What was just asked for is changed again only where nothing else helps.
  const kept = all.filter(({ fix }) => !(param in fix))
  const fixes = (kept.length > 0 ? kept : all)
    .filter(({ params: to }, i, those) => those.findIndex((one) => isSame(one.params, to)) === i)
    .slice(0, MOST_FIXES)
    .map(({ text, params: to }) => ({ text, params: to }))
  return fixes.length === 0 ? { error } : { error, fixes }
}

function isSame(left: Params, right: Params): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

/** Why these values do not go together, or undefined when they do. */
export function misfit(params: SortParams): string | undefined {
  const { memory, page, fanIn, doubleBuffering, records, shape, values } = params
  const pages = pagesOf(params)
  if (shape === 'given' && values.length !== records) {
    return `${formatPlural(values.length, 'value')} are given; paste others to change how many are sorted`
  }
  if (params.limit > 0 && params.combine !== false) {
    return 'the first few are found of single records; combining needs all of them'
  }
  if (memory % page !== 0) return `memory for ${formatCount(memory)} is no whole number of pages of ${page}`
  if (pages < pagesNeeded(2, false)) {
    return `a merge needs 3 pages, two to read and one to write; memory has ${pages}`
  }
  const needed = pagesNeeded(fanIn, doubleBuffering)
  if (needed > pages) {
    const doubled = doubleBuffering ? ', each doubled' : ''
    return `${fanIn} runs need ${needed} pages${doubled}; memory has ${pages}`
  }
  return undefined
}

const MOST_FIXES = 2

/** Values that may be changed to let others stand. */
type Fix = Partial<Pick<SortParams, 'memory' | 'fanIn' | 'limit' | 'combine'>>

/** What might be changed of values that do not go together, the smallest change first. */
function fixesOf(params: SortParams): readonly Fix[] {
  const { memory, page, fanIn, doubleBuffering, limit, combine } = params
  if (limit > 0 && combine !== false) return [{ limit: 0 }, { combine: false }]
  const below = pagesOf(params) * page
  const nearest = below === memory ? [memory] : [below, below + page]
  const lowered = nearest.map((amount): Fix => {
    const most = Math.min(fanIn, largestFanIn({ ...params, memory: amount }))
    return { ...(amount === memory ? {} : { memory: amount }), ...(most === fanIn ? {} : { fanIn: most }) }
  })
  const enough = page * pagesNeeded(fanIn, doubleBuffering)
  const least = page * pagesNeeded(2, doubleBuffering)
  return [...lowered, { memory: enough }, { memory: least, fanIn: 2 }].filter(
    ({ memory: amount = memory, fanIn: k = fanIn }) => {
      return amount <= BOUNDS.memory.max && k >= BOUNDS.fanIn.min
    },
  )
}

function fixText({ memory, fanIn, limit, combine }: Fix): string {
  if (limit !== undefined) return 'sort all records'
  if (combine !== undefined) return 'keep equal keys apart'
  const merge = fanIn === undefined ? '' : `merge ${formatCount(fanIn)} at a time`
  const take = memory === undefined ? '' : `memory for ${formatCount(memory)}`
  return merge === '' || take === '' ? take + merge : `${take}, ${merge}`
}

function changeMore(params: Params, value: ParamValue): Params | Refusal {
  if (value === '') return params
  const [name, text] = String(value).split('=')
  if (name === undefined || text === undefined) return { error: `"${String(value)}" names no option` }
  return changeParam(params, name, name === 'limit' ? Number(text) : text)
}

function changeShape(params: Params, changed: Params): Params | Refusal {
  if (changed['shape'] === 'given') {
    if (Array.isArray(params['values'])) return { ...changed, records: params['values'].length }
    return { error: 'no values are given yet; paste or drop some' }
  }
  return without(changed, 'values', 'nulls')
}

/** The same without some of them. */
export function without(params: Params, ...names: readonly string[]): Params {
  return Object.fromEntries(Object.entries(params).filter(([name]) => !names.includes(name)))
}

function readNumber(param: NumberParam, value: ParamValue): number | Refusal {
  const { min, max, label } = BOUNDS[param]
  const number = typeof value === 'number' ? value : readTyped(String(value))
  if (typeof number === 'object') return { error: `${label}: ${number.error}` }
  if (!Number.isInteger(number)) return { error: `${label}: a whole number is needed, "${String(value)}" is none` }
  if (number < min || number > max) {
    return { error: `${label}: ${formatCount(number)} is outside ${formatCount(min)} to ${formatCount(max)}` }
  }
  return number
}

function readChoice(param: string, value: ParamValue): string | boolean | Refusal {
  if (!Object.hasOwn(CHOICES, param)) return { error: `there is no parameter "${param}"` }
  const options: readonly string[] = CHOICES[param as ChoiceParam]
  const text = param === 'combine' && String(value) === 'true' ? 'count' : String(value)
  if (!options.includes(text)) return { error: `${param} cannot be "${text}"` }
  if (text === 'false') return false
  return text === 'true' ? true : text
}
