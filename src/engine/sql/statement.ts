import type { Expression } from '../predicate/expression.ts'
import type { Place } from '../predicate/sql-error.ts'
import type { ColumnType } from '../predicate/types.ts'

/** A statement as it is written: names are not looked up and types not checked. */
export type Statement =
  | SelectStatement
  | InsertStatement
  | UpdateStatement
  | DeleteStatement
  | MergeStatement
  | OptimizeStatement
  | VacuumStatement
  | RestoreStatement
  | DescribeHistoryStatement
  | DescribeDetailStatement
  | AlterTableStatement
  | CreateTableStatement

/** The table a statement is about. */
export interface TableName {
  /** Names from outside in; at least one. */
  readonly path: readonly string[]
  readonly place: Place
  /** Of each name of the path. */
  readonly places: readonly Place[]
}

export interface TableReference extends TableName {
  readonly alias: string | undefined
}

/** A version of a table: its number, or the last one at a time, which is kept as it is written. */
export type AsOf =
  { readonly kind: 'version'; readonly version: number } | { readonly kind: 'timestamp'; readonly timestamp: string }

/** An expression and how it is written, where the log keeps the text. */
export interface WrittenExpression {
  readonly expression: Expression
  readonly text: string
}

/** A value for a column; `default` is the keyword. */
export type AssignedValue = Expression | { readonly kind: 'default'; readonly place: Place }

/** A query, to be run by an engine for queries. */
export interface SelectStatement {
  readonly kind: 'select'
  /** The query with each table that is versioned or in a catalog under its `view`. */
  readonly text: string
  /** Where the pieces of `text` stand in what was written, in order. */
  readonly pieces: readonly QueryPiece[]
  /** Tables the query reads, in the order of the text, CTEs left out. */
  readonly tables: readonly SelectedTable[]
}

/** A piece of a query's text from an index on, and the range of what was written that it stands for. */
export interface QueryPiece {
  readonly at: number
  readonly start: number
  readonly end: number
}

export interface SelectedTable extends TableName {
  readonly asOf: AsOf | undefined
  /** The function `table_changes` of the table, and not the table itself. */
  readonly changes: SelectedChanges | undefined
  /** The one name the text has for it; for the table as it is now, the path joined by dots. */
  readonly view: string
}

/** The ends of `table_changes`, both included; without an end up to the last version. */
export interface SelectedChanges {
  readonly start: AsOf
  readonly end: AsOf | undefined
}

export interface InsertStatement {
  readonly kind: 'insert'
  readonly table: TableName
  readonly isOverwrite: boolean
  /** REPLACE WHERE: rows of this condition go, and each new one must meet it. */
  readonly replaceWhere: Expression | undefined
  /** Undefined when the values stand for all columns in order. */
  readonly columns: readonly string[] | undefined
  /** Columns of PARTITION (…), with values where they are given. */
  readonly partition: readonly PartitionValue[]
  /** All have the same number of values, as many as columns where these are named. Empty where there is a query. */
  readonly rows: readonly (readonly AssignedValue[])[]
  readonly query: RangeQuery | undefined
}

/** `SELECT values FROM range(start, end, step) WHERE condition`: the one query that an INSERT takes. */
export interface RangeQuery {
  readonly values: readonly Expression[]
  /** Spark's table-valued function: its column `id` counts from start in steps, end left out. Undefined: one row without columns. */
  readonly range: { readonly start: bigint; readonly end: bigint; readonly step: bigint } | undefined
  /** The name that may stand before `id`. */
  readonly name: string
  readonly where: Expression | undefined
  readonly place: Place
}

export interface PartitionValue {
  readonly column: string
  readonly value: Expression | undefined
}

export interface Assignment {
  readonly column: readonly string[]
  readonly value: AssignedValue
  readonly place: Place
}

export interface UpdateStatement {
  readonly kind: 'update'
  readonly table: TableReference
  readonly assignments: readonly Assignment[]
  readonly where: Expression | undefined
}

export interface DeleteStatement {
  readonly kind: 'delete'
  readonly table: TableReference
  readonly where: Expression | undefined
}

export interface MergeStatement {
  readonly kind: 'merge'
  readonly table: TableReference
  readonly withSchemaEvolution: boolean
  readonly source: MergeSource
  readonly on: Expression
  /** At least one; of each kind only the last may have no condition. */
  readonly clauses: readonly MergeClause[]
}

