import { isPartitionOnly, joinConjuncts, splitByPartition, splitConjuncts } from '../predicate/conjuncts.ts'
import { compileExpression, readFromRow } from '../predicate/evaluate.ts'
import type { Expression } from '../predicate/expression.ts'
import { formatExpression } from '../predicate/format-expression.ts'
import { castExpression, resolveExpression, resolvePredicate } from '../predicate/resolve.ts'
import type { Scope } from '../predicate/scope.ts'
import { planSkip } from '../predicate/skip.ts'
import { isSimple } from '../predicate/types.ts'
import type { ColumnType } from '../predicate/types.ts'
import { fileBounds, partitionBounds } from './file-bounds.ts'
import type { PartitionValues } from './action-types.ts'
import type { FileFilter, FilterPart } from './plan-scan.ts'
import type { PartitionFilter } from './read-set.ts'
import { ALL_PARTITIONS } from './read-set.ts'
import type { RowCondition } from './row-condition.ts'
import type { TableLayout } from './table-layout.ts'
import type { DeltaValue } from './values.ts'
import type { Row } from './write-files.ts'

/** The places of partition columns in a row. */
function partitionPlaces({ schema, partitions }: TableLayout): ReadonlySet<number> {
  return new Set(partitions.map((field) => schema.fields.indexOf(field)))
}

/** The columns of a table as names may mean them; `name` may stand before a column. */
export function tableScope({ schema }: TableLayout, name?: string): Scope {
  return [{ name, fields: schema.fields }]
}

/**
 * A condition of SQL on the rows of a table: what it says of partitions alone decides which of them are read, its columns'
 * statistics which files. Throws `SqlError` where a name or a type is wrong; so does `test` where SQL has no value.
 */
export function createCondition(layout: TableLayout, expression: Expression, name?: string): RowCondition {
  const scope = tableScope(layout, name)
  const places = partitionPlaces(layout)
  const predicate = resolvePredicate(expression, scope)
  const { partition } = splitByPartition(expression, scope, places)
  const filter = createFileFilter(layout, expression, scope, places)
  return {
    text: formatExpression(expression),
    partitions: partition.length === 0 ? ALL_PARTITIONS : createPartitionFilter(layout, partition, scope),
    isPartitionOnly: isPartitionOnly(predicate, places),
    filter,
    canMatchFile: (file) =>
      filter.parts.every(({ skip }) => skip.decide(fileBounds(layout, skip.columns, file)) !== 'none'),
    test: compileExpression(predicate, readFromRow) as (row: Row) => boolean | undefined,
  }
}

function createFileFilter(
  layout: TableLayout,
  expression: Expression,
  scope: Scope,
  places: ReadonlySet<number>,
): FileFilter {
  const parts = splitConjuncts(expression).map((conjunct): FilterPart => {
    const predicate = resolvePredicate(conjunct, scope)
    const by = isPartitionOnly(predicate, places) ? 'partition' : 'statistics'
    return { text: formatExpression(conjunct), by, skip: planSkip(predicate) }
  })
  return { layout, parts }
}

function createPartitionFilter(layout: TableLayout, conjuncts: readonly Expression[], scope: Scope): PartitionFilter {
  const joined = joinConjuncts(conjuncts)
  const predicate = resolvePredicate(joined, scope)
  const { columns, decide } = planSkip(predicate)
  const evaluate = compileExpression<PartitionValues>(
    predicate,
    (column) => (values) => partitionBounds(layout, column, values).min,
  )
  return {
    text: formatExpression(joined),
    canMatch: (values) => {
      const decision = decide(columns.map((column) => partitionBounds(layout, column, values)))
      if (decision === 'error') evaluate(values)
      return decision !== 'none'
    },
  }
}

/** A function of rows for an expression whose value goes into a column: it is cast to the type of the column. */
export function createValue(expression: Expression, scope: Scope, type: ColumnType): (row: Row) => DeltaValue {
  const resolved = resolveExpression(expression, scope)
  const fitting = isSimple(type) ? castExpression(resolved, type, resolved.place) : resolved
  return compileExpression(fitting, readFromRow) as (row: Row) => DeltaValue
}
