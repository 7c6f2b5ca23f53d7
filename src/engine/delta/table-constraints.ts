import { compileExpression, readFromRow } from '../predicate/evaluate.ts'
import type { Expression } from '../predicate/expression.ts'
import { formatExpression } from '../predicate/format-expression.ts'
import { resolvePredicate } from '../predicate/resolve.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import type { TextMap } from './action-types.ts'
import { tryGeneration } from './column-marks.ts'
import { asKept } from './kept-expression.ts'
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
  const checks = checkConstraints(configuration).map(({ name, text }) =>
    keptConstraint(`the CHECK constraint ${name}`, text, () => createConstraint(name, text, schema)),
  )
  const generated = schema.fields.flatMap((field) => {
    const text = tryGeneration(field)
    if (text === undefined) return []
    const check = `\`${field.name.replaceAll('`', '``')}\` <=> (${text})`
    return keptConstraint(`the expression of the generated column ${field.name}`, text, () => ({
      ...createConstraint('Generated Column', check, schema),
      generates: field.name,
    }))
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

function keptConstraint(what: string, text: string, create: () => Constraint): Constraint {
  const made = asKept(what, text, create)
  return { ...made, test: (row) => asKept(what, text, () => made.test(row)) }
}

/** `written` is the text as a statement has it, which knows its places there. Throws `SqlError`. */
export function createConstraint(name: string, text: string, { fields }: StructType, written?: Expression): Constraint {
  const expression = written ?? parseExpressionText(text)
  const predicate = resolvePredicate(expression, [{ name: undefined, fields }])
  const evaluate = compileExpression(predicate, readFromRow) as (row: Row) => boolean | undefined
  return { name, text: formatExpression(expression), generates: undefined, test: evaluate }
}
