import { Rng } from '../../base/rng.ts'
import type { ObjectStore } from '../storage/object-store.ts'
import type { Add } from './action-types.ts'
import { tryParseStats } from './file-stats.ts'
import { ALL_PARTITIONS } from './read-set.ts'
import type { PartitionFilter } from './read-set.ts'
import { rowsOf } from './data-file.ts'
import { ensureSchema, readRows } from './read-rows.ts'
import type { RowCondition } from './row-condition.ts'
import type { NewRows } from './schema-check.ts'
import type { DataType, StructField, StructType } from './schema.ts'
import { loadSnapshot } from './snapshot.ts'
import type { SnapshotTarget } from './snapshot.ts'
import { createUuids } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import { formatRow } from './values.ts'
import type { Row } from './write-files.ts'

/** What tests of writing share. */

export function field(name: string, type: DataType | DataType['kind'], nullable = true): StructField {
  return { name, type: typeof type === 'string' ? ({ kind: type } as DataType) : type, nullable, metadata: {} }
}

export function struct(...fields: readonly StructField[]): StructType {
  return { kind: 'struct', fields }
}

/** A writer with a clock that goes on by a second with each look at it, and names from a seed. */
export function createTestWriter(store: ObjectStore, name = 'a', overrides: Partial<TableWriter> = {}): TableWriter {
  let nowMs = 1_700_000_000_000
  return {
    actor: name,
    store,
    now: () => (nowMs += 1000),
    uuid: createUuids(new Rng(1, name)),
    product: 'oss',
    hasCheckpoints: false,
    ...overrides,
  }
}

/** The table of most tests: a number, a text, and a partition that only some use. */
export const ITEMS = struct(field('id', 'integer'), field('name', 'string'), field('part', 'string'))

/** Rows of `ITEMS`: "1 apple x" is the row 1, apple, of partition x. */
export function items(...texts: readonly string[]): NewRows {
  const rows = texts.map((text): Row => {
    const [id, name, part] = text.split(' ')
    return [Number(id), name, part]
  })
  return { schema: ITEMS, rows }
}

/** A condition that a function decides; with partitions it reads only those. */
export function where(text: string, test: (row: Row) => boolean | undefined, parts?: readonly string[]): RowCondition {
  const canMatch: PartitionFilter['canMatch'] = (values) =>
    values.size === 0 || parts?.includes([...values.values()][0] ?? 'null') === true
  const filter: PartitionFilter = parts === undefined ? ALL_PARTITIONS : { text, canMatch }
  return { text, partitions: filter, isPartitionOnly: false, canMatchFile: () => true, test }
}

/** `id = wanted`, with files skipped by their statistics. */
export function whereId(wanted: number, parts?: readonly string[]): RowCondition {
  return { ...where(`id = ${wanted}`, ([id]) => id === wanted, parts), canMatchFile: (file) => canHoldId(file, wanted) }
}

function canHoldId(file: Add, wanted: number): boolean {
  const stats = tryParseStats(file)
  const [min, max] = [stats?.minValues?.['id'], stats?.maxValues?.['id']]
  return typeof min !== 'number' || typeof max !== 'number' || (min <= wanted && wanted <= max)
}

/** The rows of a version as JSON texts, in order. */
export async function readTexts(store: ObjectStore, target: SnapshotTarget = {}): Promise<string[]> {
  const snapshot = await loadSnapshot(store, target)
  const texts: string[] = []
  for await (const batch of readRows(store, snapshot)) {
    for (const row of rowsOf(batch)) texts.push(formatRow(ensureSchema(snapshot), row))
  }
  return texts.sort()
}

/** The rows of a version of `ITEMS` as `items` takes them, in order. */
export async function readItems(store: ObjectStore, target: SnapshotTarget = {}): Promise<string[]> {
  const snapshot = await loadSnapshot(store, target)
  const texts: string[] = []
  for await (const batch of readRows(store, snapshot)) {
    for (const row of rowsOf(batch)) texts.push(row.slice(0, 3).map(String).join(' '))
  }
  return texts.sort()
}
