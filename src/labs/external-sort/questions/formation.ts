import { formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { Comparison, SortEvent, unpackComparison } from '../../../engine/sort/events.ts'
import { log2Ceil, mergeSortBound } from '../closed-forms.ts'
import { memoryHeld } from '../memory-held.ts'
import { keyOf, memoryOrder, runName } from '../names.ts'
import { countBetween, earliest, nextOf, type Scene, type Topic } from './kit.ts'
import { numeric, numerics, type Answer, type Draft } from '../../../player/question-draft.ts'

/** Filling memory, sorting it, spilling it. */
export const FORMATION_TOPICS: readonly Topic[] = [
  { id: 'after-page', label: 'What follows a page of the input', make: afterPage },
  { id: 'first-spilled', label: 'Which key is spilled first', make: firstSpilled },
  { id: 'sort-comparisons', label: 'Comparisons to sort memory', make: sortComparisons },
  { id: 'merge-sort-take', label: 'Which record a merge sort takes', make: mergeSortTake },
  { id: 'run-pages', label: 'Pages of a run', make: runPages },
  { id: 'after-seal', label: 'What follows a sealed run', isForPages: true, make: afterSeal },
  { id: 'radix-passes', label: 'Passes of a radix sort', make: radixPasses },
  { id: 'radix-comparisons', label: 'Comparisons after a radix sort', make: radixComparisons },
]

function afterPage(scene: Scene): Draft | undefined {
  const { state, log, position, event } = scene
  if (event?.kind !== SortEvent.readPage || event.a !== 0 || state.stage !== 'fill') return undefined
  const next = log.event(position + 1)
  const isFilling = next.kind === SortEvent.readPage
  const another: Answer = { text: 'Another page of the input is read', note: 'memory takes as much as it can' }
  const sort: Answer = {
    text: `The ${count(state.filled)} records are sorted`,
    note: 'what is in memory is put in order first',
  }
  if (!isFilling && next.kind !== SortEvent.compare && next.kind !== SortEvent.radixPass) return undefined
  return {
    text: `Memory holds ${count(state.filled)} of ${count(memoryHeld(scene))} records. What comes next?`,
    right: isFilling ? another : sort,
    wrong: [
      isFilling ? sort : another,
      { text: 'The page is written to a run', note: 'memory must stay free' },
      { text: 'Its records are merged with the first run', note: 'so that there is one run only' },
    ],
    because: isFilling
      ? 'There is room and there is input. Sorting more records together makes longer and so fewer runs.'
      : 'Memory is full or the input has ended. Records leave memory in order, so they are sorted first.',
    until: position + 1,
  }
}

function firstSpilled({ state, log, position, stateAt, event }: Scene): Draft | undefined {
  if (state.stage !== 'sort' && !(state.stage === 'fill' && event?.kind === SortEvent.readPage)) return undefined
  const until = earliest(nextOf(log, SortEvent.spillPage, position), nextOf(log, SortEvent.writePage, position))
  if (until === undefined || countBetween(log, SortEvent.readPage, position, until) > 0 || state.filled < 4)
    return undefined
  const after = stateAt(until)
  const run = after.runs.tryGet(log.event(until).a - 1)
  const record = run === undefined ? after.output.get(after.outputStart) : after.runRecords.get(run.start)
  const order = memoryOrder(state)
  const key = keyOf(state.header, record)
  const heights = state.header.heights
  const largest = order.reduce(
    (best, one) => ((heights[one] ?? 0) > (heights[best] ?? 0) ? one : best),
    order[0] as number,
  )
  const smallest = order.reduce(
    (best, one) => ((heights[one] ?? 0) < (heights[best] ?? 0) ? one : best),
    order[0] as number,
  )
  return {
    text: `${count(state.filled)} records are in memory and not yet in order. Which key is spilled first?`,
    right: { text: key, note: 'it goes before all others in memory' },
    wrong: [
      { text: keyOf(state.header, order[0] as number), note: 'it stands first in memory' },
      { text: keyOf(state.header, largest), note: 'the largest one' },
      { text: keyOf(state.header, smallest), note: 'the smallest one' },
      { text: keyOf(state.header, order.at(-1) as number), note: 'it came in last' },
    ],
    because: `Nothing is spilled before all of memory is sorted, and then ${key} stands first.`,
    until,
  }
}

function sortComparisons({ state, log, position, event }: Scene): Draft | undefined {
  if (event?.kind !== SortEvent.readPage || state.stage !== 'fill' || state.header.memorySort !== 'merge')
    return undefined
  if (log.event(position + 1).kind !== SortEvent.compare || state.filled < 8) return undefined
  const until = earliest(nextOf(log, SortEvent.spillPage, position), nextOf(log, SortEvent.writePage, position))
  if (until === undefined) return undefined
  const made = countBetween(log, SortEvent.compare, position, until)
  const n = state.filled
  return {
    text: `${count(n)} records are about to be merge-sorted in memory. How many comparisons will it take?`,
    right: numeric(made, 'one for each record on each level, less what is copied'),
    wrong: numerics([
      [n * log2Ceil(n), 'one for each record on each level'],
      [(n * (n - 1)) / 2, 'every pair once'],
      [n, 'one for each record'],
    ]),
    because: `${log2Ceil(n)} levels, and on each every record is placed; when one group of a pair ends, the rest is copied without a comparison. At most ${count(mergeSortBound(n))}, here ${count(made)}.`,
    until: until - 1,
  }
}

function mergeSortTake({ state, log, position }: Scene): Draft | undefined {
  const { sorter, sorterBase, header } = state
  const next = log.event(position + 1)
  if (sorter === undefined || sorter.isDone || next.kind !== SortEvent.compare) return undefined
  const { context, where, rightFirst } = unpackComparison(next.c)
  if (context !== Comparison.mergeSort || where < 1) return undefined
  const left = keyOf(header, sorter.source[next.a] as number)
  const right = keyOf(header, sorter.source[next.b] as number)
  const isTie = left === right
  const leftText: Answer = {
    text: isTie ? 'The left one' : `${left}, from the left`,
    note: 'its group came earlier in the input',
  }
  const rightText: Answer = {
    text: isTie ? 'The right one' : `${right}, from the right`,
    note: 'its group would run short otherwise',
  }
  return {
    text: `Level ${where}: the left group shows ${left}, the right one ${right}. Which takes place ${sorterBase + sorter.placed}?`,
    right: rightFirst ? rightText : leftText,
    wrong: [
      rightFirst ? leftText : rightText,
      {
        text: isTie ? 'Either' : 'Both, one behind the other',
        note: isTie ? 'equal keys have no order' : 'two are placed at a time',
      },
    ],
    because: isTie
      ? 'A tie goes to the left group, whose records came earlier. That keeps the sort stable.'
      : `${rightFirst ? right : left} goes before ${rightFirst ? left : right}. The other group shows the same record again.`,
    until: position + 1,
  }
}

function runPages({ state, log, position, event, params }: Scene): Draft | undefined {
  if (event?.kind !== SortEvent.spillPage || event.b !== 0 || state.stage !== 'spill') return undefined
  const until = nextOf(log, SortEvent.sealRun, position)
  if (until === undefined) return undefined
  const { b: records, c: pages } = log.event(until)
  return {
    text: `The first page of ${runName(event.a)} is on disk. How many pages will the run have?`,
    right: numeric(pages, 'what memory holds, page by page'),
    wrong: numerics([
      [records, 'one for each record'],
      [pages + 1, 'one more to seal it'],
      [params.fanIn, 'as many as runs are merged at a time'],
      [1, 'the rest stays in memory'],
    ]),
    because: `${runName(event.a)} takes ${records === 1 ? 'the only record' : `all ${plural(records, 'record')}`} of memory in pages of ${params.page}: ${plural(pages, 'page')}.`,
    until,
  }
}

function afterSeal({ state, log, position, event }: Scene): Draft | undefined {
  if (event?.kind !== SortEvent.sealRun || state.merge !== undefined) return undefined
  const next = log.event(position + 1)
  const nextReal = next.kind === SortEvent.tally ? log.event(Math.min(log.length, position + 2)) : next
  const isMerge = nextReal.kind === SortEvent.mergeStep
  if (!isMerge && (nextReal.kind !== SortEvent.readPage || nextReal.a !== 0)) return undefined
  const merge: Answer = { text: 'Runs are merged', note: 'enough of them are on disk' }
  const read: Answer = { text: 'More of the input is read', note: 'memory is free again' }
  return {
    text: `${runName(event.a)} is sealed. What comes next?`,
    right: isMerge ? merge : read,
    wrong: [
      isMerge ? read : merge,
      { text: `${runName(event.a)} is read again`, note: 'what was written is checked' },
      { text: 'The output is written', note: 'the first records are known by now' },
    ],
    because: isMerge
      ? 'All of the input is in runs, so merging begins.'
      : 'Records of the input may go before everything seen so far. Merging waits until all of them are in runs.',
    until: nextReal.seq,
  }
}

function radixPasses({ state, log, position, event }: Scene): Draft | undefined {
  if (event?.kind !== SortEvent.readPage || state.stage !== 'fill' || state.header.memorySort !== 'radix')
    return undefined
  if (log.event(position + 1).kind !== SortEvent.radixPass) return undefined
  const until = earliest(nextOf(log, SortEvent.spillPage, position), nextOf(log, SortEvent.writePage, position))
  if (until === undefined) return undefined
  const passes = countBetween(log, SortEvent.radixPass, position, until)
  return {
    text: `${count(state.filled)} keys with 8-byte prefixes are about to be radix-sorted. How many counting passes move them?`,
    right: numeric(passes, 'one for each byte that differs somewhere'),
    wrong: numerics([
      [8, 'one for each byte'],
      [log2Ceil(state.filled), 'one for each doubling'],
      [1, 'one for the whole key'],
      [passes + 2, 'one for each byte of the number'],
    ]),
    because: `${plural(passes, 'byte')} of the prefix ${passes === 1 ? 'differs' : 'differ'} somewhere; a byte that is the same everywhere is skipped.`,
    until: until - 1,
  }
}

function radixComparisons({ state, log, position, event }: Scene): Draft | undefined {
  if (event?.kind !== SortEvent.radixPass) return undefined
  const until = earliest(nextOf(log, SortEvent.spillPage, position), nextOf(log, SortEvent.writePage, position))
  if (until === undefined || countBetween(log, SortEvent.radixPass, position, until) > 0) return undefined
  const made = countBetween(log, SortEvent.compare, position, until)
  return {
    text: `The last counting pass is done. How many comparisons are still needed before ${count(state.filled)} records are spilled?`,
    right: numeric(made, made === 0 ? 'the passes have decided everything' : 'only where prefixes tie'),
    wrong: numerics([
      [0, 'the passes have decided everything'],
      [state.filled - 1, 'one for each neighbour, to check the order'],
      [mergeSortBound(state.filled), 'a merge sort of what the passes left'],
      [log2Ceil(state.filled), 'one for each level'],
    ]),
    because:
      made === 0
        ? 'The 8-byte prefix holds the whole key here, so equal prefixes are equal keys and need no comparison.'
        : `Some prefixes tie while their keys may differ; those ranges took ${plural(made, 'comparison')}.`,
    until: until - 1,
  }
}
