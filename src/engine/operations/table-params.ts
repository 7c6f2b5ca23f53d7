import { parseCount, ParseError, parseList, parseRecord, parseText } from '../../base/parse.ts'
import { ISOLATION_LEVELS } from '../delta/events.ts'
import type { IsolationLevel, Product } from '../delta/isolation.ts'
import type { Program } from '../sql/parse-program.ts'
import { readProgram } from './table-program.ts'

/** Actors of a run in the order of the header: the table's past, three writers, and whoever sits before the screen. */
export const ACTORS = ['table', 'A', 'B', 'C', 'you'] as const

export type ActorName = (typeof ACTORS)[number]

export const WRITERS = ['A', 'B', 'C'] as const

/** Who goes next when several writers wait. */
export const ORDERS = ['a-first', 'b-first', 'by-time', 'one-by-one', 'seeded', 'by-hand', 'search'] as const

export type Order = (typeof ORDERS)[number]

/** What a search through all orders looks for. */
export const WANTED = ['refused', 'lost-commit', 'not-serial'] as const

export type Wanted = (typeof WANTED)[number]

/** Whose log it is: Delta's, or the one that a guide prints, with its mistakes. */
export const LOGS = ['delta', 'naive'] as const

export interface TableParams {
  readonly log: (typeof LOGS)[number]
  /** The table's past, and what each writer runs; a writer without statements is not there. */
  readonly programs: Readonly<Record<'table' | (typeof WRITERS)[number], Program>>
  readonly product: Product
  readonly isolation: IsolationLevel
  readonly hasRowLevelConcurrency: boolean
  readonly store: 'put-if-absent' | 'overwriting'
  /** Commits between two checkpoints. */
  readonly checkpoint: number
  /** `delta.deletedFileRetentionDuration`. */
  readonly retentionHours: number
  /** How often a statement that was refused is begun again. */
  readonly retries: number
  readonly order: Order
  /** With order `by-hand`: whose turn it is, call by call. */
  readonly turns: readonly ActorName[]
  readonly wanted: Wanted
  readonly seed: number
  /** How far the clock of writer B is ahead. */
  readonly skewMinutes: number
}

export type TableAct = { readonly at: number } & (
  | { readonly type: 'isolation'; readonly value: IsolationLevel }
  /** This writer goes on alone until it is done. */
  | { readonly type: 'turn' | 'die'; readonly value: (typeof WRITERS)[number] }
  | { readonly type: 'statement'; readonly value: Program }
)

/** Checks parameters from outside. Throws `ParseError`, and `OperationError` for what is wrong in a program. */
export function parseTableParams(value: unknown): TableParams {
  const params = parseRecord(value, 'params')
  const log = parseChoice(params['log'] ?? 'delta', LOGS, 'log')
  const order = parseChoice(params['order'] ?? 'by-time', ORDERS, 'order')
  if (log === 'naive' && order === 'search') throw new ParseError('order', 'one that the naive log has: not "search"')
  const program = (name: string): Program => readProgram(parseText(params[name] ?? '', name), name)
  return {
    log,
    programs: { table: program('setup'), A: program('a'), B: program('b'), C: program('c') },
    product: parseChoice(params['product'] ?? 'oss', ['oss', 'databricks'], 'product'),
    isolation: parseChoice(params['isolation'] ?? 'Serializable', ISOLATION_LEVELS, 'isolation'),
    hasRowLevelConcurrency: params['rowLevel'] === true,
    store: parseChoice(params['store'] ?? 'put-if-absent', ['put-if-absent', 'overwriting'], 'store'),
    checkpoint: parseBetween(params['checkpoint'] ?? 10, 1, 1000, 'checkpoint'),
    retentionHours: parseCount(params['retention'] ?? 168, 'retention', 100_000),
    retries: parseCount(params['retries'] ?? 0, 'retries', 10),
    order,
    turns: parseTurns(parseText(params['turns'] ?? '', 'turns')),
    wanted: parseChoice(params['wanted'] ?? 'refused', WANTED, 'wanted'),
    seed: parseCount(params['seed'] ?? 1, 'seed', 0xffff_ffff),
    skewMinutes: parseBetween(params['skew'] ?? 0, -1440, 1440, 'skew'),
  }
}

/** Checks acts from outside. Throws as `parseTableParams` does. */
export function parseTableActs(value: unknown): readonly TableAct[] {
  return parseList(value, 'acts').map((item, i): TableAct => {
    const act = parseRecord(item, `acts[${i}]`)
    const at = parseCount(act['at'], `acts[${i}].at`)
    const where = `acts[${i}].value`
    switch (act['type']) {
      case 'isolation':
        return { at, type: 'isolation', value: parseChoice(act['value'], ISOLATION_LEVELS, where) }
      case 'turn':
        return { at, type: 'turn', value: parseChoice(act['value'], WRITERS, where) }
      case 'die':
        return { at, type: 'die', value: parseChoice(act['value'], WRITERS, where) }
      case 'statement':
        return { at, type: 'statement', value: readProgram(parseText(act['value'], where), where) }
      default:
        throw new ParseError(`acts[${i}].type`, 'an act on a table')
    }
  })
}

function parseTurns(text: string): ActorName[] {
  return [...text.replaceAll(/[\s,]/g, '')].map((letter, i) =>
    parseChoice(letter.toUpperCase(), WRITERS, `turns[${i}]`),
  )
}

function parseChoice<T extends string>(value: unknown, choices: readonly T[], where: string): T {
  const found = choices.find((choice) => choice === value)
  if (found === undefined) throw new ParseError(where, `one of ${choices.join(', ')}`)
  return found
}

function parseBetween(value: unknown, least: number, most: number, where: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
  throw new ParseError(where, `a whole number from ${least} to ${most}`)
}
