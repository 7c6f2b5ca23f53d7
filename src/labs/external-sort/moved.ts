import { countWhile } from '../../base/search.ts'
import { Comparison, SortEvent, unpackComparison } from '../../engine/sort/events.ts'
import { settledFrom } from '../../engine/sort/state.ts'
import type { TraceChunk } from '../../engine/trace/chunk.ts'
import type { Log } from '../../engine/trace/log.ts'
import { log2Ceil } from './closed-forms.ts'

/** Bytes of a key's prefix, which sorting in memory moves about. */
export const PREFIX_BYTES = 8

const readers = new WeakMap<Log, MovedReader>()

/** Bytes of key prefixes moved in memory by the first `position` events: a pass of a sort counts when it is through. */
export function keyBytesMoved(log: Log, position: number): number {
  return readerOf(log).keyBytes.at(position)
}

/**
 * What the first `position` events of a log add up to: key bytes moved, and at page detail the comparisons and the emitted
 * records that the tallies tell of.
 */
export const sums = {
  keyBytes: keyBytesMoved,
  compared: (log: Log, position: number): number => readerOf(log).compared.at(position),
  emitted: (log: Log, position: number): number => readerOf(log).emitted.at(position),
}

/** Records in the pages that crossed the disk in the first `position` events, in and out. */
export function recordsMoved(log: Log, position: number): number {
  return readerOf(log).records.at(position)
}

function readerOf(log: Log): MovedReader {
  let reader = readers.get(log)
  if (reader === undefined) readers.set(log, (reader = new MovedReader()))
  reader.readOn(log)
  return reader
}

/** A sum that grows at some events. */
class Running {
  readonly #seqs: number[] = []
  readonly #sums: number[] = []

  add(seq: number, amount: number): void {
    if (amount === 0) return
    this.#seqs.push(seq)
    this.#sums.push((this.#sums.at(-1) ?? 0) + amount)
  }

  at(position: number): number {
    const events = countWhile(this.#seqs.length, (i) => (this.#seqs[i] as number) <= position)
    return events === 0 ? 0 : (this.#sums[events - 1] as number)
  }
}

/** What was settled when a run was formed: all that had been read, but for what was still in memory. */
interface Sealed {
  readonly run: number
  readonly inputRead: number
  readonly unsettled: ReadonlySet<number>
  readonly kept: ReadonlySet<number>
  readonly before: Sealed | undefined
}

/** Follows the sorts in memory by their events; reads only what has been appended. */
class MovedReader {
  readonly keyBytes = new Running()
  readonly records = new Running()
  readonly compared = new Running()
  readonly emitted = new Running()
  #read = 0
  #filled = 0
  #inputRead = 0
  /** Records that replacement selection keeps for the run behind the one under way. */
  #late = new Set<number>()
  /** The record that was compared last with one that left: those read behind it wait for that; -1 for none. */
  #compared = -1
  #sealed: Sealed | undefined
  /** Records that the last crash did not undo: they are read again and left out. */
  #kept: ReadonlySet<number> = new Set()
  #isMerging = false
  /** Records that a merge sort works on, and the levels of it that are through; 0 records where none is at work. */
  #sorted = 0
  #levels = 0
  /** The stretch that the next comparisons will sort; 0 for all of memory. */
  #tied = 0

  readOn(log: Log): void {
    if (this.#read === log.length) return
    log.visit(this.#read, log.length, (chunk, lo, hi) => {
      for (let i = lo; i < hi; i++) this.#event(chunk, i)
    })
    this.#read = log.length
  }

  #event({ kind, a, b, c, first }: TraceChunk, i: number): void {
    const seq = first + i + 1
    const packed = c[i] as number
    if (kind[i] === SortEvent.compare) {
      const { context, where, rightFirst } = unpackComparison(packed)
      if (context === Comparison.mergeSort) return this.#sortCompared(seq, where)
      if (context === Comparison.nextRun) this.#cameIn(a[i] as number, rightFirst)
    }
    // An act changes a setting while a sort goes on.
    if (kind[i] === SortEvent.setting) return
    // Where the process dies, the levels that are left are never done.
    if (kind[i] === SortEvent.crash) this.#sorted = 0
    this.#endSort(seq)
    switch (kind[i]) {
      case SortEvent.readPage:
        if (a[i] === 0) this.#inputPageRead(packed)
        return this.records.add(seq, packed)
      case SortEvent.spillPage:
      case SortEvent.writePage:
        return this.records.add(seq, packed)
      case SortEvent.radixPass:
        return this.keyBytes.add(seq, PREFIX_BYTES * (b[i] as number))
      case SortEvent.tieRange:
        this.#tied = (b[i] as number) - (a[i] as number)
        return
      case SortEvent.drop:
        this.#filled -= Math.min(this.#filled, b[i] as number)
        return
      case SortEvent.tally:
        this.compared.add(seq, a[i] as number)
        return this.emitted.add(seq, b[i] as number)
      case SortEvent.mergeStep:
        this.#isMerging = true
        return
      case SortEvent.sealRun:
        return this.#runSealed(a[i] as number)
      case SortEvent.crash:
        return this.#crashed(a[i] as number, packed)
      default:
        return
    }
  }

  #inputPageRead(records: number): void {
    if (this.#kept.size === 0) {
      this.#filled += records
      this.#inputRead += records
      return
    }
    for (const end = this.#inputRead + records; this.#inputRead < end; this.#inputRead++) {
      if (!this.#kept.has(this.#inputRead)) this.#filled++
    }
  }

  #cameIn(record: number, isLate: boolean): void {
    this.#compared = record
    if (isLate) this.#late.add(record)
  }

  /** What came in for this run has left; the rest is what is late for it, and what has not come in yet. */
  #runSealed(run: number): void {
    this.#filled = 0
    if (this.#isMerging) return
    const unsettled = new Set(this.#late)
    for (let record = this.#compared + 1; this.#compared >= 0 && record < this.#inputRead; record++) {
      if (!this.#kept.has(record)) unsettled.add(record)
    }
    this.#sealed = { run, inputRead: this.#inputRead, unsettled, kept: this.#kept, before: this.#sealed }
    this.#late.clear()
    // The next heap, if there is one, is filled before a record comes in.
    if (unsettled.size === 0) this.#compared = -1
  }

  /** The first `survivors` runs stay, and what was settled with them of the records from `covered` on. */
  #crashed(survivors: number, covered: number): void {
    let sealed = this.#sealed
    while (sealed !== undefined && sealed.run !== survivors) sealed = sealed.before
    this.#sealed = sealed
    this.#kept = settledFrom(covered, sealed)
    this.#filled = 0
    this.#inputRead = covered
    this.#late.clear()
    this.#compared = -1
  }

  #sortCompared(seq: number, level: number): void {
    if (this.#sorted === 0) {
      this.#sorted = this.#tied > 0 ? this.#tied : this.#filled
      this.#levels = 0
    }
    this.keyBytes.add(seq, PREFIX_BYTES * this.#sorted * (level - this.#levels))
    this.#levels = level
  }

  #endSort(seq: number): void {
    const left = log2Ceil(this.#sorted) - this.#levels
    if (this.#sorted > 0) this.keyBytes.add(seq, PREFIX_BYTES * this.#sorted * left)
    this.#sorted = 0
    this.#levels = 0
    this.#tied = 0
  }
}
