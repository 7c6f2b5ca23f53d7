import { formatPlural } from '../../base/format.ts'
import type { Action, Add, AddCdcFile, CommitInfo, Metadata, Protocol, Remove, SetTransaction } from './action-types.ts'
import { createCommitInfo } from './commit-info.ts'
import type { Operation } from './commit-info.ts'
import { ensureInCommitTimestamp, inCommitSince, readCommitInfo, withInCommitSince } from './commit-times.ts'
import { ObjectStoreCommitter } from './committer.ts'
import type { Committer } from './committer.ts'
import { checkConflicts, createWinningCommit, isBlindAppend } from './conflict.ts'
import type { Conflict, PendingCommit, WinningCommit } from './conflict.ts'
import { StoreError } from '../storage/object-store.ts'
import type { StoredObject } from '../storage/object-store.ts'
import { canUseSnapshotIsolation, isolationOf } from './isolation.ts'
import type { IsolationLevel } from './isolation.ts'
import { commitPath } from './log-path.ts'
import { listLog } from './log-segment.ts'
import { ReadSet } from './read-set.ts'
import type { PartitionFilter } from './read-set.ts'
import { parseActions } from './replay.ts'
import { rebaseRows, tryRowLevel } from './row-level.ts'
import type { Snapshot } from './snapshot.ts'
import { report } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import type { StepBody } from './write-steps.ts'
import { DeltaWriteError } from './write-error.ts'
import { writeActions } from './write-actions.ts'

export interface Committed {
  readonly kind: 'committed'
  readonly version: number
  /** Undefined for a table's first commit. */
  readonly readVersion: number | undefined
  readonly attempts: number
  readonly txnId: string
  readonly isolation: IsolationLevel
  readonly isBlindAppend: boolean
  readonly actions: readonly Action[]
  readonly operation: Operation
}

export interface Conflicted {
  readonly kind: 'conflicted'
  readonly conflict: Conflict
  readonly attempts: number
}

/** Others were faster each time. */
export interface Exhausted {
  readonly kind: 'exhausted'
  readonly attempts: number
  readonly error: DeltaWriteError
}

export type CommitResult = Committed | Conflicted | Exhausted

/** What an operation on a table came to. */
export type OperationResult = CommitResult | { readonly kind: 'unchanged'; readonly reason: string }

/** Delta's `spark.databricks.delta.maxCommitAttempts`. */
const MOST_ATTEMPTS = 10_000_000

/**
 * One commit in the making. It starts from a snapshot (from none when it makes the table), keeps what it reads, and at last
 * is checked against every commit that came in between. Nothing of it is seen before `commit` has won.
 */
export class Transaction {
  readonly reads: ReadSet
  readonly #actions: Action[] = []

  constructor(
    readonly writer: TableWriter,
    readonly snapshot: Snapshot | undefined,
  ) {
    this.reads = new ReadSet(writer.store.rootPath)
  }

  readWholeTable(): void {
    this.reads.isWholeTable = true
  }

  /** Registers that files were looked for in the partitions of a filter, and which were found. */
  readFiles(filter: PartitionFilter, files: Iterable<Add>): void {
    this.reads.filters.push(filter)
    this.reads.addFiles(files)
  }

  /** Registers files without the places where they were looked for: files that others add do not matter. */
  readOnlyFiles(files: Iterable<Add>): void {
    this.reads.addFiles(files)
  }

  /** The last version that an application has recorded; undefined without one. */
  readAppVersion(appId: string): SetTransaction['version'] | undefined {
    this.reads.appIds.add(appId)
    return this.snapshot?.transactions.get(appId)?.version
  }

  stage(...actions: readonly Action[]): void {
    for (const action of actions) {
      this.#actions.push(action)
      if (action.kind === 'add' || action.kind === 'remove' || action.kind === 'cdc') {
        report(this.writer, describeStaged(action))
      }
    }
  }

  /** Removes files of the snapshot. */
  stageRemoves(files: Iterable<Add>, dataChange: boolean): void {
    for (const file of files) this.stage(createRemove(file, this.writer.now(), dataChange))
  }

  get staged(): readonly Action[] {
    return this.#actions
  }

