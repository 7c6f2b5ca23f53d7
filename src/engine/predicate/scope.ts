import type { ColumnExpression } from './expression.ts'
import { formatIdentifier } from './identifiers.ts'
import { SqlError } from './sql-error.ts'
import type { TypedColumn } from './typed-expression.ts'
import { formatType } from './types.ts'
import type { ColumnType, Field } from './types.ts'

/** Something with columns: a table, the source of a MERGE. */
export interface Relation {
  /** The name or alias that may stand before a column; undefined where there is none. */
  readonly name: string | undefined
  readonly fields: readonly Field[]
}

/** What names may mean. A row has the values of the first relation's fields, then of the second's, and so on. */
export type Scope = readonly Relation[]

interface Start {
  readonly field: Field
  /** Index in the row. */
  readonly index: number
  /** How many names of the path led here. */
  readonly used: number
}

/**
 * The column a path of names means; case does not matter. A name of a relation in front goes before a column of that name.
 * Throws UNRESOLVED_COLUMN, AMBIGUOUS_REFERENCE.
 */
export function resolveColumn(expression: ColumnExpression, scope: Scope): TypedColumn {
  const { path: names, place } = expression
  const start = findStart(expression, scope)
  const path = [start.index]
  const written = [start.field.name]
  let { type, nullable } = start.field
  for (const name of names.slice(start.used)) {
    const index = fieldIndex(type, name)
    const field = type.kind === 'struct' && index !== undefined ? type.fields[index] : undefined
    if (field === undefined || index === undefined) {
      const message = `${written.join('.')} is ${formatType(type)} and has no field ${name}`
      throw new SqlError('UNRESOLVED_COLUMN', message, place)
    }
    path.push(index)
    written.push(field.name)
    type = field.type
    nullable ||= field.nullable
  }
  const name = written.join('.')
  return { kind: 'column', type, path, name, nullable, ...(place === undefined ? {} : { place }) }
}

function fieldIndex(type: ColumnType, name: string): number | undefined {
  if (type.kind !== 'struct') return undefined
  const folded = name.toLowerCase()
  const index = type.fields.findIndex((field) => field.name.toLowerCase() === folded)
  return index < 0 ? undefined : index
}

function findStart({ path: names, place }: ColumnExpression, scope: Scope): Start {
  const [first = '', second] = names.map((name) => name.toLowerCase())
  const bare: Start[] = []
  const qualified: Start[] = []
  let index = 0
  for (const { name, fields } of scope) {
    const isNamed = name !== undefined && name.toLowerCase() === first
    for (const field of fields) {
      const folded = field.name.toLowerCase()
      if (folded === first) bare.push({ field, index, used: 1 })
      if (isNamed && folded === second) qualified.push({ field, index, used: 2 })
      index++
    }
  }
  const found = qualified.length > 0 ? qualified : bare
  const [start] = found
  const shown = names.map(formatIdentifier).join('.')
  if (start === undefined) {
    throw new SqlError('UNRESOLVED_COLUMN', `there is no column ${shown}; there are ${listColumns(scope)}`, place)
  }
  if (found.length === 1) return start
  const message = `more than one column is called ${shown}; write the table's name before it`
  throw new SqlError('AMBIGUOUS_REFERENCE', message, place)
}

const MOST_LISTED = 10

function listColumns(scope: Scope): string {
  const isPlain = scope.length === 1
  const names = scope.flatMap(({ name, fields }) =>
    fields.map((field) => (isPlain || name === undefined ? field.name : `${name}.${field.name}`)),
  )
  if (names.length === 0) return 'none here'
  const more = names.length - MOST_LISTED
  return names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
