import type { CommitInfo } from './action-types.ts'
import type { IsolationLevel } from './isolation.ts'

/** What a commit is said to be, in `commitInfo` and in the table's history. */
export interface Operation {
  /** Delta's name: WRITE, DELETE, MERGE … */
  readonly name: string
  /** Values are texts, as DESCRIBE HISTORY shows them; lists and objects are JSON in them. */
  readonly parameters: Readonly<Record<string, string>>
  readonly metrics: Readonly<Record<string, number>>
}

export interface CommitFacts {
  readonly timestamp: number
  readonly inCommitTimestamp: number | undefined
  /** Undefined for a table's first commit. */
  readonly readVersion: number | undefined
  readonly isolation: IsolationLevel
  readonly isBlindAppend: boolean
  readonly txnId: string
}

/** The provenance of a commit, with the names that Delta gives its fields. */
export function createCommitInfo({ name, parameters, metrics }: Operation, facts: CommitFacts): CommitInfo {
  const { timestamp, inCommitTimestamp, readVersion, isolation, isBlindAppend, txnId } = facts
  return {
    kind: 'commitInfo',
    fields: {
      ...(inCommitTimestamp === undefined ? {} : { inCommitTimestamp }),
      timestamp,
      operation: name,
      operationParameters: parameters,
      ...(readVersion === undefined ? {} : { readVersion }),
      isolationLevel: isolation,
      isBlindAppend,
      operationMetrics: Object.fromEntries(Object.entries(metrics).map(([key, value]) => [key, String(value)])),
      engineInfo: 'Lakescope',
      txnId,
    },
  }
}
