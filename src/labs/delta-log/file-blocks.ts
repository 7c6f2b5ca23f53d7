import type { DeltaState, FileSpan, FileState } from '../../engine/delta/state.ts'
import { isLive } from '../../engine/delta/state.ts'

/**
 * What is known of a block of files without looking at each: a table has hundreds of thousands, a step changes a few of
 * them, and states share the blocks that no step has changed.
 */
export interface BlockFacts {
  readonly files: readonly FileState[]
  /** In the order in which they first appear. */
  readonly partitions: readonly string[]
  readonly live: number
  /** In no version, and not deleted. */
  readonly loose: number
  /** Versions that lack a file or a deletion vector on disk, merged and ascending. */
  readonly dead: readonly VersionRange[]
  /** The last version that any of them left, or in which one without a version was deleted; -1 where none has. */
  readonly lastGone: number
}

const facts = new WeakMap<readonly FileState[], BlockFacts>()

/** The files of a state, block by block. */
export function blocksOf({ files }: DeltaState): readonly BlockFacts[] {
  return files.blocks().map((block) => {
    const known = facts.get(block)
    if (known !== undefined) return known
    const found = describeBlock(block)
    facts.set(block, found)
    return found
  })
}

function describeBlock(files: readonly FileState[]): BlockFacts {
  let live = 0
  let loose = 0
  const dead: VersionRange[] = []
  let lastGone = -1
  for (const file of files) {
    if (isLive(file)) live++
    else if (isLoose(file)) loose++
    const lost = file.deletedAt === undefined ? file.spans.filter(hasLostVector) : file.spans
    for (const { from, to } of lost) dead.push([from, to])
    lastGone = Math.max(lastGone, goneAt(file))
  }
  const partitions = [...new Set(files.map(({ partition }) => partition))]
  return { files, partitions, live, loose, dead: mergeRanges(dead), lastGone }
}

function hasLostVector({ vector }: FileSpan): boolean {
  return vector?.isDeleted === true
}

/** True of a file that is in no version, and not deleted. */
export function isLoose({ spans, deletedAt }: FileState): boolean {
  return spans.length === 0 && typeof deletedAt !== 'number'
}

/** The version that a file left; -1 while it is in the table, or lies beside it. */
function goneAt({ spans, deletedAt }: FileState): number {
  const last = spans.at(-1)
  if (last !== undefined) return last.to ?? -1
  return typeof deletedAt === 'number' ? deletedAt : -1
}

/** Every partition that has ever had a file, in the order in which they appeared. */
export function partitionsOf(state: DeltaState): readonly string[] {
  return [...new Set(blocksOf(state).flatMap(({ partitions }) => partitions))]
}

/** True of a file that has a place in a picture whose first version is `first`. */
export function isInView(file: FileState, first: number): boolean {
  return isLive(file) || isLoose(file) || goneAt(file) >= first
}

/** How many files have a place in a picture whose first version is `first`. */
export function countInView(state: DeltaState, first: number): number {
  let count = 0
  for (const { files, live, loose, lastGone } of blocksOf(state))
    count += lastGone < first ? live + loose : files.reduce((sum, file) => sum + (isInView(file, first) ? 1 : 0), 0)
  return count
}

/** The newest files that pass, at most so many, the newest first; only blocks that may have one are looked at. */
export function newestFiles(
  state: DeltaState,
  most: number,
  passes: (file: FileState) => boolean,
  mayHave: (block: BlockFacts) => boolean,
): FileState[] {
  const found: FileState[] = []
  for (const block of blocksOf(state).toReversed()) {
    if (found.length >= most) break
    if (mayHave(block)) found.push(...block.files.filter(passes).reverse())
  }
  return found.slice(0, most)
}

/** Versions [from, to); `to` is undefined for all later ones. */
export type VersionRange = readonly [from: number, to: number | undefined]

/**
 * Versions that cannot be read any more, merged and ascending: their commits are gone without a checkpoint, or damaged, or one of
 * their files is deleted, or the deletion vector that it had then.
 */
export function deadRanges(state: DeltaState): readonly VersionRange[] {
  const { firstKept, checkpoints } = state
  const ranges: VersionRange[] = [[0, Math.min(firstKept, checkpoints[0]?.version ?? firstKept)], ...state.missing]
  for (const { dead } of blocksOf(state)) ranges.push(...dead)
  return mergeRanges(ranges)
}

export function isInRanges(ranges: readonly VersionRange[], version: number): boolean {
  return ranges.some(([from, to]) => from <= version && (to === undefined || version < to))
}

function mergeRanges(ranges: readonly VersionRange[]): VersionRange[] {
  const merged: VersionRange[] = []
  for (const [from, to = Infinity] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (to <= from) continue
    const [start, end = Infinity] = merged.at(-1) ?? [0, -1]
    if (end < from) merged.push([from, to])
    else merged[merged.length - 1] = [start, Math.max(end, to)]
  }
  return merged.map(([from, to]) => [from, to === Infinity ? undefined : to])
}

/** Of a column, by blocks. */
const ranges = new WeakMap<BlockFacts, Map<string, NumberRange | undefined>>()

export type NumberRange = readonly [low: number, high: number]

/** The least and the greatest number of a column in any file, by the statistics; undefined where none tells. */
export function rangeOf(state: DeltaState, column: string): NumberRange | undefined {
  let low = Infinity
  let high = -Infinity
  for (const block of blocksOf(state)) {
    const own = rangeOfBlock(block, column)
    if (own === undefined) continue
    low = Math.min(low, own[0])
    high = Math.max(high, own[1])
  }
  return low > high ? undefined : [low, high]
}

function rangeOfBlock(block: BlockFacts, column: string): NumberRange | undefined {
  const known = ranges.get(block) ?? new Map<string, NumberRange | undefined>()
  ranges.set(block, known)
  if (known.has(column)) return known.get(column)
  let low = Infinity
  let high = -Infinity
  for (const { bounds } of block.files) {
    const own = bounds[column]
    if (own === undefined || typeof own[0] !== 'number' || typeof own[1] !== 'number') continue
    low = Math.min(low, own[0])
    high = Math.max(high, own[1])
  }
  const range: NumberRange | undefined = low > high ? undefined : [low, high]
  known.set(column, range)
  return range
}
