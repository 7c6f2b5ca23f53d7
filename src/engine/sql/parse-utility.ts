import { parseExpression } from './parse-expression.ts'
import { parseColumnPaths, parseTableName, tryParseAsOf } from './parse-parts.ts'
import type {
  DescribeDetailStatement,
  DescribeHistoryStatement,
  OptimizeStatement,
  RestoreStatement,
  VacuumStatement,
} from './statement.ts'
import type { TokenStream } from './token-stream.ts'

/** `OPTIMIZE t [FULL] [WHERE condition] [ZORDER BY (columns)]`; OPTIMIZE is read. The parentheses may be left out. */
export function parseOptimize(tokens: TokenStream): OptimizeStatement {
  const table = parseTableName(tokens)
  const isFull = tokens.tryWords('FULL')
  const where = tokens.tryWords('WHERE') ? parseExpression(tokens) : undefined
  let zorderBy: OptimizeStatement['zorderBy'] = []
  if (tokens.tryWords('ZORDER')) {
    tokens.expectWords('BY')
    const hasParentheses = tokens.isSymbol('(')
    zorderBy = hasParentheses ? parseColumnPaths(tokens) : tokens.readList(() => tokens.readPath('a column'))
  }
  return { kind: 'optimize', table, isFull, where, zorderBy }
}

/** `VACUUM t {FULL | LITE | RETAIN n HOURS | DRY RUN}`, each once, in any order; VACUUM is read. */
export function parseVacuum(tokens: TokenStream): VacuumStatement {
  const table = parseTableName(tokens)
  const seen = new Set<string>()
  let retainHours: number | undefined
  let mode: VacuumStatement['mode'] = 'full'
  for (;;) {
    const start = tokens.peek()
    const word = start.text.toUpperCase()
    if (tokens.tryWords('RETAIN')) retainHours = parseHours(tokens)
    else if (tokens.tryWords('LITE')) mode = 'lite'
    else if (tokens.tryWords('DRY')) tokens.expectWords('RUN')
    else if (!tokens.tryWords('FULL')) break
    const what = word === 'LITE' ? 'FULL' : word
    if (seen.has(what)) throw tokens.error('DUPLICATE_CLAUSE', `${word} is said twice, or against FULL or LITE`, start)
    seen.add(what)
  }
  if (tokens.isWords('USING')) throw tokens.unsupported('VACUUM USING INVENTORY is')
  return { kind: 'vacuum', table, retainHours, mode, isDryRun: seen.has('DRY') }
}

function parseHours(tokens: TokenStream): number {
  const { kind, text } = tokens.peek()
  if (kind !== 'number' || !/^\d{1,9}(\.\d{1,9})?$/.test(text)) throw tokens.unexpected('a number of hours')
  tokens.next()
  if (!tokens.tryWords('HOURS') && !tokens.tryWords('HOUR')) throw tokens.unexpected('HOURS')
  return Number(text)
}

/** `RESTORE [TABLE] t [TO] (VERSION AS OF n | TIMESTAMP AS OF 'text')`; RESTORE is read. */
export function parseRestore(tokens: TokenStream): RestoreStatement {
  tokens.tryWords('TABLE')
  const start = tokens.peek()
  const named = tokens.readPlacedPath("a table's name")
  const table = { ...named, place: tokens.placeFrom(start) }
  tokens.tryWords('TO')
  const asOf = tryParseAsOf(tokens)
  if (asOf === undefined) throw tokens.unexpected('VERSION AS OF or TIMESTAMP AS OF')
  return { kind: 'restore', table, asOf }
}

/** `(DESCRIBE | DESC) (HISTORY t [LIMIT n] | DETAIL t)`; the first word is read. */
export function parseDescribe(tokens: TokenStream): DescribeHistoryStatement | DescribeDetailStatement {
  if (tokens.tryWords('DETAIL')) return { kind: 'describe-detail', table: parseTableName(tokens) }
  if (!tokens.tryWords('HISTORY')) throw tokens.unexpected('HISTORY or DETAIL')
  const table = parseTableName(tokens)
  if (!tokens.tryWords('LIMIT')) return { kind: 'describe-history', table, limit: undefined }
  const { kind, text } = tokens.peek()
  if (kind !== 'number' || !/^\d{1,9}$/.test(text)) throw tokens.unexpected('a number of versions')
  tokens.next()
  return { kind: 'describe-history', table, limit: Number(text) }
}
