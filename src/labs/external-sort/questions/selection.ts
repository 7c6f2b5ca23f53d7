import { formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { SortEvent, unpackComparison } from '../../../engine/sort/events.ts'
import type { Selection, SortState } from '../../../engine/sort/state.ts'
import { keyOf, runName } from '../names.ts'
import { nextOf, type Scene, type Topic } from './kit.ts'
import { numeric, numerics, type Draft } from '../../../player/question-draft.ts'

/** Replacement selection. */
export const SELECTION_TOPICS: readonly Topic[] = [
  { id: 'joins-run', label: 'Whether a record joins this run', make: joinsRun },
  { id: 'selection-length', label: 'How long a run becomes', make: runLength },
  { id: 'selection-next', label: 'Which record leaves the heap next', make: nextOut },
]

function joinsRun({ state, log, position, event }: Scene): Draft | undefined {
  const incoming = state.selection?.incoming[0]
  if (event?.kind !== SortEvent.emit || incoming === undefined || state.merge !== undefined || event.c === 0)
    return undefined
  const next = log.event(position + 1)
  if (next.kind !== SortEvent.compare || next.a !== incoming) return undefined
  const waits = unpackComparison(next.c).rightFirst
  const key = keyOf(state.header, incoming)
  const last = keyOf(state.header, event.b)
  const run = runName(event.c)
  const yes = { text: `Yes, it joins ${run}`, note: `it can still be written after ${last}` }
  const no = { text: `No, it waits for ${runName(event.c + 1)}`, note: `it would have to stand before ${last}` }
  return {
    text: `${last} left for ${run}, and ${key} comes in. Does it join ${run}?`,
    right: waits ? no : yes,
    wrong: [
      waits ? yes : no,
      { text: 'Yes, it is written at once', note: 'memory has no room for it' },
      { text: 'Only when the next page is read', note: 'pages are treated as a whole' },
    ],
    because: waits
      ? `${key} goes before ${last}, which is written already. ${run} would not be sorted with it.`
      : `${key} does not go before ${last}, so ${run} stays sorted when it is written later.`,
    until: position + 1,
  }
}

function runLength({ state, log, position, event, params }: Scene): Draft | undefined {
  if (event?.kind !== SortEvent.emit || state.merge !== undefined || event.c === 0) return undefined
  const until = nextOf(log, SortEvent.sealRun, position)
  if (until === undefined) return undefined
  const { a: run, b: length } = log.event(until)
  const done = (state.runs.tryGet(run - 1)?.length ?? 0) + state.out.length
  if (run !== event.c || length - done < 8) return undefined
  const room = state.selection?.heap.items.length ?? 0
  const far = (value: number): boolean => Math.abs(value - length) > Math.max(2, length / 10) && value > done
  const wrong: (readonly [number, string])[] = [
    [room, 'as many as the heap holds'],
    [2 * room, 'twice the heap'],
    [room + 2 * params.page, 'as many as memory holds'],
    [state.header.records, 'the whole input'],
    [3 * room, 'three times the heap'],
  ]
  return {
    text: `${runName(run)} has ${plural(done, 'record')} so far; the heap holds ${count(room)}. How long will the run be?`,
    right: numeric(length, noteOfLength(length, room, state.header.records)),
    wrong: numerics(wrong.filter(([value]) => far(value))),
    because: `${runName(run)} ends with ${plural(length, 'record')}. Twice the heap is what random input gives on average; input in the order asked for gives one run, the reverse of it runs of one heap.`,
    until,
  }
}

function noteOfLength(length: number, room: number, records: number): string {
  if (length === records) return 'the whole input'
  if (length <= room) return 'as many as the heap holds'
  return 'while records keep coming that fit behind its last'
}

function nextOut({ state, log, position, event }: Scene): Draft | undefined {
  const { selection } = state
  const until = nextOf(log, SortEvent.emit, position)
  if (selection === undefined || until === undefined || event?.kind !== SortEvent.compare || state.merge !== undefined)
    return undefined
  if (selection.lastEmitted < 0 || nextOf(log, SortEvent.sealRun, position) === undefined) return undefined
  const { b: record, c: run } = log.event(until)
  const key = keyOf(state.header, record)
  const early = earliestWaiting(state, selection, run)
  const newest = selection.heap.items[0] as number
  const answer = (one: number, note: string): { text: string; note: string } => ({
    text: keyOf(state.header, one),
    note,
  })
  return {
    text: 'Which key leaves the heap next?',
    right: { text: key, note: `it belongs to ${runName(run)}` },
    wrong: [
      ...(early === undefined
        ? []
        : [answer(early, `it is in memory too, for ${runName(selection.tags.get(early) ?? 0)}`)]),
      answer(newest, 'it stands at the top at this moment'),
      answer(selection.lastEmitted, 'whatever left last'),
      ...Array.from(selection.heap.items.subarray(1, Math.min(3, selection.heap.size)), (one) =>
        answer(one, 'it stands right below the top'),
      ),
    ],
    because: `The run goes before the key: ${key} goes first of ${runName(run)}. What would go before it waits in memory for the next run.`,
    until,
  }
}

/** The record of a later run that goes before all of this one: smaller, and still not next. */
function earliestWaiting(state: SortState, selection: Selection, run: number): number | undefined {
  const { heap, tags } = selection
  const heights = state.header.heights
  let best: number | undefined
  for (const record of heap.items.subarray(0, heap.size)) {
    if ((tags.get(record) ?? 0) <= run) continue
    if (best === undefined || (heights[record] ?? 0) < (heights[best] ?? 0)) best = record
  }
  return best
}
