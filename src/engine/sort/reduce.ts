import { mix } from '../../base/digest.ts'
import { unreachable } from '../../base/assert.ts'
import type { TraceChunk } from '../trace/chunk.ts'
import { SharedList } from '../trace/shared-list.ts'
import { SharedSequence } from '../trace/shared-sequence.ts'
import { Comparison, SortEvent, SortSetting, type ComparisonContext, type SortEventKind } from './events.ts'
import { MergeSorter } from './memory-sort.ts'
import {
  beginMerge,
  changeStructure,
  dropFromMerge,
  emitFromMerge,
  endMergeStep,
  mergePageRead,
  resolveMerge,
} from './reduce-merge.ts'
import {
  emitFromSelection,
  readIntoSelection,
  resolveSelection,
  selectionChanged,
  selectionOf,
  tagIncoming,
} from './reduce-selection.ts'
import { keepSettled, rememberSeal } from './reduce-safe.ts'
import type { Run, SortState } from './state.ts'

/** Folds events [lo, hi) of a chunk into a draft. */
export function reduceSort(draft: SortState, chunk: TraceChunk, lo: number, hi: number): void {
  const { kind, a, b, c } = chunk
  for (let i = lo; i < hi; i++) {
    reduceEvent(draft, kind[i] as SortEventKind, a[i] as number, b[i] as number, c[i] as number)
  }
}

function reduceEvent(draft: SortState, kind: SortEventKind, a: number, b: number, c: number): void {
  if (draft.selection !== undefined && kind !== SortEvent.setting) draft.selection.isFresh = false
  switch (kind) {
    case SortEvent.compare:
      return compared(draft, c)
    case SortEvent.emit:
      return emitted(draft, a, b, c)
    case SortEvent.readPage:
      return a === 0 ? inputPageRead(draft, c) : mergePageRead(draft, a, c)
    case SortEvent.spillPage:
      return pageSpilled(draft, a, c)
    case SortEvent.writePage:
      return pageWritten(draft, c)
    case SortEvent.sealRun:
      return runSealed(draft, a)
    case SortEvent.tieRange:
      return beginTieRange(draft, a, b)
    case SortEvent.radixPass:
      return radixPassed(draft, a)
    case SortEvent.mergeStep:
      return beginMerge(draft, a, b, c)
    case SortEvent.combine:
      return combined(draft, b)
    case SortEvent.drop:
      return dropped(draft, a, b)
    case SortEvent.tally:
      return tallied(draft, a, b, c)
    case SortEvent.setting:
      return settingChanged(draft, a, b)
    case SortEvent.crash:
      return crashed(draft, a, c)
    case SortEvent.keepPage:
      return pageKept(draft, a, c)
    default:
      return unreachable(kind)
  }
}

function compared(draft: SortState, packed: number): void {
  draft.counts.comparisons++
  // Spelled out rather than unpacked into an object: this runs for most events of a log.
  const context = ((packed >> 1) & 7) as ComparisonContext
  const rightFirst = (packed & 1) === 1
  switch (context) {
    case Comparison.mergeSort:
      sorterOf(draft).resolve(rightFirst)
      return
    case Comparison.loserTree:
      return resolveMerge(draft, rightFirst)
    case Comparison.heapChildren:
    case Comparison.heapItem:
      return draft.merge === undefined ? resolveSelection(draft, rightFirst) : resolveMerge(draft, rightFirst)
    case Comparison.nextRun:
      return tagIncoming(draft, rightFirst)
    default:
      return unreachable(context)
  }
}

/** The sorter at work; begun when its first comparison arrives. */
function sorterOf(draft: SortState): MergeSorter {
  if (draft.sorter === undefined) {
    draft.sorter = new MergeSorter(draft.slots.subarray(0, draft.filled))
    draft.sorterBase = 0
    draft.sorter.settle()
    draft.stage = 'sort'
  }
  return draft.sorter
}

function inputPageRead(draft: SortState, records: number): void {
  draft.counts.inputPagesRead++
  if (draft.header.detail === 'page') {
    draft.stage = 'fill'
    draft.inputRead += records
    draft.filled += records
    return
  }
  // A memory-full that is under way is finished as it was begun, whatever an act says.
  if ((draft.formation === 'replacement-selection' && !draft.isFilling) || draft.selection !== undefined) {
    draft.stage = 'select'
    return readIntoSelection(draft, recordsOfPage(draft, records))
  }
  // What a limit left in memory stands there in the order in which it was read.
  if (draft.stage === 'sort') draft.slots.subarray(0, draft.filled).sort()
  draft.stage = 'fill'
  draft.isFilling = true
  if (draft.slots.length < draft.filled + records) {
    const grown = new Int32Array(Math.max(draft.memory, draft.filled + records))
    grown.set(draft.slots)
    draft.slots = grown
  }
  for (const record of recordsOfPage(draft, records)) draft.slots[draft.filled++] = record
}

