import { SortSetting, type SortSettingId } from './events.ts'
import { SortError } from './sort-error.ts'

export type KeyType = 'int32' | 'int64' | 'float64' | 'string' | 'date' | 'timestamp' | 'decimal'

/** One column of the sort key. `column` is its name, or its 0-based index where columns have no names. */
export interface SortKey {
  readonly column: string | number
  readonly type: KeyType
  readonly direction: 'asc' | 'desc'
  /** Where missing values go, whatever the direction. */
  readonly nulls: 'first' | 'last'
}

export type Formation = 'fill-sort-spill' | 'replacement-selection'
export type MergeStructure = 'loser-tree' | 'binary-heap'
export type CombineFunction = 'count' | 'sum' | 'min' | 'max'

/**
 * A change made while the sort runs. It happens right after `at` events have been written and is written as the next
 * one; the events before it are those of a run without it. `setting` takes values as `SortSetting` says.
 */
export type SortAct =
  | { readonly at: number; readonly setting: SortSettingId; readonly value: number }
  | { readonly at: number; readonly crash: true }

/**
 * How high a key is drawn. `value`: linear in the value of the first key column. `order`: linear in the bytes of the
 * prefix taken as one number, which shows the order and no distances. Heights follow values, not the direction.
 */
export interface KeyHeights {
  readonly of: 'value' | 'order'
  /** From the halves of a prefix, unsigned; never NaN. What lies before or behind all values is infinite. */
  readonly measure: (high: number, low: number) => number
  /** Between these heights are linear; what lies outside is drawn at an end. */
  readonly low: number
  readonly high: number
}

export interface SortOptions {
  readonly keys: readonly SortKey[]
  /** Everything the sort holds at one time fits in here. */
  readonly memoryBytes: number
  /** Bytes that cross the disk at a time. */
  readonly pageBytes: number
  /** Most runs merged at a time, at least 2. */
  readonly fanIn: number
  readonly formation: Formation
  readonly memorySort: 'radix' | 'merge'
  readonly structure: MergeStructure
  /** Reads the page after next while a page is merged; needs twice the pages. */
  readonly doubleBuffering: boolean
  /** `full`: every step merges as many runs as it may. `optimal`: the first step merges fewer, so that all later ones
   *  are full and the fewest records are moved. */
  readonly firstPass: 'full' | 'optimal'
  readonly detail: 'comparison' | 'page'
  /** Keep only the first so many records of the order. */
  readonly limit?: number
  /** Make one record of all with the same key. */
  readonly combine?: CombineFunction
  /** Counts memory in records instead of bytes, both together: for records of one width. Memory is whole pages. */
  readonly pageRecords?: number
  readonly memoryRecords?: number
  /** How the heights of pages' first keys are measured; over the whole range of prefixes if not given. */
  readonly heights?: KeyHeights
  /** In ascending order of `at`. */
  readonly acts?: readonly SortAct[]
}

/** Refuses options that no sort can run with. */
export function ensureOptions(options: SortOptions): void {
  const { pageRecords, memoryRecords, limit } = options
  ensure(options.keys.length > 0, 'name at least one key column', 'keys')
  ensureFanIn(options.fanIn)
  ensure((pageRecords === undefined) === (memoryRecords === undefined), 'give both record counts or none', 'memory')
  if (pageRecords !== undefined && memoryRecords !== undefined) {
    ensure(isWhole(pageRecords, 1, 1 << 20), 'a page holds at least 1 record', 'page')
    ensureMemoryRecords(memoryRecords, pageRecords)
  } else {
    ensureSizes(options)
  }
  ensureLimit(limit)
  ensure(limit === undefined || options.combine === undefined, 'a limit and combining do not go together', 'limit')
  let last = 0
  for (const act of options.acts ?? []) {
    ensure(isWhole(act.at, last, 2 ** 53), 'acts are in the order of their events', 'acts')
    last = act.at
    if ('setting' in act && act.setting === SortSetting.fanIn) ensureFanIn(act.value)
  }
}

/** What of a sort of bytes is asked for in numbers; what is left out is chosen. */
export interface SortSizes {
  readonly memoryBytes: number
  readonly pageBytes?: number | undefined
  readonly fanIn?: number | undefined
  readonly limit?: number | undefined
}

/** Refuses numbers that no sort can run with, before anything is planned or read with them. Throws BAD_OPTION. */
export function ensureSizes({ memoryBytes, pageBytes, fanIn, limit }: SortSizes): void {
  ensure(isWhole(memoryBytes, 1, 2 ** 33), 'memory is 1 byte to 8 GiB', 'memory')
  ensure(pageBytes === undefined || isWhole(pageBytes, 1024, 1 << 28), 'a page has 1 KiB to 256 MiB', 'page')
  if (fanIn !== undefined) ensureFanIn(fanIn)
  ensureLimit(limit)
}

function ensureFanIn(fanIn: number): void {
  ensure(isWhole(fanIn, 2, 4096), `fan-in is a whole number from 2 to 4096, not ${fanIn}`, 'fanIn')
}

function ensureLimit(limit: number | undefined): void {
  ensure(limit === undefined || isWhole(limit, 1, 2 ** 31 - 1), 'a limit is 1 to 2,147,483,647 records', 'limit')
}

/** Memory counted in records is a whole number of pages, one at least. */
export function ensureMemoryRecords(memoryRecords: number, pageRecords: number): void {
  ensure(
    isWhole(memoryRecords, pageRecords, 1 << 24) && memoryRecords % pageRecords === 0,
    `memory is whole pages of ${pageRecords} records, not ${memoryRecords} records`,
    'memory',
  )
}

function isWhole(value: number, low: number, high: number): boolean {
  return Number.isInteger(value) && value >= low && value <= high
}

function ensure(holds: boolean, message: string, where: string): void {
  if (!holds) throw new SortError('BAD_OPTION', message, where)
}
