import { formatCount } from '../../base/format.ts'
import { readTyped } from '../../base/typed-number.ts'
import { explainProgram, parseProgram } from '../../engine/sql/parse-program.ts'
import { SourceText } from '../../engine/sql/source.ts'
import type { Statement } from '../../engine/sql/statement.ts'
import { ensureTables, tryCreatedTable } from '../../engine/sql/table-names.ts'
import type { Params, ParamValue, Refusal } from '../../player/lab.ts'
import { presetOf, STATEMENTS, TABLES } from './presets.ts'
import { headOf } from './read.ts'

/** What the engine operation takes, typed; see `engine/operations/table-params.ts`. */
export interface DeltaParams {
  /** Statements that make the table. */
  readonly setup: string
  readonly a: string
  readonly b: string
  readonly c: string
  readonly product: 'oss' | 'databricks'
  readonly isolation: 'Serializable' | 'WriteSerializable' | 'SnapshotIsolation'
  readonly rowLevel: boolean
  readonly store: 'put-if-absent' | 'overwriting'
  readonly checkpoint: number
  readonly retention: number
  readonly retries: number
  readonly order: 'a-first' | 'b-first' | 'by-time' | 'one-by-one' | 'seeded' | 'by-hand' | 'search'
  readonly turns: string
  readonly wanted: 'refused' | 'lost-commit' | 'not-serial'
  readonly seed: number
  readonly skew: number
  readonly log: 'delta' | 'naive'
}

export const DEFAULTS: Params = {
  setup: (TABLES[0] as (typeof TABLES)[number]).program,
  a: "UPDATE orders SET amount = 13 WHERE region = 'EU' AND order_id = 1",
  b: "DELETE FROM orders WHERE region = 'EU' AND order_id = 15",
  c: '',
  product: 'databricks',
  isolation: 'WriteSerializable',
  rowLevel: false,
  store: 'put-if-absent',
  checkpoint: 10,
  retention: 168,
  retries: 1,
  order: 'a-first',
  turns: '',
  wanted: 'refused',
  seed: 1,
  skew: 0,
  log: 'delta',
}

/** Inclusive ends of every number. */
export const BOUNDS = {
  checkpoint: { min: 1, max: 1000, label: 'commits between two checkpoints' },
  retention: { min: 0, max: 960, label: 'hours that removed files are kept' },
  retries: { min: 0, max: 5, label: 'times that a refused statement is begun again' },
  seed: { min: 0, max: 9999, label: 'seed' },
  skew: { min: -1440, max: 1440, label: "minutes that B's clock is ahead" },
} as const

export type NumberParam = keyof typeof BOUNDS

const CHOICES = {
  store: ['put-if-absent', 'overwriting'],
  order: ['a-first', 'b-first', 'by-time', 'one-by-one', 'seeded', 'by-hand', 'search'],
  wanted: ['refused', 'lost-commit', 'not-serial'],
  log: ['delta', 'naive'],
} as const

type ChoiceParam = keyof typeof CHOICES

/** Product and isolation level together, as they are offered: not every product has every level. */
export const LEVELS = {
  'oss-serializable': { product: 'oss', isolation: 'Serializable', rowLevel: false },
  'databricks-write': { product: 'databricks', isolation: 'WriteSerializable', rowLevel: false },
  'databricks-serializable': { product: 'databricks', isolation: 'Serializable', rowLevel: false },
  'databricks-rows': { product: 'databricks', isolation: 'WriteSerializable', rowLevel: true },
  snapshot: { product: 'oss', isolation: 'SnapshotIsolation', rowLevel: false },
} as const

export type Level = keyof typeof LEVELS

const TEXTS = Object.keys(DEFAULTS).filter((name) => typeof DEFAULTS[name] === 'string')

/** Parameters with what is left out filled in from the defaults. Does not check that they go together. */
export function readDeltaParams(params: Params): DeltaParams {
  const read: Record<string, ParamValue> = { ...DEFAULTS, ...params }
  // A link edited by hand may have any value here; the engine refuses it, and the sentence is drawn before that.
  for (const name of TEXTS) read[name] = String(read[name])
  for (const name of Object.keys(BOUNDS)) read[name] = Number(read[name])
  return read as unknown as DeltaParams
}

export function levelOf({ product, isolation, rowLevel }: DeltaParams): Level | undefined {
  const found = Object.entries(LEVELS).find(
    ([, level]) => level.product === product && level.isolation === isolation && level.rowLevel === rowLevel,
  )
  return found?.[0] as Level | undefined
}

/**
 * Replaces a value. `level` takes one of `LEVELS`; `table`, `doesA`, `doesB` and `doesC` the id of a preset; `more`
 * "name=value". Returns the reason, in words, where the value does not stand.
 */
