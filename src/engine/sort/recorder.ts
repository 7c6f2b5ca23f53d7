import type { TraceWriter } from '../trace/writer.ts'
import { packComparison, SortEvent, SortSetting } from './events.ts'
import type { ComparisonContext } from './events.ts'
import { WHOLE_HEIGHTS } from './key-height.ts'
import { biased } from './key-layout.ts'
import type { Formation, KeyHeights, MergeStructure, SortAct, SortOptions } from './options.ts'

/** Thrown out of any event when an act lets the process die there; the driver catches it. */
export class CrashSignal extends Error {}

/** What acts can change while the sort runs. */
export interface SortSettings {
  structure: MergeStructure
  fanIn: number
  formation: Formation
  /** Records that fit in memory; 0 when memory is counted in bytes. */
  memoryRecords: number
}

const HEIGHTS = 0x7fff_ffff

const PAGE_KINDS: ReadonlySet<number> = new Set([
  SortEvent.readPage,
  SortEvent.spillPage,
  SortEvent.writePage,
  SortEvent.keepPage,
])

/**
 * Everything the sort says passes through here: counters, events at the chosen level of detail, acts that fall due.
 * Work is done and accounted before its event, so that a crash at any event finds consistent books.
 */
export class Recorder {
  /** True when every comparison and every record is an event. */
  readonly isDetailed: boolean
  readonly settings: SortSettings
  comparisons = 0
  emitted = 0
  keyBytesMoved = 0
  readonly #trace: TraceWriter
  readonly #acts: readonly SortAct[]
  #nextAct = 0
  #nextActAt = Infinity
  #talliedComparisons = 0
  #talliedEmitted = 0
  readonly #heights: KeyHeights
  readonly #heightScale: number

  constructor(trace: TraceWriter, options: SortOptions) {
    this.#trace = trace
    this.isDetailed = options.detail === 'comparison'
    this.settings = {
      structure: options.structure,
      fanIn: options.fanIn,
      formation: options.formation,
      memoryRecords: options.memoryRecords ?? 0,
    }
    this.#acts = options.acts ?? []
    this.#heights = options.heights ?? WHOLE_HEIGHTS
    const { low, high } = this.#heights
    this.#heightScale = high > low ? 1 / (high - low) : 0
    this.#nextActAt = this.#acts[0]?.at ?? Infinity
  }

  /** Lets acts at the very beginning happen. */
  begin(): void {
    while (this.#trace.length >= this.#nextActAt) this.#act()
  }

  event(kind: number, a: number, b: number, c: number): void {
    this.#trace.advance(this.isDetailed && PAGE_KINDS.has(kind) ? c : 1)
    this.#trace.emit(kind, a, b, c)
    while (this.#trace.length >= this.#nextActAt) this.#act()
  }

  compare(context: ComparisonContext, a: number, b: number, where: number, isRightFirst: boolean): void {
    this.comparisons++
    if (this.isDetailed) this.event(SortEvent.compare, a, b, packComparison(context, where, isRightFirst))
  }

  emit(from: number, record: number, to: number): void {
    this.emitted++
    if (this.isDetailed) this.event(SortEvent.emit, from, record, to)
  }

  /** A page event; at page detail the tally goes before it. `high` and `low` are the prefix of the page's first key. */
  page(kind: number, file: number, page: number, records: number, high: number, low: number): void {
    if (!this.isDetailed) {
      const comparisons = this.comparisons - this.#talliedComparisons
      const emitted = this.emitted - this.#talliedEmitted
      this.#talliedComparisons = this.comparisons
      this.#talliedEmitted = this.emitted
      this.event(SortEvent.tally, comparisons, emitted, this.height(high, low))
    }
    this.event(kind, file, page, records)
  }

  /** Height of a key from the halves of its prefix: 0 to 2^31 - 1 by its order, -1 - that by its value. */
  height(high: number, low: number): number {
    const { of, measure, low: lowest, high: highest } = this.#heights
    const value = Math.max(lowest, Math.min(highest, measure(biased(high) >>> 0, biased(low) >>> 0)))
    const height = Math.min(HEIGHTS, Math.floor((value - lowest) * this.#heightScale * HEIGHTS))
    return of === 'value' ? -1 - height : height
  }

  #act(): void {
    const act = this.#acts[this.#nextAct]
    if (act === undefined) return
    this.#nextAct++
    this.#nextActAt = this.#acts[this.#nextAct]?.at ?? Infinity
    if ('crash' in act) throw new CrashSignal()
    const { setting, value } = act
    this.#trace.advance(1)
    this.#trace.emit(SortEvent.setting, setting, value, this.#change(setting, value))
  }

  /** Sets a setting and returns its old value. */
  #change(setting: number, value: number): number {
    const { settings } = this
    switch (setting) {
      case SortSetting.structure: {
        const old = settings.structure === 'loser-tree' ? 0 : 1
        settings.structure = value === 0 ? 'loser-tree' : 'binary-heap'
        return old
      }
      case SortSetting.fanIn: {
        const old = settings.fanIn
        settings.fanIn = value
        return old
      }
      case SortSetting.formation: {
        const old = settings.formation === 'fill-sort-spill' ? 0 : 1
        settings.formation = value === 0 ? 'fill-sort-spill' : 'replacement-selection'
        return old
      }
      default: {
        const old = settings.memoryRecords
        settings.memoryRecords = value
        return old
      }
    }
  }
}
