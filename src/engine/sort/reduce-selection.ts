import { BinaryHeap } from './binary-heap.ts'
import { heapRecords } from './memory-plan.ts'
import type { Selection, SortState } from './state.ts'

/** The part of the sort's fold that mirrors replacement selection. */

/** A selection whose heap is still to be filled, by what holds now. */
function planSelection({ memory, header, formation }: SortState, incoming: number[]): Selection {
  return {
    heap: new BinaryHeap(heapRecords(memory, header.page)),
    tags: new Map(),
    incoming,
    lastEmitted: -1,
    formation,
    isFresh: true,
  }
}

/** True before the first event that needs the heap. */
function isUnfilled({ heap, lastEmitted }: Selection): boolean {
  return lastEmitted < 0 && heap.size === 0
}

/** Replacement selection: a page of the input has come. The heap is planned when the first record has. */
export function readIntoSelection(draft: SortState, records: number[]): void {
  const { selection } = draft
  if (selection === undefined || (isUnfilled(selection) && selection.incoming.length === 0)) {
    draft.selection = planSelection(draft, records)
    return
  }
  selection.incoming.push(...records)
  // Of a page that was read again after a crash nothing may come in.
  if (isGapOpen(selection) && !isInputLeft(draft, selection)) closeGap(selection)
}

/** Replacement selection: the top of the heap has left; the next incoming record will take its place. */
export function emitFromSelection(draft: SortState, record: number, run: number): void {
  const selection = selectionOf(draft)
  const { tags } = selection
  tags.delete(selection.lastEmitted)
  // An incoming record is compared with this one and tagged with its run or the next.
  tags.set(record, run)
  selection.lastEmitted = record
  selection.isFresh = true
  settleGap(draft, selection)
}

/** The record that left last is still on the top: nothing has taken its place. */
function isGapOpen({ heap, lastEmitted }: Selection): boolean {
  return heap.size > 0 && heap.items[0] === lastEmitted
}

function isInputLeft({ inputRead, header }: SortState, { incoming }: Selection): boolean {
  return incoming.length > 0 || inputRead < header.records
}

/** When no record comes in for the one that left, the last one of the heap takes its place. */
function settleGap(draft: SortState, selection: Selection): void {
  const { heap, incoming, lastEmitted, formation } = selection
  // After an act the heap is emptied and no page is read any more.
  const isDraining = draft.formation !== formation || heapRecords(draft.memory, draft.header.page) !== heap.items.length
  const staysOpen = isDraining ? incoming.length > 0 : isInputLeft(draft, selection)
  if (staysOpen === isGapOpen(selection)) return
  if (staysOpen) heap.restoreTop(lastEmitted)
  else closeGap(selection)
}

function closeGap({ heap, tags }: Selection): void {
  heap.removeTop()
  heap.settle((item) => tags.get(item) ?? 0)
}

/** The comparison of an incoming record with the last one emitted decides which run it joins. */
export function tagIncoming(draft: SortState, waits: boolean): void {
  const selection = selectionOf(draft)
  const { heap, tags, incoming, lastEmitted } = selection
  const record = incoming.shift()
  if (record === undefined) return
  const run = tags.get(lastEmitted) ?? 1
  tags.set(record, waits ? run + 1 : run)
  // Where the heap was being emptied there is room for more than one.
  if (isGapOpen(selection)) heap.replaceTop(record)
  else heap.push(record)
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
  if (selection?.isFresh !== true) return
  if (isUnfilled(selection)) draft.selection = planSelection(draft, selection.incoming)
  else settleGap(draft, selection)
}
