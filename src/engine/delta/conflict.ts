import type { Action, Add, Metadata, Protocol, Remove } from './action-types.ts'
import { canonicalPath } from './data-path.ts'
import type { IsolationLevel } from './isolation.ts'
import { tryExcuseMetadata } from './metadata-excuse.ts'
import type { ReadSet } from './read-set.ts'
import { supportedFeatures } from './table-features.ts'
import { DeltaWriteError } from './write-error.ts'
import type { WriteErrorCode } from './write-error.ts'
import { CONFLICT_CHECKS } from './events.ts'

/** A commit that came first, as the checks see it. */
export interface WinningCommit {
  readonly version: number
  readonly operation: string | undefined
  readonly isBlindAppend: boolean
  readonly actions: readonly Action[]
}

/** What wants to be committed, and what it depends on. */
export interface PendingCommit {
  /** Protocol and metadata of the snapshot that it started from. */
  readonly protocol: Protocol
  readonly metadata: Metadata
  readonly reads: ReadSet
  readonly actions: readonly Action[]
  readonly isolation: IsolationLevel
  readonly rootPath: string | undefined
}

export interface Conflict {
  /** A place in `CONFLICT_CHECKS`, from 1. */
  readonly check: number
  readonly code: WriteErrorCode
  readonly winner: WinningCommit
  /** The file that both meet in, where it is one. */
  readonly file: string | undefined
  readonly error: DeltaWriteError
}

export interface CheckOutcome {
  readonly check: number
  readonly outcome: 'passed' | 'excused' | 'failed'
  readonly reason: string | undefined
}

