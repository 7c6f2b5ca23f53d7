import type { RowCondition } from './row-condition.ts'
import { DeltaWriteError } from './write-error.ts'
import type { WriteErrorCode } from './write-error.ts'
import type { Row } from './write-files.ts'

/** A condition of MERGE over a row of the table and one of the source; undefined is null, which is not true. */
export interface PairCondition {
  readonly text: string
  test(target: Row, source: Row): boolean | undefined
}

/** ON. */
export interface MergeOn extends PairCondition {
  /** What it says of the table alone: other files are not read, and cannot conflict. */
  readonly target: RowCondition
  /**
   * Two texts that are equal whenever a pair can meet the condition, to find pairs faster; undefined for a row that can meet
   * none.
   */
  readonly keys?: {
    target(row: Row): string | undefined
    source(row: Row): string | undefined
  }
}

export type MatchedClause = { readonly condition?: PairCondition } & (
  { readonly kind: 'delete' } | { readonly kind: 'update'; readonly set: (target: Row, source: Row) => Row }
)

/** A condition over one row: of the source, or of the table. */
export interface OneCondition {
  readonly text: string
  test(row: Row): boolean | undefined
}

export interface NotMatchedClause {
  readonly condition?: OneCondition
  /** The row of the table that a row of the source becomes. */
  readonly insert: (source: Row) => Row
}

export type NotMatchedBySourceClause = { readonly condition?: OneCondition } & (
  { readonly kind: 'delete' } | { readonly kind: 'update'; readonly set: (target: Row) => Row }
)

/** The WHEN clauses in their written order: of each kind the first whose condition is true counts. */
export interface MergeClauses {
  readonly matched?: readonly MatchedClause[]
  readonly notMatched?: readonly NotMatchedClause[]
  readonly notMatchedBySource?: readonly NotMatchedBySourceClause[]
}

/** Throws when there is no clause, or when one but the last of its kind has no condition, so that those behind are never reached. */
export function ensureClauses({ matched = [], notMatched = [], notMatchedBySource = [] }: MergeClauses): void {
  if (matched.length + notMatched.length + notMatchedBySource.length === 0) {
    throw new DeltaWriteError('DELTA_MERGE_MISSING_WHEN', 'the MERGE has no WHEN clause', 'MERGE')
  }
  ensureReached(matched, 'DELTA_NON_LAST_MATCHED_CLAUSE_OMIT_CONDITION')
  ensureReached(notMatched, 'DELTA_NON_LAST_NOT_MATCHED_CLAUSE_OMIT_CONDITION')
  ensureReached(notMatchedBySource, 'DELTA_NON_LAST_NOT_MATCHED_BY_SOURCE_CLAUSE_OMIT_CONDITION')
}

function ensureReached(clauses: readonly { readonly condition?: object }[], code: WriteErrorCode): void {
  const place = clauses.findIndex(({ condition }) => condition === undefined)
  if (place < 0 || place === clauses.length - 1) return
  const what = `WHEN clause ${place + 1} has no condition, so that those of its kind behind it are never reached`
  throw new DeltaWriteError(code, what, `clause ${place + 1}`)
}

/** True when several source rows for one row of the table do no harm: all that happens to it is that it is deleted. */
export function isOnlyDelete({ matched = [] }: MergeClauses): boolean {
  const [only] = matched
  return matched.length === 1 && only?.kind === 'delete' && only.condition === undefined
}

/** False for a MERGE that inserts and does nothing else: several source rows for one row of the table do no harm either. */
export function hasRowClauses({ matched = [], notMatchedBySource = [] }: MergeClauses): boolean {
  return matched.length + notMatchedBySource.length > 0
}

/** Parameters of the commit, as Delta shows them. */
export function clauseParameters(on: MergeOn, clauses: MergeClauses): Record<string, string> {
  const { matched = [], notMatched = [], notMatchedBySource = [] } = clauses
  const show = (list: readonly { readonly condition?: { readonly text: string }; readonly kind?: string }[]): string =>
    JSON.stringify(
      list.map(({ condition, kind = 'insert' }) => ({
        ...(condition === undefined ? {} : { predicate: condition.text }),
        actionType: kind,
      })),
    )
  return {
    predicate: JSON.stringify([on.text]),
    matchedPredicates: show(matched),
    notMatchedPredicates: show(notMatched),
    notMatchedBySourcePredicates: show(notMatchedBySource),
  }
}
