import { assert } from '../../base/assert.ts'
import { bitsFor, zOrderIndex } from '../delta/curves.ts'
import { boundsOfStats } from '../predicate/column-bounds.ts'
import type { ColumnStats } from '../predicate/column-bounds.ts'
import { resolvePredicate } from '../predicate/resolve.ts'
import { planSkip } from '../predicate/skip.ts'
import type { SimpleName } from '../predicate/types.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'

/** How many of equal parts a query needs. */
export interface Needed {
  readonly read: number
  readonly of: number
}

/** What is left of a table of equal partitions and equal columns. */
export function sizeToRead(total: number, partitions: Needed, columns: Needed): number {
  return total * (partitions.read / partitions.of) * (columns.read / columns.of)
}

/** A file of an exercise with the statistics that the table's metadata has of it, by column; none where there are none. */
export interface ExerciseFile {
  readonly id: string
  readonly rows: number
  readonly stats: Readonly<Record<string, ColumnStats>>
}

/** Files that must be read, since their statistics do not rule the predicate out. */
export function filesToRead(
  predicate: string,
  types: Readonly<Record<string, SimpleName>>,
  files: readonly ExerciseFile[],
): readonly string[] {
  const fields = Object.entries(types).map(([name, kind]) => ({ name, type: { kind }, nullable: true }))
  const resolved = resolvePredicate(parseExpressionText(predicate), [{ name: undefined, fields }])
  const { columns, decide } = planSkip(resolved)
  const mustRead = ({ rows, stats }: ExerciseFile): boolean =>
    decide(columns.map(({ name, type }) => boundsOfStats(type, stats[name] ?? {}, rows))) !== 'none'
  return files.filter(mustRead).map(({ id }) => id)
}

/**
 * Files whose minimum and maximum of one column leave a value possible, on average over its values and over the columns: a
 * full grid of points is put in Z-order and cut into equal files.
 */
export function zOrderedFilesRead(files: number, columns: number, side: number): number {
  const bits = bitsFor(side)
  let points: number[][] = [[]]
  for (let d = 0; d < columns; d++) {
    points = points.flatMap((point) => Array.from({ length: side }, (_, value) => [...point, value]))
  }
  assert(points.length % files === 0, 'the files are equal')
  const ordered = points
    .map((point) => ({ point, place: zOrderIndex(point, bits) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
  const perFile = points.length / files
  let covered = 0
  for (let start = 0; start < ordered.length; start += perFile) {
    const file = ordered.slice(start, start + perFile)
    for (let d = 0; d < columns; d++) {
      const values = file.map(({ point }) => point[d] as number)
      covered += Math.max(...values) - Math.min(...values) + 1
    }
  }
  return covered / (columns * side)
}

/** Bytes of a Bloom filter, as its bits per value say. */
export function bloomBytes(distinctValues: number, bitsPerValue: number): number {
  return (distinctValues * bitsPerValue) / 8
}

/** Row groups read on average for a value that `holding` of them have, where each has a Bloom filter that errs so often. */
export function expectedGroupsRead(groups: number, holding: number, falsePositives: number): number {
  return holding + (groups - holding) * falsePositives
}
