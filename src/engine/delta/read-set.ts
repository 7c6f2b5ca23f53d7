import type { Add, PartitionValues } from './action-types.ts'
import { canonicalPath } from './data-path.ts'
import type { DeltaValue } from './values.ts'

/** Which partitions an operation reads. */
export interface PartitionFilter {
  /** As the message of a conflict shows it. */
  readonly text: string
  /**
   * False only when no row of such a partition can be wanted. Throws `SqlError` where SQL has no value for the partition, as
   * Spark does before it looks at any row.
   */
  canMatch(values: PartitionValues): boolean
  /** False only when such a row does not matter to the operation; undefined where rows cannot be told apart. */
  readonly matchesRow?: (row: readonly DeltaValue[]) => boolean
}

/** Reads every partition. */
export const ALL_PARTITIONS: PartitionFilter = { text: 'true', canMatch: () => true }

/** What a transaction has read, as far as others can change it. */
export class ReadSet {
  readonly filters: PartitionFilter[] = []
  /** Of the stream or job versions that were looked up. */
  readonly appIds = new Set<string>()
  readonly #files = new Set<string>()
  isWholeTable = false

  constructor(private readonly rootPath: string | undefined) {}

  addFiles(files: Iterable<Add>): void {
    for (const { path } of files) this.#files.add(canonicalPath(path, this.rootPath))
  }

  hasFile(path: string): boolean {
    return this.#files.has(canonicalPath(path, this.rootPath))
  }

  /** True when nothing was read that a commit could depend on. */
  get isEmpty(): boolean {
    return !this.isWholeTable && this.filters.length === 0 && this.#files.size === 0
  }
}
