import { isWord } from '../../engine/sql/token-stream.ts'
import type { Token } from '../../engine/sql/tokens.ts'
import { readTokens, tryFinalOrder } from './final-order.ts'
import type { AskedResult, TieKind } from './judge-sql.ts'
import { isName, parseOrderKey } from './row-order.ts'

/** A query that says the same, with ties broken in a way that its own text allows. */
export interface BrokenTies {
  readonly kind: TieKind
  readonly sql: string
}

/**
 * SQL leaves the order of rows that tie to the engine, and an engine happens to do what is wanted. So ties are broken
 * against the query. Behind its own ORDER BY the keys that are asked for follow once more, turned round: nothing changes
 * where it orders by all of them. Behind the ORDER BY of a ROWS frame follows a number by chance, and then the same one
 * turned round: a frame of peers (RANGE, GROUPS) does not mind ties and is left alone.
 *
 * For a query that gives the columns that are asked for, in their order. Run `SEED` before each.
 */
export function breakTies(sql: string, asked: AskedResult): readonly BrokenTies[] {
  const frames = ['random()', 'random() DESC'].map((key) => insert(sql, framesOf(sql, key)))
  return [
    ...tryOrderTies(sql, asked),
    ...frames.filter((each) => each !== sql).map((each): BrokenTies => ({ kind: 'frame', sql: each })),
  ]
}

/** Makes chance the same each time. */
export const SEED = 'SELECT setseed(0.5)'

interface Insertion {
  readonly at: number
  readonly text: string
}

function insert(sql: string, insertions: readonly Insertion[]): string {
  return insertions.reduceRight((text, { at, text: key }) => text.slice(0, at) + key + text.slice(at), sql)
}

function tryOrderTies(sql: string, { columns, orderBy }: AskedResult): BrokenTies[] {
  const order = tryFinalOrder(sql)
  if (order === undefined || order.isAll || orderBy.length === 0) return []
  const keys = orderBy.map(parseOrderKey).map(({ name, isDescending, isNullFirst }) => {
    const place = columns.findIndex((column) => isName(column, name)) + 1
    return `, ${place} ${isDescending ? 'ASC' : 'DESC'} NULLS ${isNullFirst ? 'LAST' : 'FIRST'}`
  })
  return [{ kind: 'order', sql: insert(sql, [{ at: order.end, text: keys.join('') }]) }]
}

/** A key more for each frame of rows, in the order of the text. */
function framesOf(sql: string, key: string): Insertion[] {
  const insertions: Insertion[] = []
  /** For each bracket that is open, whether an ORDER BY has come in it. */
  const hasOrder: boolean[] = [false]
  const tokens = readTokens(sql)
  // A CTE that is run anew wherever it is named would have another chance each time.
  if (tokens.some((token, i) => isWord(token, 'MATERIALIZED') && tokens[i - 1]?.text.toUpperCase() === 'NOT')) return []
  for (const [i, token] of tokens.entries()) {
    if (token.text === '(') hasOrder.push(false)
    else if (token.text === ')') hasOrder.pop()
    else if (isWord(token, 'ORDER')) hasOrder[hasOrder.length - 1] = true
    else if (isFrame(token, tokens[i + 1])) {
      insertions.push({ at: token.start, text: hasOrder.at(-1) === true ? `, ${key} ` : `ORDER BY ${key} ` })
    }
  }
  return insertions
}

function isFrame(token: Token, next: Token | undefined): boolean {
  if (next === undefined || !isWord(token, 'ROWS')) return false
  return next.kind === 'number' || ['UNBOUNDED', 'BETWEEN', 'CURRENT'].some((word) => isWord(next, word))
}