export function changeParam(params: Params, param: string, value: ParamValue): Params | Refusal {
  const text = String(value)
  switch (param) {
    case 'more': {
      const [name, own = ''] = text.split('=')
      return name === undefined || name === '' ? params : changeParam(params, name, own)
    }
    case 'level': {
      if (!Object.hasOwn(LEVELS, text)) return { error: `there is no level "${text}"` }
      return { ...params, ...LEVELS[text as Level] }
    }
    case 'table':
      return changePreset(params, 'setup', TABLES, text)
    case 'doesA':
    case 'doesB':
    case 'doesC':
      return changePreset(params, param.slice(-1).toLowerCase(), STATEMENTS, text)
    case 'setup':
    case 'a':
    case 'b':
    case 'c':
      return changeProgram(params, param, text)
    case 'turns':
      return changeTurns(params, text)
    case 'rowLevel':
      return { ...params, rowLevel: text === 'true' }
    default:
      return changeOther(params, param, value)
  }
}

function changePreset(params: Params, param: string, presets: typeof TABLES, id: string): Params | Refusal {
  const preset = presets.find((candidate) => candidate.id === id)
  if (preset === undefined) return { error: `"${id}" is none of those that are offered` }
  return { ...params, [param]: preset.program }
}

const MOST_CHARACTERS = 20_000

/** What is wrong with the length of a text of statements, and where it would have to end; undefined where nothing is. */
export function explainLength(text: string): string | undefined {
  if (text.length <= MOST_CHARACTERS) return undefined
  const { line, column } = new SourceText(text).placeOf({ start: MOST_CHARACTERS, end: text.length })
  const count = `at most ${formatCount(MOST_CHARACTERS)} characters; these are ${formatCount(text.length)}`
  return `${count}, too many from here on (line ${line}, column ${column})`
}

function changeProgram(params: Params, param: string, text: string): Params | Refusal {
  const tooLong = explainLength(text)
  if (tooLong !== undefined) return { error: tooLong }
  if (param === 'setup' && text.trim() === '')
    return { error: 'a table is made by at least one statement: CREATE TABLE' }
  const error = explainProgram(text, tableCheck(param === 'setup' ? text : String(params['setup'])))
  return error === undefined ? { ...params, [param]: text.trim() } : { error }
}

/** Statements are about the table that `setup` makes. */
function tableCheck(setup: string): (statement: Statement) => void {
  if (explainProgram(setup) !== undefined) return () => undefined
  const table = tryCreatedTable(parseProgram(setup))
  return (statement) => table !== undefined && ensureTables(statement, [table])
}

function changeTurns(params: Params, text: string): Params | Refusal {
  const turns = text.toUpperCase().replaceAll(/[\s,]/g, '')
  const wrong = /[^ABC]/.exec(turns)?.[0]
  if (wrong !== undefined) return { error: `turns are letters of writers, A, B and C; "${wrong}" is none` }
  if (turns === '') return { error: 'no turns are given; write letters such as AABBA, one for each call' }
  return { ...params, turns, order: 'by-hand' }
}

function changeOther(params: Params, param: string, value: ParamValue): Params | Refusal {
  if (Object.hasOwn(BOUNDS, param)) {
    const next = readNumber(param as NumberParam, value)
    return typeof next === 'number' ? { ...params, [param]: next } : next
  }
  if (!Object.hasOwn(CHOICES, param)) return { error: `there is no parameter "${param}"` }
  const options: readonly string[] = CHOICES[param as ChoiceParam]
  const text = String(value)
  if (!options.includes(text)) return { error: `${param} cannot be "${text}"` }
  if (isNaiveSearch({ ...params, [param]: text })) {
    return { error: 'orders are tried on a store, and the naive log has none; choose one of the other orders' }
  }
  if (text === 'by-hand' && params['turns'] === '') return { error: 'no turns are given yet; write some' }
  return { ...params, [param]: text }
}

/** The texts of the statements; the whole where they cannot be read, as those of a link may not be. */
function statementsOf(program: string): readonly string[] {
  if (explainProgram(program) !== undefined) return [program]
  return parseProgram(program).flatMap((step) => (step.kind === 'statement' ? [step.text] : []))
}

function isNaiveSearch({ log, order }: Params): boolean {
  return log === 'naive' && order === 'search'
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

/** Statements that are named one by one. */
const MOST_HEADS = 3

/** A program in a few words: the preset's, else how it begins. */
export function programText(program: string, presets: typeof TABLES): string {
  const preset = presetOf(presets, program)
  if (preset !== undefined) return preset.text
  const heads = statementsOf(program).map(headOf)
  const shown = heads.slice(0, MOST_HEADS).join(', ')
  return heads.length > MOST_HEADS ? `${shown} …` : shown
}