/** Numbers of the records that a page of the input brings: after a crash not those that stand in runs already. */
function recordsOfPage(draft: SortState, count: number): number[] {
  const numbers: number[] = []
  for (let i = 0; i < count; i++) numbers.push(draft.inputRead++)
  const { kept } = draft
  return kept.size === 0 ? numbers : numbers.filter((number) => !kept.has(number))
}

/** Writes the order that the sorter reached back into the slots. */
function settleSlots(draft: SortState): void {
  const { sorter } = draft
  if (sorter === undefined) return
  draft.slots.set(sorter.source, draft.sorterBase)
  draft.sorter = undefined
}

function beginTieRange(draft: SortState, from: number, to: number): void {
  settleSlots(draft)
  draft.stage = 'sort'
  draft.sorterBase = from
  draft.sorter = new MergeSorter(draft.slots.subarray(from, to))
  draft.sorter.settle()
}

/** One stable counting pass over the slots by one byte of the key prefix. */
function radixPassed(draft: SortState, byte: number): void {
  draft.stage = 'sort'
  if (draft.header.detail === 'page') return
  const words = byte < 4 ? draft.header.prefixLow : draft.header.prefixHigh
  const shift = (byte & 3) * 8
  const next = new Int32Array(257)
  const from = draft.slots.subarray(0, draft.filled)
  for (const record of from) next[(((words[record] as number) >>> shift) & 255) + 1]!++
  for (let bucket = 1; bucket <= 256; bucket++) next[bucket]! += next[bucket - 1]!
  const sorted = new Int32Array(draft.slots.length)
  for (const record of from) sorted[next[((words[record] as number) >>> shift) & 255]!++] = record
  draft.slots = sorted
}

/** Appends records to the run that is being written. */
function pageSpilled(draft: SortState, number: number, records: number): void {
  draft.counts.pagesSpilled++
  const run = runNamed(draft, number)
  if (draft.header.detail === 'page') {
    draft.pageHeights.set(draft.pageHeightsLength++, draft.nextHeight)
    if (draft.merge === undefined) draft.spilled += records
  } else if (draft.merge === undefined && draft.selection === undefined) {
    settleSlots(draft)
    for (let i = 0; i < records; i++) appendRunRecord(draft, draft.slots[draft.spilled++] as number)
  } else {
    const taken = Math.min(records, draft.out.length)
    for (let i = 0; i < taken; i++) appendRunRecord(draft, draft.out[i] as number)
    dropFromBuffer(draft, records)
  }
  if (draft.merge === undefined && draft.selection === undefined) draft.stage = 'spill'
  // A literal rather than a spread: this is done for every page.
  setRun(draft, {
    number: run.number,
    start: run.start,
    length: run.length + records,
    pages: run.pages + 1,
    sealed: run.sealed,
    level: run.level,
    mergedInto: run.mergedInto,
    heightsStart: run.heightsStart,
  })
}

/** A page of a finished run is there: what is in it need not be read of the input. */
function pageKept(draft: SortState, number: number, records: number): void {
  const run = runNamed(draft, number)
  if (run.pages === 0) draft.waiting = draft.waiting.splice(draft.waiting.length, 0, number)
  draft.pageHeights.set(draft.pageHeightsLength++, draft.nextHeight)
  setRun(draft, { ...run, length: run.length + records, pages: run.pages + 1, sealed: true })
  draft.inputRead += records
  draft.stage = 'fill'
}

/** The first records of the output buffer are on disk; nearly always that is all of it. */
function dropFromBuffer({ out, outFrom }: SortState, records: number): void {
  if (records < out.length) {
    out.splice(0, records)
    outFrom.splice(0, records)
    return
  }
  // Emptied one by one: setting the length would give the memory away that the next page needs.
  while (out.length > 0) {
    out.pop()
    outFrom.pop()
  }
}

function appendRunRecord(draft: SortState, record: number): void {
  draft.runRecords.set(draft.runRecordsLength++, record)
  draft.rolling = mix(draft.rolling, record)
}

function runNamed(draft: SortState, number: number): Run {
  return (
    draft.runs.tryGet(number - 1) ?? {
      number,
      start: draft.runRecordsLength,
      length: 0,
      pages: 0,
      sealed: false,
      level: draft.merge === undefined ? 0 : draft.mergeLevel,
      mergedInto: undefined,
      heightsStart: draft.pageHeightsLength,
    }
  )
}

function setRun(draft: SortState, run: Run): void {
  draft.runs.set(run.number - 1, run)
}

function runSealed(draft: SortState, number: number): void {
  const run = runNamed(draft, number)
  setRun(draft, { ...run, sealed: true })
  if (draft.merge !== undefined) return endMergeStep(draft)
  draft.waiting = draft.waiting.splice(draft.waiting.length, 0, number)
  rememberSeal(draft)
  // The next selection, if there is one, begins from an empty heap.
  if (draft.selection?.heap.size === 0) draft.selection = undefined
  if (draft.selection !== undefined) return
  draft.filled = 0
  draft.spilled = 0
  draft.isFilling = false
}

