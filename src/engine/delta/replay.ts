import type {
  Action,
  Add,
  DomainMetadata,
  Metadata,
  Protocol,
  Remove,
  SetTransaction,
  TextMap,
} from './action-types.ts'
import { parseAction } from './actions.ts'
import { canonicalPath } from './data-path.ts'
import { malformed } from './delta-error.ts'
import { parseJsonLines } from './json-lines.ts'
import { fileActionKey, LiveFiles } from './live-files.ts'

/**
 * The state that a log leads to (PROTOCOL.md, Action Reconciliation): of every key the newest action counts. Actions are
 * given from the oldest version to the newest.
 */
export class Replay {
  readonly files = new LiveFiles()
  /** Removed files by key, until a checkpoint forgets them. */
  readonly tombstones = new Map<string, Remove>()
  readonly transactions = new Map<string, SetTransaction>()
  readonly domains = new Map<string, DomainMetadata>()
  readonly #partitions = new Map<string, TextMap>()
  protocol: Protocol | undefined
  metadata: Metadata | undefined

  constructor(readonly rootPath: string | undefined) {}

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

  #add(add: Add): void {
    const key = this.keyOf(add)
    if (this.tombstones.size > 0) this.tombstones.delete(key)
    this.files.set(key, add, this.#intern(add.partitionValues))
  }

  /** Many files share their partition: one map stands for all equal ones. */
  #intern(values: TextMap): TextMap {
    if (values.size === 0) return NO_VALUES
    let key = ''
    for (const [name, value] of values) key += `${name}\0${value === undefined ? '' : `=${value}`}\0`
    const known = this.#partitions.get(key)
    if (known !== undefined) return known
    this.#partitions.set(key, values)
    return values
  }
}

const NO_VALUES: TextMap = new Map()

/**
 * The actions of a commit, a compacted log file or a JSON checkpoint, in the order of their lines. Throws
 * DELTA_LOG_FILE_MALFORMED with file, line and field, also when the file holds nothing at all.
 */
export function* parseActions(bytes: Uint8Array, file: string): Generator<Action> {
  let isEmpty = true
  for (const { line, value } of parseJsonLines(bytes, file)) {
    isEmpty = false
    const action = parseAction(value, `${file}:${line}`)
    if (action !== undefined) yield action
  }
  if (isEmpty) throw malformed(file, 'a file with actions: it is empty')
}
