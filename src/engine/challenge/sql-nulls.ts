import { compileExpression, readFromRow } from '../predicate/evaluate.ts'
import { resolvePredicate } from '../predicate/resolve.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'

/** A value of a column of numbers; NULL is null. */
export type Cell = number | null

export type Truth = 'TRUE' | 'FALSE' | 'NULL'

/** What a condition of constants comes to: "100 NOT IN (70, NULL)". Throws `SqlError` when the text is wrong. */
export function truthOf(text: string): Truth {
  const value = compileExpression(resolvePredicate(parseExpressionText(text), []), readFromRow)([])
  return value === undefined ? 'NULL' : value === true ? 'TRUE' : 'FALSE'
}

/** The values that `WHERE value NOT IN (SELECT … )` keeps, where the subquery gives `found`. */
export function keepNotIn(values: readonly Cell[], found: readonly Cell[]): readonly Cell[] {
  // SQL has no empty list, but an empty subquery is allowed: nothing is in it.
  if (found.length === 0) return values
  const list = found.map(literal).join(', ')
  return values.filter((value) => truthOf(`${literal(value)} NOT IN (${list})`) === 'TRUE')
}

/** The values that `WHERE NOT EXISTS (SELECT … WHERE found = value)` keeps. */
export function keepNotExists(values: readonly Cell[], found: readonly Cell[]): readonly Cell[] {
  return values.filter((value) => !found.some((one) => truthOf(`${literal(one)} = ${literal(value)}`) === 'TRUE'))
}

/** NULL has a type here, as a column's NULL has. */
function literal(cell: Cell): string {
  return cell === null ? 'CAST(NULL AS INT)' : String(cell)
}
