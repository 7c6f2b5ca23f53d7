import { compileExpression, readFromRow } from '../predicate/evaluate.ts'
import { formatExpression } from '../predicate/format-expression.ts'
import { resolvePredicate } from '../predicate/resolve.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import type { TextMap } from './action-types.ts'
import type { Constraint } from './schema-check.ts'
import type { StructType } from './schema.ts'
import type { Row } from './write-files.ts'

export const CONSTRAINT_PREFIX = 'delta.constraints.'

/**
 * The CHECK constraints that a configuration has, in its order (PROTOCOL.md, CHECK Constraints). Throws `SqlError` for one that
 * cannot be read or does not fit the schema: a table with it must not be written.
 */
export function tableConstraints(configuration: TextMap, schema: StructType): Constraint[] {
  return [...configuration].flatMap(([key, text]) => {
    if (!key.startsWith(CONSTRAINT_PREFIX) || text === undefined) return []
    return createConstraint(key.slice(CONSTRAINT_PREFIX.length), text, schema)
  })
}

/** Throws `SqlError`. */
export function createConstraint(name: string, text: string, { fields }: StructType): Constraint {
  const expression = parseExpressionText(text)
  const predicate = resolvePredicate(expression, [{ name: undefined, fields }])
  const evaluate = compileExpression(predicate, readFromRow) as (row: Row) => boolean | undefined
  return { name, text: formatExpression(expression), test: evaluate }
}
