import { SourceText } from '../../engine/sql/source.ts'
import { Lexer } from '../../engine/sql/tokens.ts'
import type { Token } from '../../engine/sql/tokens.ts'
import { planClauseEdits } from './mutate-clauses.ts'
import type { Edit, SqlTokens } from './mutate-clauses.ts'

/** A query with one small mistake in it. */
export interface Mutant {
  /** Where it is and what it is: "3:14 >= → >". Unique among the mutants of a query. */
  readonly id: string
  readonly sql: string
}

/** Operators and functions that are taken for each other. */
const SWAPS: Readonly<Record<string, readonly string[]>> = {
  '=': ['<>'],
  '<>': ['='],
  '!=': ['='],
  '<': ['<=', '>'],
  '<=': ['<', '>='],
  '>': ['>=', '<'],
  '>=': ['>', '<='],
  '+': ['-'],
  '-': ['+'],
  '/': ['*'],
  OR: ['AND'],
  MIN: ['max'],
  MAX: ['min'],
  SUM: ['max', 'count'],
  AVG: ['max'],
  LAG: ['lead'],
  LEAD: ['lag'],
  ROW_NUMBER: ['rank', 'dense_rank'],
  RANK: ['row_number', 'dense_rank'],
  DENSE_RANK: ['row_number', 'rank'],
  FIRST_VALUE: ['last_value'],
  LAST_VALUE: ['first_value'],
  ROWS: ['RANGE'],
  RANGE: ['ROWS'],
  LEFT: ['', 'FULL'],
  FULL: ['', 'LEFT', 'RIGHT'],
}

const CALLED = /^(MIN|MAX|SUM|AVG|LAG|LEAD|ROW_NUMBER|RANK|DENSE_RANK|FIRST_VALUE|LAST_VALUE)$/

/**
 * Every query that differs from this one by one mistake people make: another operator or join, a constant one off, a
 * DISTINCT, a condition, a partition, an order or a frame left out. Some mean the same, and some are no SQL.
 */
export function mutateSql(sql: string): readonly Mutant[] {
  const source = new SourceText(sql)
  const all = new Lexer(source, { start: 0, end: sql.length }, 'duckdb').readStatement()
  const tokens: SqlTokens = { all, depths: depthsOf(all) }
  const edits = [...all.keys()].flatMap((i) => [...planTokenEdits(tokens, i), ...planClauseEdits(tokens, i)])
  const mutants = new Map<string, Mutant>()
  for (const { start, end, text } of edits) {
    const mutated = sql.slice(0, start) + text + sql.slice(end)
    const { line, column } = source.placeOf({ start, end })
    const id = `${line}:${column} ${shorten(sql.slice(start, end))} → ${shorten(text)}`
    if (mutated !== sql && !mutants.has(mutated)) mutants.set(mutated, { id, sql: mutated })
  }
  return [...mutants.values()]
}

function depthsOf(tokens: readonly Token[]): number[] {
  let depth = 0
  return tokens.map(({ kind, text }) => {
    if (kind === 'symbol' && text === ')') depth--
    const own = depth
    if (kind === 'symbol' && text === '(') depth++
    return own
  })
}

/** What may become of one token. */
function planTokenEdits({ all }: SqlTokens, i: number): Edit[] {
  const token = all[i] as Token
  const { kind, text, start, end } = token
  const [previous, next] = [all[i - 1]?.text.toUpperCase() ?? '', all[i + 1]?.text.toUpperCase() ?? '']
  const replace = (...texts: readonly string[]): Edit[] => texts.map((each) => ({ start, end, text: each }))
  const word = text.toUpperCase()
  if (kind === 'number' && /^\d+$/.test(text)) return replace(String(Number(text) + 1), String(Number(text) - 1))
  if (kind === 'string') {
    const isNumber = /^'\d+'$/.test(text)
    return isNumber ? replace(`'${Number(token.value) + 1}'`, `'${Number(token.value) - 1}'`) : replace("'~'")
  }
  if (kind === 'symbol') return replace(...(SWAPS[text] ?? []))
  if (kind !== 'word') return []
  if (CALLED.test(word) && next !== '(') return []
  switch (word) {
    case 'AND':
      return isOfBetween(all, i) ? [] : replace('OR')
    case 'NOT':
      return replace('')
    case 'NULL':
      return previous === 'IS' ? replace('NOT NULL') : []
    case 'ALL':
      return previous === 'UNION' ? replace('') : []
    case 'UNION':
      return next === 'ALL' ? [] : replace('UNION ALL')
    case 'DISTINCT':
      return previous === 'IS' || previous === 'NOT' ? [] : replace('')
    case 'JOIN':
      return /^(LEFT|RIGHT|FULL|CROSS|OUTER|SEMI|ANTI)$/.test(previous) ? [] : replace('LEFT JOIN')
    case 'DESC':
      return replace('')
    case 'ASC':
      return replace('DESC')
    default:
      return replace(...(SWAPS[word] ?? []))
  }
}

function isOfBetween(tokens: readonly Token[], i: number): boolean {
  for (let at = i - 1; at >= 0; at--) {
    const word = (tokens[at] as Token).text.toUpperCase()
    if (word === 'BETWEEN') return true
    if (/^(AND|OR|WHERE|ON|HAVING|QUALIFY|WHEN|SELECT|CASE)$/.test(word)) return false
  }
  return false
}

const MOST_SHOWN = 40

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  if (line === '') return 'nothing'
  return line.length <= MOST_SHOWN ? line : `${line.slice(0, MOST_SHOWN)}…`
}
