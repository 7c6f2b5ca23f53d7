import { formatCount } from '../../base/format.ts'
import { tryOwn } from '../../base/lookup.ts'
import type { Params, ParamValue, SentencePart, SentenceValue } from '../../player/lab.ts'
import { DEFAULTS } from './defaults.ts'
import { areTexts, valuesText } from './given.ts'
import { BOUNDS, changeParam, readSortParams, type ChoiceParam, type NumberParam, type SortParams } from './params.ts'

/** How a choice stands in the sentence. The first option of each is the default, which is said by saying nothing. */
const TEXTS: Readonly<
  Record<ChoiceParam, { readonly label: string; readonly texts: Readonly<Record<string, string>> }>
> = {
  shape: {
    label: 'shape of the input',
    texts: {
      uniform: 'random records',
      sorted: 'sorted records',
      reversed: 'reversed records',
      'nearly-sorted': 'nearly sorted records',
      'few-distinct': 'records of few distinct keys',
      zipf: 'Zipf-distributed records',
      'organ-pipe': 'organ-pipe records',
      given: 'given records',
    },
  },
  structure: { label: 'merge structure', texts: { 'loser-tree': 'loser tree', 'binary-heap': 'binary heap' } },
  formation: {
    label: 'how runs are made',
    texts: { 'fill-sort-spill': 'fill, sort and spill', 'replacement-selection': 'replacement selection' },
  },
  memorySort: { label: 'sort in memory', texts: { merge: 'merge sort', radix: 'radix sort' } },
  firstPass: { label: 'first merge', texts: { full: 'as many runs as fit', optimal: 'few runs' } },
  direction: { label: 'direction', texts: { asc: 'ascending', desc: 'descending' } },
  nulls: { label: 'missing keys', texts: { first: 'nulls first', last: 'nulls last' } },
  doubleBuffering: { label: 'buffers', texts: { false: 'single', true: 'double-buffered' } },
  combine: {
    label: 'records with equal keys',
    texts: {
      false: 'are kept apart',
      count: 'become one with their count',
      sum: 'become one with the sum of their record numbers',
      min: 'become one with their first record number',
      max: 'become one with their last record number',
    },
  },
}

/** The aggregate that combining begins with; the sentence then offers the others. */
const FIRST_COMBINE = 'count'

/** Choices whose default is left out of the sentence, by what they are about, in the order in which `more` offers them. */
const HIDDEN = {
  input: ['shape'],
  method: ['formation', 'memorySort', 'doubleBuffering', 'firstPass'],
  output: ['combine', 'direction'],
} as const satisfies Readonly<Record<string, readonly ChoiceParam[]>>

const MORE_TEXTS: Readonly<Partial<Record<ChoiceParam, Readonly<Record<string, string>>>>> = {
  formation: { 'replacement-selection': 'make runs by replacement selection' },
  memorySort: { radix: 'sort memory by radix sort' },
  doubleBuffering: { true: 'double the buffers' },
  firstPass: { optimal: 'begin with a merge of few runs' },
  combine: { [FIRST_COMBINE]: 'combine equal keys' },
  direction: { desc: 'sort descending' },
}

const DEFAULT_LIMIT = 20
/** Given values that stand in the sentence, in characters. */
const GIVEN_CHARACTERS = 18

/** The parameters as one readable sentence, or a few when there is more to say than the default. */
export function sentenceOf(params: Params): readonly SentencePart[] {
  const sort = readSortParams(params)
  return joinWords([
    ...opening(sort),
    ' with memory for ',
    numberValue('memory', sort.memory, sort.page),
    ', in ',
    ...unlessDefault('doubleBuffering', sort, ' '),
    'pages of ',
    numberValue('page', sort.page),
    ', merging ',
    numberValue('fanIn', sort.fanIn),
    ' runs at a time with a ',
    choiceValue('structure', sort.structure),
    '. ',
    ...furtherSentences(sort),
    ...(sort.shape === 'given' ? [] : ['Seed ', numberValue('seed', sort.seed), '. ']),
    moreValue(sort),
  ])
}

