import { joinConjuncts, splitConjuncts } from '../predicate/conjuncts.ts'
import { compileExpression, readFromRow } from '../predicate/evaluate.ts'
import type { Expression } from '../predicate/expression.ts'
import { formatExpression } from '../predicate/format-expression.ts'
import { resolvePredicate } from '../predicate/resolve.ts'
import { resolveColumn } from '../predicate/scope.ts'
import type { Relation, Scope } from '../predicate/scope.ts'
import { SqlError } from '../predicate/sql-error.ts'
import { columnsOf } from '../predicate/typed-expression.ts'
import type { TypedExpression } from '../predicate/typed-expression.ts'
import type { Assignment, MergeClause, MergeStatement } from '../sql/statement.ts'
import type { MergeOptions } from './merge.ts'
import type { MatchedClause, MergeOn, NotMatchedBySourceClause, NotMatchedClause } from './merge-clauses.ts'
import { ALL_ROWS } from './row-condition.ts'
import { createCondition } from './sql-condition.ts'
import { createAssigned, findColumn } from './sql-rows.ts'
import type { ValuesTable } from './sql-rows.ts'
import type { TableLayout } from './table-layout.ts'
import { evaluateDefault, generatedColumns } from './filled-columns.ts'
import type { GeneratedColumn } from './filled-columns.ts'
import type { StructField } from './schema.ts'
import type { DeltaValue } from './values.ts'
import { DeltaWriteError } from './write-error.ts'
import type { Row } from './write-files.ts'

/** What names mean where columns are set. */
interface SetScope {
  readonly layout: TableLayout
  readonly target: Relation
}

/** What names mean in a MERGE: rows of the table stand before those of the source. */
interface MergeScope extends SetScope {
  readonly source: Relation
  readonly both: Scope
}

/** A MERGE statement over a table and the rows of its source. Throws `SqlError`. */
export function createMerge(layout: TableLayout, statement: MergeStatement, values: ValuesTable): MergeOptions {
  const { table, clauses } = statement
  const target: Relation = { name: table.alias ?? table.path.at(-1), fields: layout.schema.fields }
  const scope = { layout, target, source: values.relation, both: [target, values.relation] }
  const matched: MatchedClause[] = []
  const notMatched: NotMatchedClause[] = []
  const notMatchedBySource: NotMatchedBySourceClause[] = []
  for (const clause of clauses) {
    if (clause.when === 'matched') matched.push(createMatched(scope, clause))
    else if (clause.when === 'not-matched') notMatched.push(createNotMatched(scope, clause))
    else notMatchedBySource.push(createBySource(scope, clause))
  }
  return {
    on: createOn(scope, statement.on),
    source: values.rows,
    ...(matched.length > 0 ? { matched } : {}),
    ...(notMatched.length > 0 ? { notMatched } : {}),
    ...(notMatchedBySource.length > 0 ? { notMatchedBySource } : {}),
  }
}

type InsertClause = Extract<MergeClause, { readonly when: 'not-matched' }>
type RowClause = Exclude<MergeClause, InsertClause>

function createOn(scope: MergeScope, on: Expression): MergeOn {
  const { layout, target, both } = scope
  const width = target.fields.length
  const conjuncts = splitConjuncts(on).map((written) => ({ written, typed: resolvePredicate(written, both) }))
  const ofTarget = conjuncts.filter(({ typed }) => sideOf(typed, width) === 'target').map(({ written }) => written)
  const keys = conjuncts.map(({ typed }) => tryCreateKeys(typed, width)).find((found) => found !== undefined)
  return {
    text: formatExpression(on),
    target: ofTarget.length === 0 ? ALL_ROWS : createCondition(layout, joinConjuncts(ofTarget), target.name),
    test: createTest(on, both),
    ...(keys === undefined ? {} : { keys }),
  }
}

function createTest(condition: Expression, scope: Scope): (target: Row, source: Row) => boolean | undefined {
  const evaluate = compileExpression(resolvePredicate(condition, scope), readFromRow)
  return (target, source) => evaluate([...target, ...source]) as boolean | undefined
}

/** Whose columns an expression has; undefined when it has those of both, or none. */
function sideOf(expression: TypedExpression, width: number): 'target' | 'source' | undefined {
  const columns = columnsOf(expression)
  const ofTarget = columns.filter(({ path }) => (path[0] as number) < width).length
  if (columns.length === 0) return undefined
  return ofTarget === columns.length ? 'target' : ofTarget === 0 ? 'source' : undefined
}

/** The sides of an equality between the table and the source. */
function tryCreateKeys(expression: TypedExpression, width: number): MergeOn['keys'] {
  if (expression.kind !== 'comparison' || expression.operator !== '=') return undefined
  if (expression.operandType.kind === 'binary') return undefined
  const { left, right } = expression
  const sides = [sideOf(left, width), sideOf(right, width)].join()
  if (sides !== 'target,source' && sides !== 'source,target') return undefined
  const [ofTarget, ofSource] = sides === 'target,source' ? [left, right] : [right, left]
  const [target, source] = [compileExpression(ofTarget, readFromRow), compileExpression(ofSource, readFromRow)]
  const padding = new Array<undefined>(width).fill(undefined)
  return {
    target: (row) => toKey(target(row) as DeltaValue),
    source: (row) => toKey(source([...padding, ...row]) as DeltaValue),
  }
}

