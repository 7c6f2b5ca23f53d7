import type { Action, Add, Remove } from '../delta/action-types.ts'
import { canonicalPath } from '../delta/data-path.ts'
import type { CommitSeen } from '../delta/verify-log.ts'
import { tryVectorPath } from './vector-path.ts'

/** Versions [from, to). */
export type VersionSpan = readonly [from: number, to: number]

/** Versions that a log can rebuild, [first, last]. */
export interface VersionBounds {
  readonly first: number
  readonly last: number
}

/** Finds the versions that need any of some objects, from commits in their order. */
class Needs {
  /** The objects that the version at hand needs, by the version since which. */
  readonly #since = new Map<string, number>()
  readonly #spans: VersionSpan[] = []

  constructor(
    private readonly isMeant: (path: string) => boolean,
    private readonly rootPath: string | undefined,
  ) {}

  add(version: number, actions: readonly Action[]): void {
    // A commit may name a file anew before it takes it away.
    for (const action of actions) if (action.kind === 'remove') this.#remove(version, action)
    for (const action of actions) if (action.kind === 'add') this.#begin(version, action)
  }

  /** `unseen` is true where the last version needs an object that no commit has added. */
  finish({ last }: VersionBounds, unseen: (begun: number) => boolean): VersionSpan[] {
    const whole: VersionSpan[] = unseen(this.#since.size) ? [[0, last + 1]] : []
    return [...this.#spans, ...[...this.#since.values()].map((from): VersionSpan => [from, last + 1]), ...whole]
  }

  #begin(version: number, file: Add): void {
    for (const path of this.#objectsOf(file)) if (!this.#since.has(path)) this.#since.set(path, version)
  }

  #remove(version: number, file: Remove): void {
    for (const path of this.#objectsOf(file)) {
      // What no commit has added was there from the beginning.
      this.#spans.push([this.#since.get(path) ?? 0, version])
      this.#since.delete(path)
    }
  }

  #objectsOf({ path, deletionVector }: Add | Remove): string[] {
    const paths = [canonicalPath(path, this.rootPath)]
    if (deletionVector !== undefined && deletionVector.storageType !== 'i')
      paths.push(tryVectorPath(deletionVector, this.rootPath, path) ?? ':')
    return paths.filter(this.isMeant)
  }
}

/** Finds the versions that can be read now, and not any more without some objects. */
export class DyingVersions {
  readonly #needed: Needs
  readonly #lacking: Needs
  /** False behind a commit that cannot be read: what it did is not known. */
  #isKnown = true

  /** `there` are the objects of the folder, `doomed` those of them that are to go. */
  constructor(there: ReadonlySet<string>, doomed: ReadonlySet<string>, rootPath: string | undefined) {
    this.#needed = new Needs((path) => doomed.has(path), rootPath)
    this.#lacking = new Needs((path) => !there.has(path), rootPath)
  }

  add({ version, actions }: CommitSeen): void {
    if (actions === undefined) this.#isKnown = false
    else for (const needs of [this.#needed, this.#lacking]) needs.add(version, actions)
  }

  /**
   * Ascending and apart; undefined where the log does not tell. `missing` is how many live files of the last version are not
   * in the folder.
   */
  finish(bounds: VersionBounds, missing: number): readonly VersionSpan[] | undefined {
    if (!this.#isKnown) return undefined
    const dying = this.#needed.finish(bounds, () => false)
    const dead = this.#lacking.finish(bounds, (begun) => begun < missing)
    return subtract(within(dying, bounds), within(dead, bounds))
  }
}

/** Merged, ascending, cut to the bounds. */
function within(spans: readonly VersionSpan[], { first, last }: VersionBounds): VersionSpan[] {
  const merged: [from: number, to: number][] = []
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const [start, end] = [Math.max(from, first), Math.min(to, last + 1)]
    if (end <= start) continue
    const open = merged.at(-1)
    if (open === undefined || open[1] < start) merged.push([start, end])
    else open[1] = Math.max(open[1], end)
  }
  return merged
}

/** What of some spans lies in none of others; both are merged and ascending. */
function subtract(spans: readonly VersionSpan[], others: readonly VersionSpan[]): VersionSpan[] {
  const left: VersionSpan[] = []
  for (const [from, to] of spans) {
    let start = from
    for (const [low, high] of others) {
      if (high <= start || low >= to) continue
      if (low > start) left.push([start, low])
      start = Math.max(start, high)
    }
    if (start < to) left.push([start, to])
  }
  return left
}
