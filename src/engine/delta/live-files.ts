import { deletionVectorId } from './action-types.ts'
import type { Add, DeletionVectorDescriptor, PartitionValues, TextMap } from './action-types.ts'

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

/**
 * The data files of a version, in columns. A file is told apart by its path and its deletion vector (`FileActionKey` of
 * the protocol). Order is that of no writer: a removed file's place is taken by the last one.
 */
export class LiveFiles {
  readonly #slots = new Map<string, number>()
  readonly #keys: string[] = []
  readonly #paths: string[] = []
  readonly #sizes: number[] = []
  readonly #times: number[] = []
  readonly #stats: (string | undefined)[] = []
  readonly #partitions: PartitionValues[] = []
  readonly #extras: Extras[] = []
  #sizeBytes = 0

  get count(): number {
    return this.#keys.length
  }

  /** Bytes of all files. */
  get sizeBytes(): number {
    return this.#sizeBytes
  }

  has(key: string): boolean {
    return this.#slots.has(key)
  }

  /** Adds a file under its key, in the place of one that was there. `partitionValues` may be shared by equal ones. */
  set(key: string, add: Add, partitionValues: PartitionValues): void {
    const known = this.#slots.get(key)
    const slot = known ?? this.#keys.length
    if (known === undefined) this.#slots.set(key, slot)
    else this.#sizeBytes -= this.#sizes[slot] as number
    this.#keys[slot] = key
    this.#paths[slot] = add.path
    this.#sizes[slot] = add.size
    this.#times[slot] = add.modificationTime
    this.#stats[slot] = add.stats
    this.#partitions[slot] = partitionValues
    this.#extras[slot] = extrasOf(add)
    this.#sizeBytes += add.size
  }

  delete(key: string): boolean {
    const slot = this.#slots.get(key)
    if (slot === undefined) return false
    this.#slots.delete(key)
    this.#sizeBytes -= this.#sizes[slot] as number
    const last = this.#keys.length - 1
    if (slot !== last) this.#slots.set(this.#keys[last] as string, slot)
    moveLast(this.#keys, slot)
    moveLast(this.#paths, slot)
    moveLast(this.#sizes, slot)
    moveLast(this.#times, slot)
    moveLast(this.#stats, slot)
    moveLast(this.#partitions, slot)
    moveLast(this.#extras, slot)
    return true
  }

  /** The file at a place in [0, count). */
  at(slot: number): Add {
    const { deletionVector, tags, baseRowId, defaultRowCommitVersion, clusteringProvider } = this.#extras[
      slot
    ] as Extras
    return {
      kind: 'add',
      path: this.#paths[slot] as string,
      partitionValues: this.#partitions[slot] as PartitionValues,
      size: this.#sizes[slot] as number,
      modificationTime: this.#times[slot] as number,
      dataChange: false,
      stats: this.#stats[slot],
      deletionVector,
      tags,
      baseRowId,
      defaultRowCommitVersion,
      clusteringProvider,
    }
  }

  keyAt(slot: number): string {
    return this.#keys[slot] as string
  }

  *[Symbol.iterator](): Generator<Add> {
    for (let slot = 0; slot < this.count; slot++) yield this.at(slot)
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

function moveLast(column: unknown[], slot: number): void {
  const last = column.pop()
  if (slot < column.length) column[slot] = last
}