  /**
   * Tries to write the commit behind the snapshot. When others have committed, it is checked against each of them and tried
   * again behind the last, until it wins, conflicts, or has no attempt left. What the store throws goes through.
   */
  async commit(operation: Operation, mostAttempts = this.writer.mostAttempts ?? MOST_ATTEMPTS): Promise<CommitResult> {
    const { writer } = this
    const txnId = writer.uuid()
    let pending = this.#pend()
    const isBlind = isBlindAppend(this.#actions, this.reads)
    const committer = new ObjectStoreCommitter(writer.store, txnId)
    const readVersion = this.snapshot?.version
    let lastMs = await this.#readLastTime(pending)
    let version = (readVersion ?? -1) + 1
    for (let attempt = 1; ; attempt++) {
      const inCommitTimestamp = this.#inCommitTimestamp(pending, lastMs)
      const info = createCommitInfo(operation, {
        timestamp: writer.now(),
        inCommitTimestamp,
        readVersion,
        isolation: pending.isolation,
        isBlindAppend: isBlind,
        txnId,
      })
      const actions = [info, ...this.#tellEnablement(pending, version, inCommitTimestamp)]
      if (await this.#tryVersion(committer, version, attempt, actions)) {
        const { isolation } = pending
        return {
          kind: 'committed',
          version,
          readVersion,
          attempts: attempt,
          txnId,
          isolation,
          isBlindAppend: isBlind,
          actions,
          operation,
        }
      }
      if (attempt >= mostAttempts) return exhausted(attempt, version)
      const latest = await this.#checkWinners(pending, version)
      if ('conflict' in latest) return { kind: 'conflicted', conflict: latest.conflict, attempts: attempt }
      pending = latest.pending
      lastMs = latest.lastMs
      version = latest.version + 1
      report(writer, { kind: 'retried', version, attempt: attempt + 1 })
    }
  }

  async #tryVersion(committer: Committer, version: number, attempt: number, actions: readonly Action[]) {
    const bytes = writeActions(actions)
    const path = commitPath(version)
    report(this.writer, { kind: 'commitTried', version, attempt, path, sizeBytes: bytes.length })
    const isWon = await committer.commit(version, bytes)
    report(this.writer, { kind: isWon ? 'commitWon' : 'commitLost', version, attempt })
    return isWon
  }

  #pend(): PendingCommit {
    const { protocol, metadata } = this.#target()
    const { writer, reads } = this
    const isolation = this.#isolation(metadata)
    return { protocol, metadata, reads, actions: this.#actions, isolation, rootPath: writer.store.rootPath }
  }

  /** By which commits are checked now; a level that is given may change while the writer is at work. */
  #isolation({ configuration }: Metadata): IsolationLevel {
    const { writer } = this
    if (canUseSnapshotIsolation(this.#actions)) return 'SnapshotIsolation'
    return writer.isolation ?? isolationOf(writer.product, configuration)
  }

  /** Protocol and metadata to start from: those of the snapshot, or those that make the table. */
  #target(): { readonly protocol: Protocol; readonly metadata: Metadata } {
    const protocol = this.snapshot?.protocol ?? this.#actions.find((action) => action.kind === 'protocol')
    const metadata = this.snapshot?.metadata ?? this.#actions.find((action) => action.kind === 'metaData')
    if (protocol === undefined || metadata === undefined) {
      throw new Error('invariant broken: the first commit of a table has protocol and metadata')
    }
    return { protocol, metadata }
  }

  /** Checks all commits from `version` on; gives the last of them, or the first conflict. */
  async #checkWinners(first: PendingCommit, version: number): Promise<Winners> {
    const { store } = this.writer
    let pending = { ...first, isolation: this.#isolation(first.metadata) }
    const { commits } = await listLog(store, version)
    const versions = [...commits.keys()].filter((found) => found >= version).sort((a, b) => a - b)
    let lastMs: number | undefined
    for (const found of versions) {
      const path = commitPath(found)
      let winner = createWinningCommit(found, [...parseActions(await store.get(path), path)])
      const { operation, isBlindAppend: isBlind } = winner
      report(this.writer, { kind: 'winnerRead', version: found, operation, isBlindAppend: isBlind })
      const byRow = tryRowLevel(this.writer, this.snapshot, pending)
      if (byRow !== undefined) {
        const rebased = await rebaseRows(this.writer, byRow, pending, winner)
        pending = rebased.mine
        winner = rebased.winner
      }
      const conflict = checkConflicts(pending, winner, (outcome) =>
        report(this.writer, { kind: 'conflictChecked', winner: found, ...outcome }),
      )
      if (conflict !== undefined) return { conflict }
      pending = passedOver(pending, winner)
      const info = winner.actions.find((action) => action.kind === 'commitInfo')
      lastMs = this.#timeOf(pending, info, (commits.get(found) as StoredObject).modifiedMs)
    }
    return { pending, version: versions.at(-1) ?? version - 1, lastMs }
  }

  /** The time of the commit before, which only in-commit timestamps need. Unknown where the commit's file is gone. */
  async #readLastTime({ metadata }: PendingCommit): Promise<number | undefined> {
    if (this.snapshot === undefined) return undefined
    const { segment, version } = this.snapshot
    if (inCommitSince(metadata) === undefined) {
      const last = segment.commits.at(-1)
      return last === undefined || last.isCompaction ? undefined : last.modifiedMs
    }
    // Not by the segment: a checkpoint or a compaction stands for the commit there, and has no time.
    const path = commitPath(version)
    try {
      return ensureInCommitTimestamp(await readCommitInfo(this.writer.store, path), path)
    } catch (error) {
      if (error instanceof StoreError && error.code === 'NOT_FOUND') return undefined
      throw error
    }
  }

