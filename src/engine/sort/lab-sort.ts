import { TraceWriter } from '../trace/writer.ts'
import { runExternalSort } from './external-sort.ts'
import type { SortResult } from './external-sort.ts'
import { LabSink, LabSource } from './lab-files.ts'
import { labKeyType } from './lab-input.ts'
import type { LabKey } from './lab-input.ts'
import { MemoryRunStore } from './memory-run-store.ts'
import type { SortOptions } from './options.ts'

/** A finished sort of lab keys. */
export interface LabSort {
  /** Record numbers in the order of the output. */
  readonly order: readonly number[]
  /** What combining made, beside `order`. */
  readonly values: readonly number[]
  readonly result: SortResult
  readonly trace: TraceWriter
  readonly store: MemoryRunStore
}

/** The settings of the lab where nothing else is asked for: memory for 40 records, pages of 4, 8 runs at a time. */
export function labOptions(keys: readonly LabKey[], changes: Partial<SortOptions> = {}): SortOptions {
  return {
    keys: [{ column: 0, type: labKeyType(keys), direction: 'asc', nulls: 'first' }],
    memoryBytes: 0,
    pageBytes: 0,
    fanIn: 8,
    formation: 'fill-sort-spill',
    memorySort: 'merge',
    structure: 'loser-tree',
    doubleBuffering: false,
    firstPass: 'full',
    detail: 'comparison',
    pageRecords: 4,
    memoryRecords: 40,
    ...changes,
  }
}

/** Sorts lab keys in memory from beginning to end. */
export function sortLab(
  keys: readonly LabKey[],
  changes: Partial<SortOptions> = {},
  store = new MemoryRunStore(),
): LabSort {
  const options = labOptions(keys, changes)
  const order = options.keys[0] ?? { direction: 'asc', nulls: 'first' }
  const sink = new LabSink(options.combine !== undefined)
  const trace = new TraceWriter()
  const isCounting = options.combine === undefined || options.combine === 'count'
  const source = new LabSource(keys, options.pageRecords ?? 1, order, isCounting ? 'ones' : 'numbers')
  const sort = runExternalSort(source, sink, store, options, trace)
  for (;;) {
    const step = sort.next()
    if (step.done === true) return { order: sink.records, values: sink.values, result: step.value, trace, store }
  }
}

/** The slow obvious twin: the order that a stable sort with the product's comparison of keys gives. */
export function sortNaively(
  keys: readonly LabKey[],
  direction: 'asc' | 'desc' = 'asc',
  nulls: 'first' | 'last' = 'first',
): number[] {
  const isText = labKeyType(keys) === 'string'
  const encoder = new TextEncoder()
  const texts = keys.map((key) => (isText ? encoder.encode(String(key)) : new Uint8Array()))
  const sign = direction === 'asc' ? 1 : -1
  const compare = (a: number, b: number): number =>
    isText
      ? compareBytes(texts[a] as Uint8Array, texts[b] as Uint8Array)
      : compareNumbers(keys[a] as number, keys[b] as number)
  const rank = (record: number): number => (keys[record] !== undefined ? 0 : nulls === 'first' ? -1 : 1)
  return keys
    .map((_, record) => record)
    .sort((a, b) => rank(a) - rank(b) || (keys[a] === undefined ? 0 : sign * compare(a, b)))
}

function compareNumbers(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
  return a < b ? -1 : a > b ? 1 : 0
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number)
  }
  return a.length - b.length
}