/** What a run is called after its parameters were changed: "memory 40 to 24". */
export function nameChangeOf(from: Params, to: Params): string {
  const before = readSortParams(from)
  const after = readSortParams(to)
  if (after.shape === 'given' && before.values.join() !== after.values.join())
    return `${formatCount(after.records)} given ${after.records === 1 ? 'value' : 'values'}`
  const names = [...Object.keys(DEFAULTS), ...(after.nulls === undefined ? [] : ['nulls'])].filter(
    (name) => valueOf(before, name) !== valueOf(after, name),
  )
  if (names.length === 0) return 'the same again'
  return names.map((name) => nameOne(name, before, after)).join(', ')
}

/** How a choice is called: "loser tree". */
export function choiceText(param: ChoiceParam, value: ParamValue): string {
  return tryOwn(TEXTS[param].texts, String(value)) ?? String(value)
}

function opening(sort: SortParams): SentencePart[] {
  const records = sort.shape === 'given' ? formatCount(sort.records) : numberValue('records', sort.records)
  const first: SentencePart[] =
    sort.limit === 0
      ? ['Sort ', records, ' ']
      : ['Find the first ', numberValue('limit', sort.limit), ' of ', records, ' ']
  const plain = sort.records === 1 ? 'record' : 'records'
  const shape = choiceValue('shape', sort.shape)
  // "10" goes before "9" among texts: it must be seen that they are.
  const texts = sort.records === 1 ? 'text' : 'texts'
  const noun = sort.shape === 'given' && areTexts(sort.values) ? texts : plain
  const what: SentencePart =
    sort.shape === 'uniform' ? plain : { ...shape, text: shape.text.replace(/\brecords\b/, noun) }
  const given: SentencePart[] = sort.shape === 'given' ? [' (', givenValue(sort), ')'] : [givenValue(sort)]
  const order: SentencePart[] = [
    ...(sort.direction === 'desc' ? [', ', choiceValue('direction', sort.direction)] : []),
    ...(sort.nulls === undefined ? [] : [', ', choiceValue('nulls', sort.nulls)]),
  ]
  return [...first, what, ...given, ...order, ...(order.length > 0 ? [','] : [])]
}

/** The field for values of one's own; in the sentence it is their beginning. */
function givenValue(sort: SortParams): SentenceValue {
  const value = sort.shape === 'given' ? valuesText(sort.values) : ''
  const isLong = value.length > GIVEN_CHARACTERS
  const begin = value.slice(0, GIVEN_CHARACTERS).replace(/,? *[^ ]*$/, '')
  return {
    type: 'text',
    param: 'values',
    label: 'values of your own',
    text: isLong ? `${begin === '' ? value.slice(0, GIVEN_CHARACTERS) : begin} …` : value,
    value,
    hint: `Numbers or texts with commas, spaces or line ends between them, or semicolons where a comma stands before decimals, up to ${formatCount(BOUNDS.records.max)}. An empty field is a missing key (null); NaN is greater than every number. One that is no number makes all of them texts; double quotes keep a text together.`,
    placeholder: '412, 7, NaN, 388, , 951, 64, 7',
  }
}

function furtherSentences(sort: SortParams): SentencePart[] {
  const parts: SentencePart[] = []
  if (sort.formation !== 'fill-sort-spill')
    parts.push('Runs are made by ', choiceValue('formation', sort.formation), '. ')
  if (sort.memorySort !== 'merge') parts.push('Memory is sorted by ', choiceValue('memorySort', sort.memorySort), '. ')
  if (sort.firstPass !== 'full') parts.push('Merging begins with ', choiceValue('firstPass', sort.firstPass), '. ')
  if (sort.combine !== false) parts.push('Records with equal keys ', choiceValue('combine', sort.combine), '. ')
  return parts
}

function unlessDefault(param: ChoiceParam, sort: SortParams, after: string): SentencePart[] {
  const value = valueOf(sort, param)
  return value === valueOf(readSortParams({}), param) ? [] : [choiceValue(param, value), after]
}

function numberValue(param: NumberParam, value: number, step = 1): SentenceValue {
  const { label, min, max } = BOUNDS[param]
  const lowest = param === 'memory' ? 3 * step : min
  const highest = param === 'memory' ? max - (max % step) : max
  const text = formatCount(value)
  return { type: 'number', param, label, text, alone: aloneText(param, text), value, min: lowest, max: highest, step }
}

