import { SortEvent, type SortEventKind } from '../../engine/sort/events.ts'
import type { SortState } from '../../engine/sort/state.ts'
import type { TraceEvent } from '../../engine/trace/chunk.ts'
import { matchOf } from './match.ts'
import { memoryOrder, runOf } from './names.ts'

/**
 * Numbers of the records that an event reads, compares, moves, writes, leaves out or loses; `before` is the state before
 * it. At page detail records have no numbers: there are none.
 */
export function recordsTouched(before: SortState, event: TraceEvent): readonly number[] {
  if (before.header.detail === 'page') return []
  const { a, b, c } = event
  switch (event.kind as SortEventKind) {
    case SortEvent.readPage:
      return a === 0 ? inputPage(before, c) : runPage(before, a, c)
    case SortEvent.compare: {
      const match = matchOf(before, event)
      return [match.a.record, match.b.record]
    }
    case SortEvent.emit:
      return [b]
    case SortEvent.combine:
      return [b, c]
    case SortEvent.spillPage:
    case SortEvent.writePage:
      return isForming(before) ? memoryOrder(before).slice(before.spilled, before.spilled + c) : before.out.slice(0, c)
    case SortEvent.radixPass:
      return memoryOrder(before)
    case SortEvent.drop:
      return leftOut(before, b)
    case SortEvent.crash:
      return [...inMemory(before), ...inLostRuns(before, a), ...inOutput(before)]
    default:
      return []
  }
}

/** True while a memory-full is made into a run, or into the output, by sorting it. */
function isForming({ merge, selection }: SortState): boolean {
  return merge === undefined && selection === undefined
}

/** The records of the next page of the input; what a crash left in a run is read and not taken. */
function inputPage({ inputRead, kept }: SortState, records: number): readonly number[] {
  return Array.from({ length: records }, (_, i) => inputRead + i).filter((record) => !kept.has(record))
}

/** The records that the next page of a run brings to the merge. */
function runPage(state: SortState, number: number, records: number): readonly number[] {
  const input = state.merge?.inputs.find(({ run }) => run === number)
  if (input === undefined) return []
  return slice(state, number, input.loaded, input.loaded + records)
}

/** What cannot be in the result: the rest of a merge, the top of a heap, the end of a sorted memory. */
function leftOut(state: SortState, records: number): readonly number[] {
  const { merge, selection } = state
  if (merge !== undefined) return merge.inputs.flatMap(({ run, cursor, length }) => slice(state, run, cursor, length))
  if (selection !== undefined) return Array.from(selection.heap.items.subarray(0, 1))
  return memoryOrder(state).slice(-records)
}

/** Records in runs that a crash takes away: those that are being written, and of those that wait all but the first `kept`. */
function inLostRuns(state: SortState, kept: number): readonly number[] {
  const waiting = state.waiting.slice(kept, state.waiting.length)
  const lost = state.runs.filter(({ number, sealed }) => !sealed || waiting.includes(number))
  return lost.flatMap(({ number, length }) => slice(state, number, 0, length))
}

/** Records on disk in the output, which a crash makes begin anew. */
function inOutput({ output, outputStart, outputLength }: SortState): readonly number[] {
  return Array.from(output.slice(outputStart, outputStart + outputLength))
}

/** Everything that a crash takes away with the memory. */
function inMemory(state: SortState): readonly number[] {
  const { merge, selection, out, spilled } = state
  if (merge !== undefined) {
    return [...out, ...merge.inputs.flatMap(({ run, cursor, loaded }) => slice(state, run, cursor, loaded))]
  }
  if (selection === undefined) return memoryOrder(state).slice(spilled)
  const { heap, incoming } = selection
  return [...out, ...heap.items.subarray(0, heap.size), ...incoming]
}

/** Records [from, to) of a run. */
function slice(state: SortState, run: number, from: number, to: number): readonly number[] {
  const { start } = runOf(state, run)
  return Array.from({ length: to - from }, (_, i) => state.runRecords.get(start + from + i))
}
