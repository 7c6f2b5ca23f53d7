import { countWhile } from '../../base/search.ts'
import { SortEvent, type SortEventKind } from '../../engine/sort/events.ts'
import type { TraceChunk } from '../../engine/trace/chunk.ts'
import type { Log } from '../../engine/trace/log.ts'

/** A merge step as the log tells it. */
export interface MergeRecord {
  /** Number of its mergeStep event. */
  readonly seq: number
  /** Numbers of the runs it merges, in input order. */
  readonly runs: readonly number[]
  /** Run it makes, 0 for the output. */
  readonly target: number
  /** Merges that its records have been through when it is done: the pass it belongs to, from 1; 0 copies the only run. */
  readonly pass: number
  /** Cut off by a crash: its work is lost. */
  readonly isLost: boolean
}

/** A run of the formation phase as the log tells it. */
export interface FormedRun {
  readonly seq: number
  readonly run: number
  readonly records: number
  readonly pages: number
}

/** What a log tells without folding it: its runs, its merges, and whether it has come to its end. */
export interface SortHistory {
  readonly formed: readonly FormedRun[]
  readonly merges: readonly MergeRecord[]
  /** Number of the event that finished the sort, or undefined while the log has not got there. */
  readonly doneAt: number | undefined
  /** Numbers of the crash events, and whether a merge was under way. */
  readonly crashes: readonly { readonly seq: number; readonly isInMerge: boolean }[]
  /** The last run that was formed left nothing of what was read in memory: reading can begin again behind it. */
  readonly isCleanCut: boolean
  readonly inputPages: number
  /** Records in the output file at the end of the log. */
  readonly written: number
}

const readers = new WeakMap<Log, HistoryReader>()

/** The history of a log. Reads only what has been appended since it was asked last. */
export function historyOf(log: Log): SortHistory {
  let reader = readers.get(log)
  if (reader === undefined) {
    reader = new HistoryReader()
    readers.set(log, reader)
  }
  reader.readOn(log)
  return reader
}

/** The runs that wait for the first merge: what the formation phase made. Undefined while it is not over. */
export function tryFormedRuns(log: Log): number | undefined {
  const { formed, merges, doneAt } = historyOf(log)
  return merges.length > 0 || doneAt !== undefined ? formed.length : undefined
}

/** The runs of an earlier sort that a sort of a file goes on with, as far as its log tells of them. */
export interface KeptRuns {
  readonly runs: number
  readonly pages: number
  /** Number of the last event that tells of them. */
  readonly end: number
}

export function keptRuns(log: Log): KeptRuns {
  const pages = log.count(SortEvent.keepPage, log.length)
  const end = log.nth(SortEvent.keepPage, pages)
  return { runs: end === undefined ? 0 : log.event(end).a, pages, end: end ?? 0 }
}

/** The merge passes of a whole log, or undefined while it is not known to be whole. */
export function tryPasses(log: Log): number | undefined {
  const { merges, doneAt } = historyOf(log)
  return doneAt === undefined ? undefined : merges.reduce((most, { pass }) => Math.max(most, pass), 0)
}

/** The merge step that event number `seq` belongs to: the last one begun at or before it. */
export function tryMergeAt(log: Log, seq: number): MergeRecord | undefined {
  const { merges } = historyOf(log)
  return merges[countWhile(merges.length, (i) => (merges[i] as MergeRecord).seq <= seq) - 1]
}

class HistoryReader implements SortHistory {
  readonly formed: FormedRun[] = []
  readonly merges: MergeRecord[] = []
  readonly crashes: { seq: number; isInMerge: boolean }[] = []
  doneAt: number | undefined
  isCleanCut = false
  inputPages = 0
  written = 0
  /** Runs that wait to be merged, in input order, and the merges each has been through. */
  readonly #waiting: number[] = []
  readonly #levels = new Map<number, number>()
  #open: { readonly record: MergeRecord; readonly first: number } | undefined
  #inputRecords = 0
  /** Records in the runs that were formed. */
  #inRuns = 0
  #gone = 0
  #read = 0