/** "4 runs at a time", "memory 40": a number that stands alone. */
function aloneText(param: NumberParam, text: string): string {
  if (param === 'fanIn') return `${text} runs at a time`
  if (param === 'records') return `${text} ${text === '1' ? 'record' : 'records'}`
  return param === 'limit' ? `the first ${text}` : `${param} ${text}`
}

function choiceValue(param: ChoiceParam, value: string): SentenceValue {
  const { label, texts } = TEXTS[param]
  const options = Object.entries(texts)
    .filter(([option]) => option !== 'given' || value === 'given')
    .map(([option, text]) => ({ value: option, text }))
  return { type: 'choice', param, label, text: choiceText(param, value), value, options }
}

/** Everything that is not in the sentence: choosing it puts it there. */
function moreValue(sort: SortParams): SentenceValue {
  const about = (group: keyof typeof HIDDEN) => HIDDEN[group].flatMap((param) => moreOptions(param, sort))
  const limit =
    sort.limit === 0
      ? [{ value: `limit=${DEFAULT_LIMIT}`, text: `find only the first ${DEFAULT_LIMIT}` }].filter(isTaken(sort))
      : []
  const own = sort.shape === 'given' ? [] : [{ value: 'values', text: 'values of your own …', opens: 'values' }]
  return {
    type: 'choice',
    param: 'more',
    label: 'more options',
    text: 'More',
    value: '',
    options: [
      ...grouped('The input', [...own, ...about('input')]),
      ...grouped('How it is sorted', about('method')),
      ...grouped('The output', [...about('output'), ...limit]),
    ],
  }
}

function grouped<T>(group: string, options: readonly T[]): (T & { readonly group: string })[] {
  return options.map((option) => ({ ...option, group }))
}

function moreOptions(param: ChoiceParam, sort: SortParams): { readonly value: string; readonly text: string }[] {
  const current = valueOf(sort, param)
  if (current !== valueOf(readSortParams({}), param)) return []
  return Object.entries(TEXTS[param].texts)
    .filter(([value]) => value !== current && value !== 'given' && (param !== 'combine' || value === FIRST_COMBINE))
    .map(([value, text]) => ({ value: `${param}=${value}`, text: MORE_TEXTS[param]?.[value] ?? text }))
    .filter(isTaken(sort))
}

/** Whether an option of `more` goes with the other values. */
function isTaken(sort: SortParams): (option: { readonly value: string }) => boolean {
  const params = Object.fromEntries(Object.entries(sort).filter(([, value]) => value !== undefined)) as Params
  return ({ value }) => !('error' in changeParam(params, 'more', value))
}

function valueOf(sort: SortParams, name: string): string {
  return String(sort[name as keyof SortParams])
}

function nameOne(name: string, before: SortParams, after: SortParams): string {
  const from = valueOf(before, name)
  const to = valueOf(after, name)
  if (name in BOUNDS) {
    const label = name === 'fanIn' ? 'fan-in' : name
    return name === 'limit'
      ? nameLimit(after.limit)
      : `${label} ${formatCount(Number(from))} to ${formatCount(Number(to))}`
  }
  const param = name as ChoiceParam
  if (param === 'combine') return tryOwn(COMBINED, after.combine === false ? 'apart' : to) ?? to
  if (param === 'firstPass') return to === 'optimal' ? 'few runs first' : 'full merges'
  if (param === 'doubleBuffering') return to === 'true' ? 'buffers doubled' : 'buffers single'
  return choiceText(param, to)
}

const COMBINED = {
  apart: 'equal keys kept apart',
  count: 'equal keys counted',
  sum: 'equal keys summed',
  min: 'equal keys, first number',
  max: 'equal keys, last number',
} as const

function nameLimit(limit: number): string {
  return limit === 0 ? 'all records' : `first ${formatCount(limit)}`
}

/** Joins neighbouring words, so that a part is a word or a value. */
function joinWords(parts: readonly SentencePart[]): readonly SentencePart[] {
  const joined: SentencePart[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part
    else joined.push(part)
  }
  return joined
}
