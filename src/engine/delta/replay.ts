import { isRecord } from '../../base/parse.ts'
import type { Action, Add, DomainMetadata, Metadata, Protocol, Remove, SetTransaction } from './action-types.ts'
import { parseAction } from './actions.ts'
import { canonicalPath } from './data-path.ts'
import { malformed } from './delta-error.ts'
import { parseJsonLines, parseKeepingDigits } from './json-lines.ts'
import { fileActionKey, LiveFiles } from './live-files.ts'
import { SharedMap } from './shared-map.ts'
import type { Changes } from './slot-map.ts'

/** What a table is at a version. Nobody changes what is given out: a replay that goes on from it works on copies. */
export interface TableContents {
  readonly protocol: Protocol | undefined
  readonly metadata: Metadata | undefined
  readonly files: LiveFiles
  /** Removed files by key, until a checkpoint forgets them. */
  readonly tombstones: SharedMap<Remove>
  readonly transactions: SharedMap<SetTransaction>
  readonly domains: SharedMap<DomainMetadata>
}

type Definition = Pick<TableContents, 'protocol' | 'metadata'>

/** What differs between two versions. */
export interface ContentChanges {
  readonly before: Definition
  /** The same object where neither of the two changed. */
  readonly after: Definition
  readonly files: Changes
  readonly tombstones: Changes
  readonly transactions: Changes
  readonly domains: Changes
}

/**
 * The state that a log leads to (PROTOCOL.md, Action Reconciliation): of every key the newest action counts. Actions are
 * given from the oldest version to the newest.
 */
export class Replay implements TableContents {
  readonly files: LiveFiles
  readonly tombstones: SharedMap<Remove>
  readonly transactions: SharedMap<SetTransaction>
  readonly domains: SharedMap<DomainMetadata>
  protocol: Protocol | undefined
  metadata: Metadata | undefined
  #before: Definition

  constructor(
    readonly rootPath: string | undefined,
    from?: TableContents,
  ) {
    this.files = from?.files.copy() ?? new LiveFiles()
    this.tombstones = from?.tombstones.copy() ?? new SharedMap()
    this.transactions = from?.transactions.copy() ?? new SharedMap()
    this.domains = from?.domains.copy() ?? new SharedMap()
    this.protocol = from?.protocol
    this.metadata = from?.metadata
    this.#before = { protocol: this.protocol, metadata: this.metadata }
  }

  apply(action: Action): void {
    switch (action.kind) {
      case 'add':
        this.#add(action)
        return
      case 'remove': {
        const key = this.keyOf(action)
        this.files.delete(key)
        this.tombstones.set(key, action)
        return
      }
      case 'metaData':
        this.metadata = action
        return
      case 'protocol':
        this.protocol = action
        return
      case 'txn':
        this.transactions.set(action.appId, action)
        return
      case 'domainMetadata':
        if (action.removed) this.domains.delete(action.domain)
        else this.domains.set(action.domain, action)
        return
      case 'commitInfo':
      case 'cdc':
      case 'checkpointMetadata':
      case 'sidecar':
    }
  }

  keyOf({ path, deletionVector }: Add | Remove): string {
    return fileActionKey(canonicalPath(path, this.rootPath), deletionVector)
  }

  /** From here on what changes is kept. */
  startChanges(): void {
    for (const part of this.#parts()) part.startChanges()
    this.#before = { protocol: this.protocol, metadata: this.metadata }
  }

  /** What has changed since the last call or the start. */
  takeChanges(): ContentChanges {
    const before = this.#before
    const isSame = before.protocol === this.protocol && before.metadata === this.metadata
    this.#before = isSame ? before : { protocol: this.protocol, metadata: this.metadata }
    return {
      before,
      after: this.#before,
      files: this.files.takeChanges(),
      tombstones: this.tombstones.takeChanges(),
      transactions: this.transactions.takeChanges(),
      domains: this.domains.takeChanges(),
    }
  }

  redo(changes: ContentChanges): void {
    this.#move(changes, changes.after)
  }

  undo(changes: ContentChanges): void {
    this.#move(changes, changes.before)
  }

  #move({ files, tombstones, transactions, domains }: ContentChanges, { protocol, metadata }: Definition): void {
    this.files.apply(files)
    this.tombstones.apply(tombstones)
    this.transactions.apply(transactions)
    this.domains.apply(domains)
    this.protocol = protocol
    this.metadata = metadata
  }

  #parts() {
    return [this.files, this.tombstones, this.transactions, this.domains]
  }

  #add(add: Add): void {
    const key = this.keyOf(add)
    if (this.tombstones.size > 0) this.tombstones.delete(key)
    this.files.set(key, add)
  }
}

/**
 * The actions of a commit, a compacted log file or a JSON checkpoint, in the order of their lines. Throws
 * DELTA_LOG_FILE_MALFORMED with file, line and field, also when the file holds nothing at all.
 */
export function* parseActions(bytes: Uint8Array, file: string): Generator<Action> {
  let isEmpty = true
  for (const { line, value, text } of parseJsonLines(bytes, file)) {
    isEmpty = false
    const action = parseAction(withWholeVersion(value, text), `${file}:${line}`)
    if (action !== undefined) yield action
  }
  if (isEmpty) throw malformed(file, 'a file with actions: it is empty')
}

/** Applications number their transactions as they like: a version that is no exact number of JSON becomes a bigint. */
function withWholeVersion(value: unknown, text: string): unknown {
  const version = tryVersionOf(value)
  if (!Number.isInteger(version) || Number.isSafeInteger(version)) return value
  const digits = tryVersionOf(parseKeepingDigits(text))
  if (typeof digits !== 'string') return value
  const { txn } = value as { readonly txn: object }
  return { txn: { ...txn, version: BigInt(digits) } }
}

function tryVersionOf(action: unknown): unknown {
  return isRecord(action) && isRecord(action['txn']) ? action['txn']['version'] : undefined
}
