import { deletionVectorId } from './action-types.ts'
import type { Add, DeletionVectorDescriptor, PartitionValues, TextMap } from './action-types.ts'
import { SlotMap } from './slot-map.ts'
import type { Changes } from './slot-map.ts'

/** What few files have; kept apart so that the others do not pay for it. */
interface Extras {
  readonly deletionVector: DeletionVectorDescriptor | undefined
  readonly tags: TextMap | undefined
  readonly baseRowId: number | undefined
  readonly defaultRowCommitVersion: number | undefined
  readonly clusteringProvider: string | undefined
}

const NO_EXTRAS: Extras = {
  deletionVector: undefined,
  tags: undefined,
  baseRowId: undefined,
  defaultRowCommitVersion: undefined,
  clusteringProvider: undefined,
}

/** What is known of files by their places, those included that are in some versions only. */
interface FileColumns {
  readonly paths: string[]
  readonly sizes: number[]
  readonly times: number[]
  readonly stats: (string | undefined)[]
  readonly partitions: PartitionValues[]
  readonly extras: Map<number, Extras>
  /** Many files share their partition: one map stands for all equal ones. */
  readonly knownPartitions: Map<string, PartitionValues>
  /** What others have worked out of these columns, by names of their own. */
  readonly derived: Map<string, unknown>
}

/**
 * The data files of a version, in columns. A file is told apart by its path and its deletion vector (`FileActionKey` of
 * the protocol). Order is that of no writer. A copy shares the columns and costs a bit for each file.
 */
export class LiveFiles {
  readonly #slots: SlotMap
  readonly #columns: FileColumns
  #sizeBytes: number

  constructor(slots = new SlotMap(), columns = createColumns(), sizeBytes = 0) {
    this.#slots = slots
    this.#columns = columns
    this.#sizeBytes = sizeBytes
  }

  get count(): number {
    return this.#slots.size
  }

  /** Bytes of all files. */
  get sizeBytes(): number {
    return this.#sizeBytes
  }

  has(key: string): boolean {
    return this.#slots.find(key) !== undefined
  }

  /** Adds a file under its key, in the place of one that was there. Files of equal partitions share their values. */
  set(key: string, add: Add): void {
    const known = this.#slots.find(key)
    if (known !== undefined) this.#sizeBytes -= this.#columns.sizes[known] as number
    const slot = known === undefined ? this.#slots.add(key) : this.#slots.replace(known)
    const { paths, sizes, times, stats, partitions, extras } = this.#columns
    paths[slot] = add.path
    sizes[slot] = add.size
    times[slot] = add.modificationTime
    stats[slot] = add.stats
    partitions[slot] = this.#intern(add.partitionValues)
    const rare = extrasOf(add)
    if (rare !== NO_EXTRAS) extras.set(slot, rare)
    else if (extras.size > 0) extras.delete(slot)
    this.#sizeBytes += add.size
  }

  delete(key: string): boolean {
    const slot = this.#slots.find(key)
    if (slot === undefined) return false
    this.#sizeBytes -= this.#columns.sizes[slot] as number
    this.#slots.remove(slot)
    if (this.#slots.release(slot)) this.#columns.stats[slot] = undefined
    return true
  }

  /** The file at a place, as `slots` gives them. */
  at(slot: number): Add {
    const { paths, sizes, times, stats, partitions, extras } = this.#columns
    const { deletionVector, tags, baseRowId, defaultRowCommitVersion, clusteringProvider } =
      extras.get(slot) ?? NO_EXTRAS
    return {
      kind: 'add',
      path: paths[slot] as string,
      partitionValues: partitions[slot] as PartitionValues,
      size: sizes[slot] as number,
      modificationTime: times[slot] as number,
      dataChange: false,
      stats: stats[slot],
      deletionVector,
      tags,
      baseRowId,
      defaultRowCommitVersion,
      clusteringProvider,
    }
  }

  pathAt(slot: number): string {
    return this.#columns.paths[slot] as string
  }

  /** One object for all files with equal values. */
  partitionAt(slot: number): PartitionValues {
    return this.#columns.partitions[slot] as PartitionValues
  }

  statsAt(slot: number): string | undefined {
    return this.#columns.stats[slot]
  }

  /** One more than the highest place of any version. */
  get end(): number {
    return this.#slots.end
  }

  /** What was created under that name for these columns, for whichever version; it must grow with them. */
  derive<Derived>(name: string, create: () => Derived): Derived {
    const { derived } = this.#columns
    const known = derived.get(name)
    if (known !== undefined) return known as Derived
    const created = create()
    derived.set(name, created)
    return created
  }

  keyAt(slot: number): string {
    return this.#slots.keyAt(slot)
  }

  /** The places of the files of this version; a file has the same one in all versions that share their columns. */
  slots(): Iterable<number> {
    return this.#slots.slots()
  }

  *[Symbol.iterator](): Generator<Add> {
    for (const slot of this.#slots.slots()) yield this.at(slot)
  }

  copy(): LiveFiles {
    return new LiveFiles(this.#slots.copy(), this.#columns, this.#sizeBytes)
  }

  startChanges(): void {
    this.#slots.startChanges()
  }

  takeChanges(): Changes {
    return this.#slots.takeChanges()
  }

  /** Goes from one version to another, or back. */
  apply(changes: Changes): void {
    this.#slots.apply(changes)
    for (const slot of changes) {
      const sizeBytes = this.#columns.sizes[slot] as number
      this.#sizeBytes += this.#slots.hasSlot(slot) ? sizeBytes : -sizeBytes
    }
  }

  #intern(values: PartitionValues): PartitionValues {
    if (values.size === 0) return NO_VALUES
    let key = ''
    for (const [name, value] of values) key += `${name}\0${value === undefined ? '' : `=${value}`}\0`
    const { knownPartitions } = this.#columns
    const known = knownPartitions.get(key)
    if (known !== undefined) return known
    knownPartitions.set(key, values)
    return values
  }
}

const NO_VALUES: PartitionValues = new Map()

function createColumns(): FileColumns {
  return {
    paths: [],
    sizes: [],
    times: [],
    stats: [],
    partitions: [],
    extras: new Map(),
    knownPartitions: new Map(),
    derived: new Map(),
  }
}

/** The key of a file: its canonical path, and the identity of its deletion vector where it has one. */
export function fileActionKey(canonicalPath: string, vector: DeletionVectorDescriptor | undefined): string {
  const id = deletionVectorId(vector)
  return id === undefined ? canonicalPath : `${canonicalPath}\n${id}`
}

function extrasOf(add: Add): Extras {
  const { deletionVector, tags, baseRowId, defaultRowCommitVersion, clusteringProvider } = add
  const hasNone =
    deletionVector === undefined &&
    tags === undefined &&
    baseRowId === undefined &&
    defaultRowCommitVersion === undefined &&
    clusteringProvider === undefined
  return hasNone ? NO_EXTRAS : { deletionVector, tags, baseRowId, defaultRowCommitVersion, clusteringProvider }
}
