import { UNKNOWN_BOUNDS } from '../predicate/column-bounds.ts'
import type { ColumnBounds } from '../predicate/column-bounds.ts'
import type { TypedColumn } from '../predicate/typed-expression.ts'
import type { Value } from '../predicate/types.ts'
import type { PartitionValues } from './action-types.ts'
import { isPartitionColumn, partitionBounds, physicalPath, statsBounds } from './file-bounds.ts'
import { tryParseStatsText } from './file-stats.ts'
import type { LiveFiles } from './live-files.ts'
import type { DataType } from './schema.ts'
import type { TableLayout } from './table-layout.ts'

/** The bounds of a column in the file at a place of `LiveFiles`. What it returns is good until it is called again. */
export type ReadBounds = (slot: number) => ColumnBounds

/**
 * How to look up each column in the files of a version. The statistics of a file are parsed when one of its columns is asked
 * for the first time; their values are kept in columns beside the files.
 */
export function openBounds(layout: TableLayout, columns: readonly TypedColumn[], files: LiveFiles): ReadBounds[] {
  const filled = columns.map((column) =>
    isPartitionColumn(layout, column) ? undefined : files.derive(keyOf(layout, column), () => createColumn(column)),
  )
  fill(layout, columns, filled, files)
  return columns.map((column, i) => filled[i]?.read ?? readPartitions(layout, column, files))
}

function keyOf(layout: TableLayout, { path, type }: TypedColumn): string {
  return JSON.stringify([physicalPath(layout, path), type])
}

function readPartitions(layout: TableLayout, column: TypedColumn, files: LiveFiles): ReadBounds {
  // Equal values are one object, see `LiveFiles`.
  const known = new Map<PartitionValues, ColumnBounds>()
  return (slot) => {
    const values = files.partitionAt(slot)
    let bounds = known.get(values)
    if (bounds === undefined) {
      bounds = partitionBounds(layout, column, values)
      known.set(values, bounds)
    }
    return bounds
  }
}

function fill(
  layout: TableLayout,
  columns: readonly TypedColumn[],
  filled: readonly (BoundsColumn | undefined)[],
  files: LiveFiles,
): void {
  const open = filled.flatMap((bounds, i) => {
    if (bounds === undefined || bounds.end === files.end) return []
    bounds.reserve(files.end)
    return [{ bounds, column: columns[i] as TypedColumn, from: bounds.end }]
  })
  if (open.length === 0) return
  for (let slot = Math.min(...open.map(({ from }) => from)); slot < files.end; slot++) {
    const stats = tryParseStatsText(files.statsAt(slot))
    for (const { bounds, column, from } of open) {
      if (slot < from) continue
      bounds.push(stats === undefined ? UNKNOWN_BOUNDS : statsBounds(layout, column, stats))
    }
  }
}

/** Bounds by places, from 0 to `end`. */
interface BoundsColumn {
  readonly end: number
  readonly read: ReadBounds
  /** Makes room. */
  reserve(end: number): void
  push(bounds: ColumnBounds): void
}

/** Values of one bound by places; undefined is not known. */
interface ValueList {
  get(slot: number): Value
  set(slot: number, value: Value): void
  reserve(end: number): void
}

const NULLS = ['maybe', 'none', 'all'] as const

function createColumn({ type }: TypedColumn): BoundsColumn {
  const [mins, maxima] = [createList(type as DataType), createList(type as DataType)]
  let nulls = new Uint8Array(0)
  let end = 0
  const shown: { -readonly [Key in keyof ColumnBounds]: ColumnBounds[Key] } = { ...UNKNOWN_BOUNDS }
  return {
    get end() {
      return end
    },
    read(slot) {
      shown.min = mins.get(slot)
      shown.max = maxima.get(slot)
      shown.nulls = NULLS[nulls[slot] as number] as ColumnBounds['nulls']
      return shown
    },
    reserve(room) {
      mins.reserve(room)
      maxima.reserve(room)
      nulls = grown(nulls, new Uint8Array(room))
    },
    push(bounds) {
      mins.set(end, bounds.min)
      maxima.set(end, bounds.max)
      nulls[end++] = NULLS.indexOf(bounds.nulls)
    },
  }
}

function createList({ kind }: DataType): ValueList {
  switch (kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'float':
    case 'double':
    case 'date':
      return createNumbers()
    case 'long':
    case 'decimal':
    case 'timestamp':
    case 'timestamp_ntz':
      return createLongs()
    case 'string':
      return createTexts()
    default:
      // Statistics of the others have no bounds.
      return { get: () => undefined, set: () => undefined, reserve: () => undefined }
  }
}

/** No bound is NaN, see `boundsOfStats`. */
function createNumbers(): ValueList {
  let values = new Float64Array(0)
  return {
    get: (slot) => {
      const value = values[slot] as number
      return Number.isNaN(value) ? undefined : value
    },
    set: (slot, value) => void (values[slot] = value === undefined ? NaN : (value as number)),
    reserve: (end) => void (values = grown(values, new Float64Array(end))),
  }
}

const UNKNOWN_LONG = -(1n << 63n)

/** A bound that 64 bits do not hold is not known. */
function createLongs(): ValueList {
  let values = new BigInt64Array(0)
  return {
    get: (slot) => {
      const value = values[slot] as bigint
      return value === UNKNOWN_LONG ? undefined : value
    },
    set: (slot, value) => {
      values[slot] = value === undefined || BigInt.asIntN(64, value as bigint) !== value ? UNKNOWN_LONG : value
    },
    reserve: (end) => void (values = grown(values, new BigInt64Array(end))),
  }
}

function createTexts(): ValueList {
  const values: (string | undefined)[] = []
  return {
    get: (slot) => values[slot],
    set: (slot, value) => void (values[slot] = value as string | undefined),
    reserve: () => undefined,
  }
}

function grown<List extends { set(values: List): void }>(values: List, room: List): List {
  room.set(values)
  return room
}
