import { assert } from '../../base/assert.ts'
import { ensureClauses, hasRowClauses } from '../delta/merge-clauses.ts'
import { MergePairs } from '../delta/merge-pairs.ts'
import type { MergeTask } from '../delta/merge-pairs.ts'
import { ALL_ROWS } from '../delta/row-condition.ts'
import { createMerge } from '../delta/sql-merge.ts'
import { createValuesTable } from '../delta/sql-rows.ts'
import type { TableLayout } from '../delta/table-layout.ts'
import type { DeltaValue } from '../delta/values.ts'
import { DeltaWriteError } from '../delta/write-error.ts'
import { SqlError } from '../predicate/sql-error.ts'
import { parseStatement } from '../sql/parse-statement.ts'

export type Cell = number | string | null

/** A small table of an exercise. */
export interface ExerciseTable {
  readonly columns: Readonly<Record<string, 'integer' | 'string'>>
  readonly partitionedBy?: string
  readonly rows: readonly (readonly Cell[])[]
}

export type MergeOutcome = { readonly rows: readonly (readonly Cell[])[] } | { readonly error: string }

/**
 * What a MERGE whose source stands in its text as VALUES makes of a table: the rows behind it, or the code of the error that
 * Spark or Delta answers with.
 */
export function mergeRows(table: ExerciseTable, text: string): MergeOutcome {
  const before = table.rows.map((row) => row.map(toValue))
  try {
    const task = planMerge(table, text)
    ensureClauses(task)
    const pairs = new MergePairs(task)
    const changes = hasRowClauses(task) ? pairs.decide(before) : pairs.match(before)
    const kept = before.flatMap((row, place) => {
      const change = changes.get(place)
      return change === undefined ? [row] : change.kind === 'delete' ? [] : [change.row]
    })
    return { rows: [...kept, ...pairs.inserts()].map((row) => row.map(toCell)) }
  } catch (error) {
    if (error instanceof DeltaWriteError || error instanceof SqlError) return { error: error.code }
    throw error
  }
}

/** The rows behind a MERGE of which the exercise knows that it succeeds. */
export function rowsAfterMerge(table: ExerciseTable, text: string): readonly (readonly Cell[])[] {
  const outcome = mergeRows(table, text)
  assert('rows' in outcome, 'the MERGE of the exercise succeeds')
  return outcome.rows
}

/** Of some values of the partition column those whose partitions a MERGE must look into. */
export function partitionsRead(table: ExerciseTable, text: string, values: readonly string[]): readonly string[] {
  const { partitionedBy } = table
  if (partitionedBy === undefined) return values
  const { on, notMatchedBySource } = planMerge(table, text)
  const { partitions } = notMatchedBySource === undefined ? on.target : ALL_ROWS
  return values.filter((value) => partitions.canMatch(new Map([[partitionedBy, value]])))
}

function planMerge(table: ExerciseTable, text: string): MergeTask {
  const statement = parseStatement(text)
  assert(statement.kind === 'merge' && statement.source.kind === 'values', 'the exercise is a MERGE with VALUES')
  const { rows, columns, alias } = statement.source
  return createMerge(layoutOf(table), statement, createValuesTable(rows, columns, alias))
}

function layoutOf({ columns, partitionedBy }: ExerciseTable): TableLayout {
  const fields = Object.entries(columns).map(([name, kind]) => ({
    name,
    type: { kind },
    nullable: true,
    metadata: {},
  }))
  return {
    schema: { kind: 'struct', fields },
    mode: 'none',
    partitions: fields.filter(({ name }) => name === partitionedBy),
    data: fields.filter(({ name }) => name !== partitionedBy),
    stats: { leaves: [], hasTightBounds: false },
  }
}

function toValue(cell: Cell): DeltaValue {
  return cell ?? undefined
}

/** Columns of an exercise are INT and STRING, so nothing else comes out. */
function toCell(value: DeltaValue): Cell {
  return (value as number | string | undefined) ?? null
}

/** The share of files in which at least one row changes, where each row changes with a probability of its own. */
export function touchedShare(rowsPerFile: number, probability: number): number {
  return 1 - power(1 - probability, rowsPerFile)
}

/** The share of equal files that at least one of `hits` falls into, each into any file alike. */
export function hitShare(files: number, hits: number): number {
  return 1 - power(1 - 1 / files, hits)
}

/** Rows that are written for one row that changes, where a touched file is written anew as a whole. */
export function rowsWrittenPerChange(rowsPerFile: number, probability: number): number {
  return touchedShare(rowsPerFile, probability) / probability
}

/** By squaring: `exponent` is a whole number from 0 on; others are rounded. */
function power(base: number, exponent: number): number {
  let result = 1
  let square = base
  for (let rest = Math.max(0, Math.round(exponent)); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square
    square *= square
  }
  return result
}
