import { formatBytes, formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import { mergePasses, mergeSortBound } from '../closed-forms.ts'
import { isWithoutRuns } from '../expected.ts'
import { formationPlan } from '../formation-plan.ts'
import { historyOf } from '../history.ts'
import { matchOf } from '../match.ts'
import { memoryHeld } from '../memory-held.ts'
import { runName } from '../names.ts'
import { comparisonsSince, memoryText, waiting, waitingRecords, wantedText, type Facts, type Why } from './facts.ts'
import type { Moment } from '../../../player/lab.ts'
import type { SortState } from '../../../engine/sort/state.ts'
import { heapRecords, readSortParams, type SortParams } from '../params.ts'

/** Before the first event. */
export function whyNothing(moment: Moment<SortState>): Why {
  const { state, params } = moment
  if (state.header.detail === 'page') return whyFileWaits(moment)
  const sort = readSortParams(params)
  const { records, memory, fanIn } = sort
  const runs = formationPlan(moment).expected
  if (runs === 0) return records > memory ? whyFirstFit(sort) : whyItFits(sort)
  if (sort.formation === 'replacement-selection') return whySelectionWaits(sort, runs)
  const isEven = records % memory === 0 && sort.limit === 0 && sort.combine === false
  const made = `${plural(runs, 'run')} of ${isEven ? '' : 'at most '}${count(memory)}`
  return {
    title: 'Memory is smaller than the input',
    paragraphs: [
      `${waitingRecords(records)} in the input, memory holds ${count(memory)}. So the sort goes in two phases: memory-fulls are sorted and spilled as runs, then runs are merged, each read front to back.`,
      `${made} and ${plural(mergePasses(runs, fanIn), 'merge pass', 'merge passes')} are to be expected. Spark sorts a partition the same way when its memory manager refuses more.`,
    ],
  }
}

function whySelectionWaits(sort: SortParams, runs: number): Why {
  const { records, memory, fanIn } = sort
  const room = heapRecords(sort)
  return {
    title: 'The heap is smaller than the input',
    paragraphs: [
      `${waitingRecords(records)} in the input, memory for ${count(memory)} makes a heap of ${count(room)}. So the sort goes in two phases: records leave the heap in order as others come in, which makes runs; then runs are merged.`,
      `About ${plural(runs, 'run')} of ${count(2 * room)} and ${plural(mergePasses(runs, fanIn), 'merge pass', 'merge passes')} are to be expected of random input. Spark does not do this; it sorts whole memory-fulls.`,
    ],
  }
}

/** Page detail: whether rows and index fit is known where the file alone is larger, or once the log tells it. */
function whyFileWaits({ state, params, log }: Moment<SortState>): Why {
  const sizeBytes = Number(params['sizeBytes'] ?? 0)
  const { formed, doneAt } = historyOf(log)
  if (log.length === 0) return whyLookedOver(state)
  const file = sizeBytes === 0 ? 'Memory is empty.' : `Memory is empty. The file has ${formatBytes(sizeBytes)}.`
  const needs = 'A row in memory takes an entry of the index besides itself'
  if (formed.length === 0 && doneAt !== undefined) {
    return {
      title: 'This file fits in memory',
      paragraphs: [
        `${file} ${needs}, and for all of its rows ${memoryText(state)} is enough: they are read, sorted and written once.`,
        'Nothing is spilled and nothing is merged. An external sort costs its extra passes only when memory is too small, and that is when Spark spills too.',
      ],
    }
  }
  const isLarger = sizeBytes > state.memory
  const isKnown = isLarger || formed.length > 0
  const small = isLarger ? 'Memory is smaller than the file' : 'Rows and index are larger than memory'
  return {
    title: isKnown ? small : 'Whether memory is enough will show',
    paragraphs: [
      `${file} ${needs}. The sort may use ${memoryText(state)} at any time, however large the file is.`,
      `${isKnown ? 'So it goes in two phases.' : 'If that is too little, it goes in two phases.'} Memory-fulls are sorted and spilled as runs; then runs are merged, each read front to back. Spark sorts a partition the same way when it must.`,
    ],
  }
}

/** What is read before the first event: no line of the log tells of it. */
function whyLookedOver(state: SortState): Why {
  return {
    title: 'The file is looked over first',
    paragraphs: [
      'The log begins with the first page that goes to memory. Before it the file is read once: all of it where the type of a key is to be found out, and what finished runs hold, where a sort goes on with them, to see that it is the same still. Of that there is no event.',
      `Then memory-fulls are sorted, and spilled as runs if they are more than one; runs are merged, each read front to back. The sort may use ${memoryText(state)} at any time, however large the file is.`,
    ],
  }
}

function whyFirstFit({ records, memory, limit }: SortParams): Why {
  return {
    title: 'Memory needs to hold the first few only',
    paragraphs: [
      `${waitingRecords(records)} in the input, memory holds ${count(memory)}, and only the first ${wantedText(limit)}. Whenever memory is full it is sorted, the first ${count(limit)} ${limit === 1 ? 'stays' : 'stay'} and the rest is left out.`,
      'So nothing is spilled. Spark turns ORDER BY with LIMIT into TakeOrderedAndProject, a bounded heap in each partition, which does even without sorting memory-fulls.',
    ],
  }
}

function whyItFits({ records, memory, limit }: SortParams): Why {
  const written = limit > 0 && limit < records ? `and the first ${count(limit)} written` : 'and written'
  return {
    title: 'This input fits in memory',
    paragraphs: [
      `${waitingRecords(records)} in the input and memory holds ${count(memory)}. One fill takes all of them, so they will be sorted once ${written} straight to the output.`,
      'Nothing is spilled and nothing is merged. An external sort costs its extra passes only when the input is larger than memory; Spark too spills when memory runs out.',
    ],
  }
}

export function whyFill(facts: Facts): Why {
  const { state, event, memory, isPaged } = facts
  const held = isPaged
    ? `${count(state.filled)} records are in memory`
    : `memory now holds ${count(state.filled)} of ${count(memoryHeld(facts.moment))}`
  if (!isPaged && formationPlan(facts.moment).expected === 0) return whyFillOnce(facts, held)
  const runs = isPaged ? '' : runsOfFills(facts)
  return {
    title: 'A fuller memory makes fewer runs',
    paragraphs: [
      `Page ${count(event.b + 1)} of the input brought ${plural(event.c, 'record')}; ${held}. Nothing goes to disk yet: the more records are sorted together, the fewer runs the merge has to read.`,
      `There is ${memory}.${runs} Spark's UnsafeExternalSorter has no fixed size: it fills until the task's memory manager refuses or asks it to spill.`,
    ],
  }
}

/** Nothing will be spilled: all of the input fits, or all of it that is wanted. */
function whyFillOnce({ moment, event, params, records, memory }: Facts, held: string): Why {
  const page = `Page ${count(event.b + 1)} of the input brought ${plural(event.c, 'record')}; ${held}.`
  const spark =
    "Spark's UnsafeExternalSorter too spills when the task's memory manager refuses more, or asks for what it has."
  if (isWithoutRuns(moment)) {
    return {
      title: 'All of the input fits',
      paragraphs: [
        `${page} Nothing goes to disk before the output is written: ${records === 1 ? 'the only record goes out as it came' : `all ${plural(records, 'record')} are sorted together`}.`,
        `There is ${memory}, so there will be no run and nothing to merge. ${spark}`,
      ],
    }
  }
  return {
    title: 'Only the first few stay',
    paragraphs: [
      `${page} When memory is full it is sorted, the first ${count(params.limit)} ${params.limit === 1 ? 'stays' : 'stay'}, and what is behind makes room for more of the input.`,
      `There is ${memory}, at least twice what is wanted, so there will be no run and nothing to merge. ${spark}`,
    ],
  }
}

/** What fills of that size make of the input; "" where there will be no run, or where nobody knows how many. */
function runsOfFills({ moment, records }: Facts): string {
  const { stretches, expected, isExact } = formationPlan(moment)
  const [first] = stretches
  if (expected === 0 || first === undefined) return ''
  if (stretches.length === 1) {
    return ` A fill of ${count(first.memory)} makes ${plural(expected, 'run')} of ${plural(records, 'record')}.`
  }
  const fills = stretches.map(({ memory }) => count(memory)).join(', then ')
  return isExact ? ` Fills of ${fills} make ${plural(expected, 'run')} of ${plural(records, 'record')}.` : ''
}

export function whySort(facts: Facts): Why {
  const { state, before } = facts
  const match = matchOf(before, facts.event)
  if (match.isTie) return whySortTie(match.a.key)
  if (facts.moment.log.count(SortEvent.tieRange, facts.event.seq) > 0) return whyTieMatch(facts)
  const width = 2 ** match.where
  const side = match.rightFirst ? 'right' : 'left'
  return {
    title: 'Each comparison places one record',
    paragraphs: [
      `Level ${match.where} merges neighbouring groups of ${plural(width, 'slot')}. Of ${match.a.key} and ${match.b.key} the ${side} one goes first, so ${match.first.key} takes the next place. When one group ends, the rest of the other is copied without a comparison.`,
      `Sorting ${count(state.filled)} records takes at most ${plural(mergeSortBound(state.filled), 'comparison')}; ${count(comparisonsSince(facts, SortEvent.readPage))} made so far. Spark uses TimSort here, which profits from order that is already there.`,
    ],
  }
}

function whySortTie(key: string): Why {
  return {
    title: 'A tie keeps the order of arrival',
    paragraphs: [
      `Both keys are ${key}. The left record came earlier in the input, so it stays first and the right one does not pass it. That makes the sort in memory stable.`,
      "The merge keeps that promise only if it breaks ties by the run's number. Spark's sort makes no such promise: rows with equal keys may come out in any order.",
    ],
  }
}

function whyTieMatch({ state, before, event }: Facts): Why {
  const match = matchOf(before, event)
  const slots = before.sorter?.source.length ?? 0
  return {
    title: 'Inside a tie the whole keys decide',
    paragraphs: [
      `${plural(slots, 'record')} from slot ${before.sorterBase} on share one prefix. ${match.a.key} and ${match.b.key} were compared in full, and ${match.first.key} goes first.`,
      `Only this range is compared; the radix passes have put the rest of the ${count(state.filled)} records in order without comparing a key. Spark reads the whole row only when two prefixes tie, because following its pointer costs a cache miss.`,
    ],
  }
}

export function whyRadix({ event, state }: Facts): Why {
  return {
    title: 'Counting replaces comparing',
    paragraphs: [
      `${plural(event.b, 'record')} were counted by byte ${event.a} of their 8-byte key prefix and moved into ${plural(event.c, 'bucket')}, each in the order it had. Of ${count(state.filled)} keys none was compared. Bytes that are the same everywhere are skipped.`,
      'Spark does this for a single sort column whose type fits the prefix: numbers, dates, timestamps. Strings and several columns go to TimSort.',
    ],
  }
}

export function whyTieRange({ event, state }: Facts): Why {
  const records = event.b - event.a
  return {
    title: 'Equal prefixes still need comparisons',
    paragraphs: [
      `Slots ${event.a} to ${event.b - 1} hold ${plural(records, 'record')} with one and the same 8-byte prefix. Keys behind an equal prefix may differ, so this range is merge-sorted by the whole key.`,
      `The other ${count(state.filled - records)} records are in order already. Spark compares alike: the prefix first, the whole row only on a tie. A string column that begins alike everywhere loses that advantage.`,
    ],
  }
}

export function whySpill({ event, state, memory, records, isPaged }: Facts): Why {
  const run = runName(event.a)
  const input = isPaged ? 'a file of any size' : plural(records, 'record')
  const length = state.runs.tryGet(event.a - 1)?.length ?? 0
  return {
    title: 'A run leaves memory in order',
    paragraphs: [
      `Page ${count(event.b + 1)} took ${plural(event.c, 'record')} to ${run}, which now has ${count(length)}. Pages go to disk one behind the other, so the disk need not seek, and nothing is sorted there.`,
      `Spilling is no failure: it is what makes ${memory} enough for ${input}. Spark counts it as memory bytes and disk bytes spilled; the first are whole pages of memory, the second what of them was written, compressed.`,
    ],
  }
}

export function whySeal({ event, state, records, isPaged }: Facts): Why {
  const left = Math.max(0, records - state.inputRead)
  const none = isPaged ? 'takes more of the file, if there is more' : 'no record of the input is left'
  const rest = left === 0 ? none : `${plural(left, 'record')} of the input ${left === 1 ? 'is' : 'are'} left`
  return {
    title: 'A sealed run survives a crash',
    paragraphs: [
      `${runName(event.a)} is complete: ${plural(event.b, 'record')} in ${plural(event.c, 'page')}, in order from first to last. Memory is empty again and ${rest}.`,
      `${waiting(state.waiting.length)} in the order of the input; that order decides ties later and keeps the sort stable. A Spark task that dies keeps nothing of this: its spills go with it and the task runs again.`,
    ],
  }
}

/** No run was made: what is in memory in order goes straight to the output. */
export function whyWriteFromMemory(facts: Facts): Why {
  const { event, state, memory, params, records } = facts
  const { inputRead } = state
  const page = `Page ${count(event.b + 1)} took ${plural(event.c, 'record')}; ${count(state.outputWritten)} ${state.outputWritten === 1 ? 'is' : 'are'} written.`
  const crossed = crossedText(facts)
  if (params.limit > 0 && params.limit < records) {
    const isLarger = inputRead > memoryHeld(facts.moment)
    return {
      title: 'The first few need no merge',
      paragraphs: [
        `There is ${memory}, and of the ${plural(inputRead, 'record')} of the input only the first ${wantedText(params.limit)}. They are in memory, in order, so they are the output. ${page}`,
        `${crossed} ${isLarger ? 'A limit of more than half of what memory holds would have made runs.' : 'The others fitted in memory too and were left out.'}`,
      ],
    }
  }
  const isSelected = state.formation === 'replacement-selection'
  const price =
    params.combine !== false
      ? combinedText(facts)
      : `With one record more than ${isSelected ? 'the heap' : 'memory'} holds, every record would cross the disk four times instead of twice.`
  return {
    title: 'What fits in memory needs no merge',
    paragraphs: [
      `There is ${memory} and the input has ${plural(inputRead, 'record')}, so sorted memory is the output. ${page}`,
      `${crossed} ${price}`,
    ],
  }
}

function combinedText({ state }: Facts): string {
  return state.counts.combined === 0
    ? 'Equal keys become one before they are written; so far no two were equal, so every record goes out as it came in.'
    : 'Equal keys became one before they were written, so fewer records go out than came in.'
}

/** Pages that crossed the disk; all of the input has been read, from the first page or once more from there. */
function crossedText({ state: { counts }, moment: { log, position } }: Facts): string {
  const lastRead = log.nth(SortEvent.readPage, log.count(SortEvent.readPage, position))
  const again = lastRead === undefined ? 0 : counts.inputPagesRead - log.event(lastRead).b - 1
  const pages = `${plural(counts.inputPagesRead, 'page')} in, ${count(counts.pagesWritten)} out so far`
  if (again === 0) return `Nothing is spilled and nothing is read twice: ${pages}.`
  const what = `${plural(again, 'page')} ${again === 1 ? 'was' : 'were'} read again`
  return `Nothing is spilled, but ${what} after a crash: ${pages}, lost work included.`
}
