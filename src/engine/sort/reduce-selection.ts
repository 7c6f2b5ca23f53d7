import { BinaryHeap } from './binary-heap.ts'
import { heapRecords } from './memory-plan.ts'
import type { Selection, SortState } from './state.ts'

/** The part of the sort's fold that mirrors replacement selection. */

/** A selection whose heap is still to be filled, by what holds now. */
export function planSelection({ memory, header, formation }: SortState, incoming: number[]): Selection {
  return {
    heap: new BinaryHeap(heapRecords(memory, header.page)),
    tags: new Map(),
    incoming,
    lastEmitted: -1,
    formation,
  }
}

/** True before the first event that needs the heap. */
function isUnfilled({ heap, lastEmitted }: Selection): boolean {
  return lastEmitted < 0 && heap.size === 0
}

/** Replacement selection: the top of the heap has left; the next incoming record will take its place. */
export function emitFromSelection(draft: SortState, record: number, run: number): void {
  const selection = selectionOf(draft)
  const { tags } = selection
  tags.delete(selection.lastEmitted)
  // An incoming record is compared with this one and tagged with its run or the next.
  tags.set(record, run)
  selection.lastEmitted = record
  closeGap(draft, selection)
}

/** When no record comes in for the one that left, the last one of the heap takes its place. */
function closeGap(draft: SortState, { heap, tags, incoming, lastEmitted, formation }: Selection): void {
  // After an act the heap is emptied and no page is read any more.
  const isDraining = draft.formation !== formation || heapRecords(draft.memory, draft.header.page) !== heap.items.length
  const isInputLeft = incoming.length > 0 || (draft.inputRead < draft.header.records && !isDraining)
  if (isInputLeft || heap.size === 0 || heap.items[0] !== lastEmitted) return
  heap.removeTop()
  heap.settle((item) => tags.get(item) ?? 0)
}

/** The comparison of an incoming record with the last one emitted decides which run it joins. */
export function tagIncoming(draft: SortState, waits: boolean): void {
  const { heap, tags, incoming, lastEmitted } = selectionOf(draft)
  const record = incoming.shift()
  if (record === undefined) return
  const run = tags.get(lastEmitted) ?? 1
  tags.set(record, waits ? run + 1 : run)
  heap.replaceTop(record)
  heap.settle((item) => tags.get(item) ?? 0)
}

export function resolveSelection(draft: SortState, rightFirst: boolean): void {
  const { heap, tags } = selectionOf(draft)
  heap.resolve(rightFirst, (item) => tags.get(item) ?? 0)
}

/** The selection at work; its heap is filled when the first event arrives that needs it. */
export function selectionOf(draft: SortState): Selection {
  const { selection } = draft
  if (selection === undefined) throw new Error('invariant broken: no replacement selection under way')
  const { heap, tags, incoming } = selection
  if (isUnfilled(selection)) {
    const room = Math.min(incoming.length, heap.items.length)
    for (let i = 0; i < room; i++) {
      heap.items[i] = incoming[i] as number
      tags.set(incoming[i] as number, draft.runs.length + 1)
    }
    incoming.splice(0, room)
    heap.heapify(room)
    heap.settle((item) => tags.get(item) ?? 0)
  }
  return selection
}

/** An act has changed a setting that may concern the selection under way. */
export function selectionChanged(draft: SortState): void {
  const { selection } = draft
  if (selection === undefined) return
  // The heap is planned when its first page has come.
  const isFirstPage = isUnfilled(selection) && selection.incoming.length <= draft.header.page
  if (isFirstPage) draft.selection = planSelection(draft, selection.incoming)
  else closeGap(draft, selection)
}