type Finding =
  | { readonly kind: 'excused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly code: WriteErrorCode; readonly reason: string; readonly file?: string }

type Check = (mine: PendingCommit, winner: WinningCommit) => Finding | undefined

const CHECKS: readonly Check[] = [
  checkProtocol,
  checkMetadata,
  checkDomains,
  checkTransactions,
  checkAddedFiles,
  checkFilesRead,
  checkFilesRemoved,
]

/**
 * The seven checks against one commit that came first, in Delta's order; the first that fails counts, and those behind it are
 * not made. Undefined when the two do not conflict.
 */
export function checkConflicts(
  mine: PendingCommit,
  winner: WinningCommit,
  onCheck: (outcome: CheckOutcome) => void = () => undefined,
): Conflict | undefined {
  for (const [i, check] of CHECKS.entries()) {
    const finding = check(mine, winner)
    const outcome = finding?.kind ?? 'passed'
    onCheck({ check: i + 1, outcome, reason: finding?.reason })
    if (finding?.kind !== 'failed') continue
    const what = `version ${winner.version}${winner.operation === undefined ? '' : ` (${winner.operation})`} ${finding.reason}`
    const error = new DeltaWriteError(finding.code, what, CONFLICT_CHECKS[i] as string)
    return { check: i + 1, code: finding.code, winner, file: finding.file, error }
  }
  return undefined
}

/** True when a commit only adds files and depends on none. */
export function isBlindAppend(actions: readonly Action[], reads: ReadSet): boolean {
  return reads.isEmpty && actions.every(({ kind }) => kind !== 'remove' && kind !== 'cdc')
}

/** A commit that was read from the log, for the checks. */
export function createWinningCommit(version: number, actions: readonly Action[]): WinningCommit {
  const info = actions.find((action) => action.kind === 'commitInfo')?.fields
  const operation = info?.['operation']
  return {
    version,
    operation: typeof operation === 'string' ? operation : undefined,
    isBlindAppend: info?.['isBlindAppend'] === true,
    actions,
  }
}

function checkProtocol(mine: PendingCommit, winner: WinningCommit): Finding | undefined {
  const protocol = winner.actions.find((action) => action.kind === 'protocol')
  if (protocol === undefined) return undefined
  const code = 'DELTA_PROTOCOL_CHANGED'
  if (mine.actions.some(({ kind }) => kind === 'protocol')) {
    return { kind: 'failed', code, reason: 'changed the protocol, and so does this commit' }
  }
  const kept = new Set(supportedFeatures(protocol))
  const dropped = supportedFeatures(mine.protocol).find((feature) => !kept.has(feature))
  if (dropped === undefined) return undefined
  return { kind: 'failed', code, reason: `dropped the feature ${dropped} from the protocol` }
}

function checkMetadata(mine: PendingCommit, winner: WinningCommit): Finding | undefined {
  const metadata = winner.actions.find((action) => action.kind === 'metaData')
  if (metadata === undefined) return undefined
  const changesToo = mine.actions.some(({ kind }) => kind === 'metaData')
  const excuse = changesToo ? undefined : tryExcuseMetadata(mine.protocol, mine.metadata, metadata)
  if (excuse !== undefined) return { kind: 'excused', reason: excuse }
  const reason = 'changed the metadata: the schema, the partitioning or a property'
  return { kind: 'failed', code: 'DELTA_METADATA_CHANGED', reason }
}

function checkDomains(mine: PendingCommit, winner: WinningCommit): Finding | undefined {
  const touched = new Set(mine.actions.flatMap((action) => (action.kind === 'domainMetadata' ? action.domain : [])))
  const domain = winner.actions.find((action) => action.kind === 'domainMetadata' && touched.has(action.domain))
  if (domain?.kind !== 'domainMetadata') return undefined
  const reason = `changed the metadata domain ${domain.domain}, and so does this commit`
  return { kind: 'failed', code: 'DELTA_CONCURRENT_TRANSACTION', reason }
}

function checkTransactions(mine: PendingCommit, winner: WinningCommit): Finding | undefined {
  const txn = winner.actions.find((action) => action.kind === 'txn' && mine.reads.appIds.has(action.appId))
  if (txn?.kind !== 'txn') return undefined
  const reason = `wrote version ${txn.version} of the application id ${txn.appId}, which this commit depends on`
  return { kind: 'failed', code: 'DELTA_CONCURRENT_TRANSACTION', reason }
}

function checkAddedFiles(mine: PendingCommit, winner: WinningCommit): Finding | undefined {
  const { reads, isolation } = mine
  const adds = winner.actions.filter((action) => action.kind === 'add')
  const found = adds.find((add) => isWanted(reads, add))
  if (found === undefined) return undefined
  if (isolation === 'SnapshotIsolation') return { kind: 'excused', reason: 'this commit changes no data' }
  const changesMetadata = mine.actions.some(({ kind }) => kind === 'metaData')
  if (isolation === 'WriteSerializable' && winner.isBlindAppend && !changesMetadata) {
    return { kind: 'excused', reason: 'under WriteSerializable a blind append may be placed after this commit' }
  }
  const place = reads.isWholeTable ? 'this commit has read the whole table' : partitionText(found)
  const reason = `added ${found.path}, which this commit should have read: ${place}`
  return { kind: 'failed', code: 'DELTA_CONCURRENT_APPEND', reason, file: found.path }
}

function isWanted(reads: ReadSet, add: Add): boolean {
  return reads.isWholeTable || reads.filters.some((filter) => filter.canMatch(add.partitionValues))
}

function partitionText({ partitionValues }: Add): string {
  if (partitionValues.size === 0) return 'the table has no partitions'
  return `partition [${[...partitionValues].map(([name, value]) => `${name}=${value ?? 'null'}`).join(', ')}]`
}

function checkFilesRead({ reads }: PendingCommit, winner: WinningCommit): Finding | undefined {
  const code = 'DELTA_CONCURRENT_DELETE_READ'
  const removes = winner.actions.filter((action) => action.kind === 'remove')
  const found = removes.find(({ path }) => reads.hasFile(path))
  if (found !== undefined) {
    return { kind: 'failed', code, reason: `removed ${found.path}, which this commit has read`, file: found.path }
  }
  const [first] = removes
  if (first === undefined || !reads.isWholeTable) return undefined
  const reason = `removed ${first.path}, and this commit has read the whole table`
  return { kind: 'failed', code, reason, file: first.path }
}

function checkFilesRemoved(mine: PendingCommit, winner: WinningCommit): Finding | undefined {
  const keyOf = ({ path }: Remove): string => canonicalPath(path, mine.rootPath)
  const removed = new Set(mine.actions.flatMap((action) => (action.kind === 'remove' ? keyOf(action) : [])))
  const found = winner.actions.find((action) => action.kind === 'remove' && removed.has(keyOf(action)))
  if (found?.kind !== 'remove') return undefined
  const reason = `removed ${found.path}, which this commit removes too`
  return { kind: 'failed', code: 'DELTA_CONCURRENT_DELETE_DELETE', reason, file: found.path }
}