  readOn(log: Log): void {
    if (this.#read === log.length) return
    log.visit(this.#read, log.length, (chunk, lo, hi) => {
      for (let i = lo; i < hi; i++) this.#readEvent(chunk, i)
    })
    this.#read = log.length
    const last = log.kindOf(log.length)
    const mayEnd = last === SortEvent.writePage || last === SortEvent.drop
    if (mayEnd && this.#isComplete()) this.doneAt = log.length
  }

  #readEvent(chunk: TraceChunk, i: number): void {
    const a = chunk.a[i] as number
    const b = chunk.b[i] as number
    const c = chunk.c[i] as number
    switch (chunk.kind[i] as SortEventKind) {
      case SortEvent.readPage:
        if (a === 0) this.#inputRead(c)
        return
      case SortEvent.writePage:
        this.written += c
        return
      case SortEvent.sealRun:
        return this.#sealed(chunk.first + i + 1, a, b, c)
      case SortEvent.mergeStep:
        return this.#mergeBegun(chunk.first + i + 1, a, b, c)
      case SortEvent.combine:
        this.#gone++
        return
      case SortEvent.drop:
        this.#gone += b
        return
      case SortEvent.crash:
        return this.#crashed(chunk.first + i + 1, a, c)
      case SortEvent.keepPage:
        return this.#kept(chunk.first + i + 1, a, c)
      default:
        return
    }
  }

  #inputRead(records: number): void {
    this.inputPages++
    this.#inputRecords += records
  }

  #kept(seq: number, run: number, records: number): void {
    const last = this.formed.at(-1)
    if (last?.run === run) {
      this.formed[this.formed.length - 1] = { seq, run, records: last.records + records, pages: last.pages + 1 }
    } else {
      this.formed.push({ seq, run, records, pages: 1 })
      this.#waiting.push(run)
      this.#levels.set(run, 0)
    }
    this.#inputRecords += records
    this.#inRuns += records
    this.isCleanCut = true
  }

  #sealed(seq: number, run: number, records: number, pages: number): void {
    const open = this.#open
    if (open === undefined) {
      this.formed.push({ seq, run, records, pages })
      this.#waiting.push(run)
      this.#levels.set(run, 0)
      this.#inRuns += records
      this.isCleanCut = this.#inRuns === this.#inputRecords - this.#gone
      return
    }
    this.#waiting.splice(open.first, open.record.runs.length, run)
    this.#levels.set(run, open.record.pass)
    this.#open = undefined
  }

  #mergeBegun(seq: number, first: number, count: number, target: number): void {
    const runs = this.#waiting.slice(first, first + count)
    const level = Math.max(0, ...runs.map((run) => this.#levels.get(run) ?? 0))
    const pass = runs.length === 1 ? level : level + 1
    const record: MergeRecord = { seq, runs, target, pass, isLost: false }
    this.merges.push(record)
    this.#open = { record, first }
  }

  /** The first `survivors` waiting runs stay; numbers of lost ones are given again. */
  #crashed(seq: number, survivors: number, covered: number): void {
    this.crashes.push({ seq, isInMerge: this.merges.length > 0 })
    if (this.#open !== undefined) {
      this.merges[this.merges.length - 1] = { ...this.#open.record, isLost: true }
      this.#open = undefined
    }
    const lost = this.#waiting.splice(survivors)
    const kept = this.formed.filter(({ run }) => !lost.includes(run))
    this.formed.splice(0, this.formed.length, ...kept)
    this.#inRuns = kept.reduce((sum, { records }) => sum + records, 0)
    this.#inputRecords = covered
    this.written = 0
  }

  #isComplete(): boolean {
    if (this.#open !== undefined ? this.#open.record.target !== 0 : this.#waiting.length > 0) return false
    return this.written >= this.#inputRecords - this.#gone
  }
}