  /** Commits carry their own time once the table has been told to; before that their files' times count. */
  #timeOf({ metadata }: PendingCommit, info: CommitInfo | undefined, modifiedMs: number): number {
    return inCommitSince(metadata) === undefined ? modifiedMs : ensureInCommitTimestamp(info, 'commitInfo')
  }

  #inCommitTimestamp({ metadata, actions }: PendingCommit, lastMs: number | undefined): number | undefined {
    const wanted = actions.find((action) => action.kind === 'metaData') ?? metadata
    if (inCommitSince(wanted) === undefined) return undefined
    const now = this.writer.now()
    return lastMs === undefined ? now : Math.max(now, lastMs + 1)
  }

  /** A commit that switches in-commit timestamps on says from which version and time on they count. */
  #tellEnablement(
    { metadata, actions }: PendingCommit,
    version: number,
    timestamp: number | undefined,
  ): readonly Action[] {
    if (timestamp === undefined || this.snapshot === undefined || inCommitSince(metadata) !== undefined) return actions
    return actions.map((action) =>
      action.kind === 'metaData' ? withInCommitSince(action, { version, timestamp }) : action,
    )
  }
}

type Winners =
  | { readonly conflict: Conflict }
  | { readonly pending: PendingCommit; readonly version: number; readonly lastMs: number | undefined }

/** A commit behind one that it does not conflict with: a switch that the other has made counts for it too. */
function passedOver(mine: PendingCommit, { actions }: WinningCommit): PendingCommit {
  const metadata = actions.find((action) => action.kind === 'metaData') ?? mine.metadata
  const protocol = actions.find((action) => action.kind === 'protocol') ?? mine.protocol
  return { ...mine, metadata, protocol }
}

function exhausted(attempts: number, version: number): Exhausted {
  const what = `after ${formatPlural(attempts, 'attempt')} version ${version} was taken by another writer too`
  return {
    kind: 'exhausted',
    attempts,
    error: new DeltaWriteError('DELTA_CONCURRENT_WRITE', what, commitPath(version)),
  }
}

function describeStaged(action: Add | Remove | AddCdcFile): StepBody {
  const { kind, path, size = 0, partitionValues } = action
  return {
    kind: 'fileStaged',
    action: kind,
    path,
    sizeBytes: size,
    dataChange: kind !== 'cdc' && action.dataChange,
    partitionValues,
    stats: kind === 'add' ? action.stats : undefined,
    deletedRows: kind === 'cdc' ? 0 : (action.deletionVector?.cardinality ?? 0),
  }
}

/** The action that removes a file of a snapshot. */
export function createRemove(file: Add, deletionTimestamp: number, dataChange: boolean): Remove {
  const { path, partitionValues, size, deletionVector } = file
  return { kind: 'remove', path, deletionTimestamp, dataChange, partitionValues, size, deletionVector }
}

/** The commit of a result. Throws what kept it from being made. */
export function ensureCommitted(result: OperationResult): Committed {
  switch (result.kind) {
    case 'committed':
      return result
    case 'conflicted':
      throw result.conflict.error
    case 'exhausted':
      throw result.error
    case 'unchanged':
      throw new Error(`nothing was committed: ${result.reason}`)
  }
}
