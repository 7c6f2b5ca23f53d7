import { compileExpression, readFromRow } from '../predicate/evaluate.ts'
import { formatExpression } from '../predicate/format-expression.ts'
import { resolvePredicate } from '../predicate/resolve.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import type { TextMap } from './action-types.ts'
import { tryGeneration } from './column-marks.ts'
import type { Constraint } from './schema-check.ts'
import type { StructType } from './schema.ts'
import type { Row } from './write-files.ts'

export const CONSTRAINT_PREFIX = 'delta.constraints.'

/**
 * What every row must meet: the CHECK constraints of a configuration, in its order (PROTOCOL.md, CHECK Constraints), and that
 * generated columns have their values (Generated Columns). Throws `SqlError` for an expression that cannot be read or does not
 * fit the schema: a table with it must not be written.
 */
export function tableConstraints(configuration: TextMap, schema: StructType): Constraint[] {
  const checks = checkConstraints(configuration).map(({ name, text }) => createConstraint(name, text, schema))
  const generated = schema.fields.flatMap((field) => {
    const text = tryGeneration(field)
    if (text === undefined) return []
    return createConstraint('Generated Column', `\`${field.name.replaceAll('`', '``')}\` <=> (${text})`, schema)
  })
  return [...checks, ...generated]
}

/** The CHECK constraints of a configuration. */
export function checkConstraints(configuration: TextMap): { readonly name: string; readonly text: string }[] {
  return [...configuration].flatMap(([key, text]) => {
    if (!key.startsWith(CONSTRAINT_PREFIX) || text === undefined) return []
    return { name: key.slice(CONSTRAINT_PREFIX.length), text }
  })
}

/** Throws `SqlError`. */
export function createConstraint(name: string, text: string, { fields }: StructType): Constraint {
  const expression = parseExpressionText(text)
  const predicate = resolvePredicate(expression, [{ name: undefined, fields }])
  const evaluate = compileExpression(predicate, readFromRow) as (row: Row) => boolean | undefined
  return { name, text: formatExpression(expression), test: evaluate }
}
