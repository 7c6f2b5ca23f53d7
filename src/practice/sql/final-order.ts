import { SourceText } from '../../engine/sql/source.ts'
import { Lexer } from '../../engine/sql/tokens.ts'

/**
 * True when the query itself ends with an ORDER BY. Rows may be in order without one, as an engine happens to work; one
 * within a subquery or a window promises nothing for the whole. Throws the grammar's error for a text without an end.
 */
export function hasFinalOrder(sql: string): boolean {
  const tokens = new Lexer(new SourceText(sql), { start: 0, end: sql.length }, 'duckdb').readStatement()
  // The depth of the shallowest token is that of the query, however many brackets stand around it.
  let depth = 0
  let shallowest = Infinity
  let orderedAt = Infinity
  for (const [i, { kind, text }] of tokens.entries()) {
    if (kind === 'end') break
    if (text === '(') depth++
    else if (text === ')') depth--
    else if (depth < shallowest) {
      shallowest = depth
      orderedAt = Infinity
    }
    const isOrder = text.toUpperCase() === 'ORDER' && tokens[i + 1]?.text.toUpperCase() === 'BY'
    if (isOrder && depth === shallowest) orderedAt = depth
  }
  return orderedAt === shallowest
}