function pageWritten(draft: SortState, records: number): void {
  draft.counts.pagesWritten++
  if (draft.header.detail === 'page') {
    draft.output.set(draft.outputStart + draft.outputLength++, draft.nextHeight)
  } else if (draft.merge === undefined && draft.selection === undefined) {
    // Everything fits in memory: what was sorted there is the output.
    settleSlots(draft)
    for (let i = 0; i < records; i++) appendOutput(draft, draft.slots[draft.spilled++] as number, 0)
  } else {
    dropFromBuffer(draft, records)
  }
  draft.outputWritten += records
  endWhenFinished(draft)
}

function endWhenFinished(draft: SortState): void {
  if (!isFinished(draft)) return
  draft.stage = 'done'
  if (draft.merge !== undefined) endMergeStep(draft)
}

function appendOutput(draft: SortState, record: number, from: number): void {
  const at = draft.outputStart + draft.outputLength++
  draft.output.set(at, record)
  draft.outputFrom.set(at, from)
  draft.rolling = mix(draft.rolling, record)
}

/** True when the page written last was the last one of the sort. */
function isFinished(draft: SortState): boolean {
  if (draft.header.detail === 'page') {
    const all = draft.inputRead - draft.counts.combined - draft.counts.dropped
    return draft.outputWritten >= all
  }
  const { merge, selection } = draft
  if (selection !== undefined) return selection.heap.size === 0 && draft.out.length === 0
  if (merge === undefined) return draft.spilled >= draft.filled
  return draft.out.length === 0 && merge.inputs.every((input) => input.cursor >= input.length)
}

function emitted(draft: SortState, from: number, record: number, target: number): void {
  draft.counts.emitted++
  draft.out.push(record)
  draft.outFrom.push(from)
  if (target === 0) appendOutput(draft, record, from)
  if (draft.merge === undefined) return emitFromSelection(draft, record, target)
  return emitFromMerge(draft, record)
}

/** Records that cannot be in the result leave: the last of a sorted memory, the top of a heap, the rest of a merge. */
function dropped(draft: SortState, run: number, records: number): void {
  draft.counts.dropped += records
  const { merge, selection } = draft
  if (merge !== undefined) dropFromMerge(merge)
  else if (selection !== undefined) emitFromSelection(draft, selectionOf(draft).heap.items[0] as number, run)
  else {
    settleSlots(draft)
    draft.filled = Math.max(0, draft.filled - records)
  }
  // The last page of the output may have been written before.
  if (run === 0 && draft.outputWritten > 0) endWhenFinished(draft)
}

/** A record goes into the one before it with the same key. */
function combined(draft: SortState, record: number): void {
  draft.counts.combined++
  const { merge, selection } = draft
  if (merge !== undefined) return emitFromMerge(draft, undefined)
  if (selection !== undefined) return emitFromSelection(draft, record, selectionOf(draft).tags.get(record) ?? 1)
  settleSlots(draft)
  const slot = draft.slots.indexOf(record, draft.spilled)
  draft.slots.copyWithin(slot, slot + 1, draft.filled--)
}

function tallied(draft: SortState, comparisons: number, records: number, height: number): void {
  draft.counts.comparisons += comparisons
  draft.counts.emitted += records
  draft.nextHeight = height < 0 ? -1 - height : height
  draft.heightsOf = height < 0 ? 'value' : 'order'
}

function settingChanged(draft: SortState, setting: number, value: number): void {
  if (setting === SortSetting.structure) {
    draft.structure = value === 0 ? 'loser-tree' : 'binary-heap'
    if (draft.merge !== undefined) changeStructure(draft, draft.merge)
  } else if (setting === SortSetting.fanIn) draft.fanIn = value
  else if (setting === SortSetting.memory) draft.memory = value
  else draft.formation = value === 0 ? 'fill-sort-spill' : 'replacement-selection'
  selectionChanged(draft)
}

/** Memory is gone, and with it all but the first `survivors` waiting runs. `covered` records need not be read again. */
function crashed(draft: SortState, survivors: number, covered: number): void {
  draft.counts.crashes++
  draft.filled = 0
  draft.spilled = 0
  draft.isFilling = false
  draft.sorter = undefined
  draft.selection = undefined
  draft.merge = undefined
  draft.out = []
  draft.outFrom = []
  // At the very end the runs of the last merge are still on disk: the process has not got to removing them.
  const runs = draft.stage === 'done' ? draft.outputInputs : draft.waiting
  const waiting = new Set(runs.slice(0, survivors))
  draft.waiting = new SharedSequence().splice(0, 0, ...waiting)
  // Numbers of lost runs are given again; the ledger goes on behind them, since other states still read it.
  const known = Math.max(0, ...waiting)
  const survived = new SharedList<Run>()
  for (const run of draft.runs) {
    if (run.number > known) break
    survived.push(waiting.has(run.number) ? { ...run, mergedInto: undefined } : run)
  }
  draft.runs = survived
  draft.outputStart += draft.outputLength
  draft.outputLength = 0
  draft.outputWritten = 0
  draft.inputRead = covered
  keepSettled(draft, survivors, covered)
  draft.stage = covered === 0 ? 'empty' : 'fill'
}
