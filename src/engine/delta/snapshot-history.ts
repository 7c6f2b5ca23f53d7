import type { StoredObject } from '../storage/object-store.ts'
import type { CheckpointInstance, LogSegment } from './log-segment.ts'
import type { ContentChanges, Replay } from './replay.ts'
import { parseSchema } from './schema.ts'
import type { StructType } from './schema.ts'

type CommitFile = LogSegment['commits'][number]

/**
 * What every commit changed, from a base on without a gap: by this a snapshot goes to a neighbour in either direction
 * without reading. Snapshots that come from each other share one; it only grows.
 */
export class SnapshotHistory {
  /** What each step changes, and the file that it is from. */
  readonly #changes: ContentChanges[] = []
  readonly #files: CommitFile[] = []
  #last: number
  /** How many steps lead to a version. */
  readonly #places = new Map<number, number>()
  readonly #schemas = new Map<string, StructType>()

  /** Begins at a checkpoint, or before version 0 where there is none. */
  constructor(readonly checkpoint: CheckpointInstance | undefined) {
    this.#last = checkpoint?.version ?? -1
    this.#places.set(this.#last, 0)
  }

  get last(): number {
    return this.#last
  }

  has(version: number): boolean {
    return version >= 0 && this.#places.has(version)
  }

  push(version: number, file: CommitFile, changes: ContentChanges): void {
    this.#changes.push(changes)
    this.#files.push(file)
    this.#places.set(version, this.#files.length)
    this.#last = version
  }

  /** Leads a replay from one version of the history to another. */
  move(replay: Replay, from: number, to: number): void {
    const [start, end] = [this.#placeOf(from), this.#placeOf(to)]
    for (let place = start; place < end; place++) replay.redo(this.#changes[place] as ContentChanges)
    for (let place = start; place > end; place--) replay.undo(this.#changes[place - 1] as ContentChanges)
  }

  /** The files that make a version of the history. */
  segmentOf(version: number): LogSegment {
    return { version, checkpoint: this.checkpoint, commits: this.#files.slice(0, this.#placeOf(version)) }
  }

  /** The commit that made the version; undefined where that is the checkpoint. */
  tryFileOf(version: number): StoredObject | undefined {
    return this.#files[(this.#places.get(version) ?? 0) - 1]
  }

  /** Parses a schema once. Throws as `parseSchema` does. */
  schemaOf(text: string): StructType {
    const known = this.#schemas.get(text)
    if (known !== undefined) return known
    const schema = parseSchema(text)
    this.#schemas.set(text, schema)
    return schema
  }

  #placeOf(version: number): number {
    const place = this.#places.get(version)
    if (place === undefined) throw new RangeError(`version ${version} is not in the history`)
    return place
  }
}