/** Equal values have equal keys: 0 and -0 are equal. */
function toKey(value: DeltaValue): string | undefined {
  return value === undefined ? undefined : `${value === 0 ? 0 : (value as number)}`
}

function createMatched(scope: MergeScope, { condition, action }: RowClause): MatchedClause {
  const text = condition === undefined ? '' : formatExpression(condition)
  const tested = condition === undefined ? {} : { condition: { text, test: createTest(condition, scope.both) } }
  if (action.kind === 'delete') return { ...tested, kind: 'delete' }
  const set = action.kind === 'update-all' ? createAll(scope) : createSet(scope, action.assignments, scope.both)
  return { ...tested, kind: 'update', set: (target, source) => set(target, [...target, ...source]) }
}

function createBySource(scope: MergeScope, clause: RowClause): NotMatchedBySourceClause {
  const { condition, action, place } = clause
  const tested = condition === undefined ? {} : { condition: createOne(condition, [scope.target]) }
  if (action.kind === 'delete') return { ...tested, kind: 'delete' }
  if (action.kind === 'update-all') {
    throw new SqlError('NOT_SUPPORTED', 'there is no source row whose columns UPDATE SET * could take', place)
  }
  const set = createSet(scope, action.assignments, [scope.target])
  return { ...tested, kind: 'update', set: (target) => set(target, target) }
}

function createNotMatched(scope: MergeScope, { condition, action }: InsertClause): NotMatchedClause {
  const { layout, source } = scope
  const tested = condition === undefined ? {} : { condition: createOne(condition, [source]) }
  if (action.kind === 'insert-all') {
    const all = createAll(scope)
    const empty = layout.schema.fields.map(() => undefined)
    return { ...tested, insert: (row) => all(empty, [...empty, ...row]) }
  }
  const values = action.columns.map((name, i) => {
    const field = findColumn(layout, name)
    const value = action.values[i]
    const create = value === undefined ? () => undefined : createAssigned(value, [source], field)
    return { place: layout.schema.fields.indexOf(field), create }
  })
  const usual = layout.schema.fields.map((field, at) =>
    values.some(({ place }) => place === at) ? undefined : evaluateDefault(field),
  )
  const generated = generatedBeside(layout, values)
  return {
    ...tested,
    insert: (row) => {
      const made = [...usual]
      for (const { place, create } of values) made[place] = create(row)
      for (const { place, evaluate } of generated) made[place] = evaluate(made)
      return made
    },
  }
}

function createOne(condition: Expression, scope: Scope) {
  const evaluate = compileExpression(resolvePredicate(condition, scope), readFromRow)
  return { text: formatExpression(condition), test: (row: Row) => evaluate(row) as boolean | undefined }
}

/** `*`: every column of the table from the column of the source that has its name. */
function createAll({ layout, source }: MergeScope): (target: Row, pair: Row) => Row {
  const width = layout.schema.fields.length
  const values = layout.schema.fields.map((field) =>
    createAssigned({ kind: 'column', path: [field.name] }, [{ name: undefined, fields: source.fields }], field),
  )
  return (_, pair) => values.map((value) => value(pair.slice(width)))
}

/** The generated columns that are not set: they follow from the others. */
function generatedBeside({ schema }: TableLayout, set: readonly { readonly place: number }[]): GeneratedColumn[] {
  return generatedColumns(schema).filter(({ place }) => set.every((one) => one.place !== place))
}

/**
 * The columns that SET names, and the generated ones that follow from them; the others stay. Values see the row as it was.
 * Throws DELTA_CONFLICT_SET_COLUMN where a column is set twice.
 */
export function createSet(
  { layout, target }: SetScope,
  assignments: readonly Assignment[],
  scope: Scope,
): (target: Row, seen: Row) => Row {
  const seenAt = new Set<number>()
  const values = assignments.map(({ column, value, place }) => {
    const { path, name } = resolveColumn({ kind: 'column', path: column, place }, [target])
    if (path.length > 1)
      throw new SqlError('NOT_SUPPORTED', `a field inside a column (${name}) cannot be set alone`, place)
    const at = path[0] as number
    if (seenAt.has(at)) {
      const { line, column: sign } = place
      const message = `${name} is set twice (line ${line}, column ${sign})`
      throw new DeltaWriteError('DELTA_CONFLICT_SET_COLUMN', message, name)
    }
    seenAt.add(at)
    return { place: at, create: createAssigned(value, scope, layout.schema.fields[at] as StructField) }
  })
  const generated = generatedBeside(layout, values)
  return (row, seen) => {
    const made = layout.schema.fields.map((_, i) => row[i])
    for (const { place, create } of values) made[place] = create(seen)
    for (const { place, evaluate } of generated) made[place] = evaluate(made)
    return made
  }
}