export type MergeSource =
  | (TableReference & { readonly kind: 'table'; readonly asOf: AsOf | undefined })
  | {
      readonly kind: 'values'
      readonly rows: readonly (readonly Expression[])[]
      readonly alias: string | undefined
      /** `col1`, `col2` … where they are not named. */
      readonly columns: readonly string[]
    }

export type MergeClause = { readonly condition: Expression | undefined; readonly place: Place } & (
  | { readonly when: 'matched' | 'not-matched-by-source'; readonly action: MergeUpdate | { readonly kind: 'delete' } }
  | { readonly when: 'not-matched'; readonly action: MergeInsert }
)

/** `update-all` is UPDATE SET *. */
export type MergeUpdate =
  { readonly kind: 'update'; readonly assignments: readonly Assignment[] } | { readonly kind: 'update-all' }

/** `insert-all` is INSERT *. */
export type MergeInsert =
  | { readonly kind: 'insert'; readonly columns: readonly string[]; readonly values: readonly AssignedValue[] }
  | { readonly kind: 'insert-all' }

export interface OptimizeStatement {
  readonly kind: 'optimize'
  readonly table: TableName
  readonly isFull: boolean
  readonly where: Expression | undefined
  /** Empty without ZORDER BY. */
  readonly zorderBy: readonly (readonly string[])[]
}

export interface VacuumStatement {
  readonly kind: 'vacuum'
  readonly table: TableName
  readonly retainHours: number | undefined
  readonly mode: 'lite' | 'full'
  readonly isDryRun: boolean
}

export interface RestoreStatement {
  readonly kind: 'restore'
  readonly table: TableName
  readonly asOf: AsOf
}

export interface DescribeHistoryStatement {
  readonly kind: 'describe-history'
  readonly table: TableName
  readonly limit: number | undefined
}

export interface DescribeDetailStatement {
  readonly kind: 'describe-detail'
  readonly table: TableName
}

export interface AlterTableStatement {
  readonly kind: 'alter-table'
  readonly table: TableName
  readonly change: TableChange
}

export type ColumnPosition = { readonly kind: 'first' } | { readonly kind: 'after'; readonly column: string }

export interface AddedColumn {
  readonly column: readonly string[]
  readonly type: ColumnType
  readonly isNullable: boolean
  readonly defaultValue: WrittenExpression | undefined
  readonly comment: string | undefined
  readonly position: ColumnPosition | undefined
}

export type TableChange =
  | { readonly kind: 'set-properties'; readonly properties: readonly TableProperty[] }
  | { readonly kind: 'unset-properties'; readonly keys: readonly string[]; readonly ifExists: boolean }
  | { readonly kind: 'add-columns'; readonly columns: readonly AddedColumn[] }
  | { readonly kind: 'rename-column'; readonly column: readonly string[]; readonly name: string }
  | { readonly kind: 'drop-columns'; readonly columns: readonly (readonly string[])[]; readonly ifExists: boolean }
  | { readonly kind: 'change-type'; readonly column: readonly string[]; readonly type: ColumnType }
  | { readonly kind: 'change-nullable'; readonly column: readonly string[]; readonly isNullable: boolean }
  /** Undefined drops the default. */
  | {
      readonly kind: 'change-default'
      readonly column: readonly string[]
      readonly defaultValue: WrittenExpression | undefined
    }
  | { readonly kind: 'add-constraint'; readonly name: string; readonly check: WrittenExpression }
  | { readonly kind: 'drop-constraint'; readonly name: string; readonly ifExists: boolean }
  /** No columns is CLUSTER BY NONE. */
  | { readonly kind: 'cluster-by'; readonly columns: readonly (readonly string[])[] }

export interface TableProperty {
  readonly key: string
  readonly value: string
}

export interface CreateTableStatement {
  readonly kind: 'create-table'
  readonly table: TableName
  readonly orReplace: boolean
  readonly ifNotExists: boolean
  readonly columns: readonly CreatedColumn[]
  readonly partitionedBy: readonly string[]
  readonly clusterBy: readonly (readonly string[])[]
  readonly properties: readonly TableProperty[]
  readonly comment: string | undefined
}

export interface CreatedColumn {
  readonly name: string
  readonly type: ColumnType
  readonly isNullable: boolean
  readonly defaultValue: WrittenExpression | undefined
  /** GENERATED ALWAYS AS (…). */
  readonly generatedAs: WrittenExpression | undefined
  readonly comment: string | undefined
  readonly place: Place
}
