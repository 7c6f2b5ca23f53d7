import { formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { Comparison, unpackComparison } from '../../../engine/sort/events.ts'
import { heapBound, log2Floor } from '../closed-forms.ts'
import { matchOf } from '../match.ts'
import { memoryHeld } from '../memory-held.ts'
import { keyOf, runName } from '../names.ts'
import { heapRecords } from '../params.ts'
import { asOne, type Facts, type Why } from './facts.ts'

/** Records that the heap holds when it is full. */
function roomOf({ state, before, params }: Facts): number {
  const { selection = before.selection } = state
  return selection?.heap.items.length ?? heapRecords({ memory: state.memory, page: params.page })
}

/** Number of the run that is being written. */
function currentRun({ state }: Facts): number {
  const open = state.runs.findLast((run) => !run.sealed)
  return open?.number ?? state.runs.length + 1
}

function tagged(facts: Facts, run: number): number {
  const { selection } = facts.state
  if (selection === undefined) return 0
  let records = 0
  for (let i = 0; i < selection.heap.size; i++)
    if (selection.tags.get(selection.heap.items[i] as number) === run) records++
  return records
}

export function whySelectionFill(facts: Facts): Why {
  const { event, state } = facts
  const room = roomOf(facts)
  const isRefill = (state.selection?.lastEmitted ?? -1) >= 0
  const size = state.selection?.heap.size ?? 0
  if (isRefill && size < room) {
    return {
      title: 'The heap is filled again',
      paragraphs: [
        `Page ${count(event.b + 1)} of the input brought ${plural(event.c, 'record')}. Memory was being emptied, and the heap holds only ${count(size)} of the ${count(room)} it has room for; what comes in now makes it grow.`,
        `Each record joins the run under way where it fits behind its last, and waits for the next one where it does not. From then on one leaves and one comes in.`,
      ],
    }
  }
  if (isRefill) {
    return {
      title: 'One leaves, one comes in',
      paragraphs: [
        `Page ${count(event.b + 1)} of the input brought ${plural(event.c, 'record')}${event.c === 1 ? '. It takes the place of the next record that leaves' : `. They take the places of the next ${count(event.c)} records that leave`}, so the heap stays at ${count(room)}.`,
        `Fill, sort and spill would empty memory before it reads again. Here reading and writing alternate, and a run goes on for as long as records come in that fit behind its last: about ${count(2 * room)} on random input.`,
      ],
    }
  }
  return {
    title: 'Most of memory becomes a heap',
    paragraphs: [
      `Page ${count(event.b + 1)} brought ${plural(event.c, 'record')}. One page of memory is kept for reading and one for writing; ${room === 1 ? 'the other record will be a heap of one' : `the other ${count(room)} records will form a heap with the one that goes first at its top`}.`,
      `Records leave one at a time and are replaced one at a time, so a run can outgrow memory: on random input it comes to about 2 × ${count(room)} = ${plural(2 * room, 'record')}.`,
    ],
  }
}

export function whySelectionCompare(facts: Facts): Why {
  const { context } = unpackComparison(facts.event.c)
  if (context === Comparison.nextRun) return facts.event.c & 1 ? whyWaits(facts) : whyJoins(facts)
  if ((facts.before.selection?.lastEmitted ?? -1) < 0) return whyHeapBuild(facts)
  return whySink(facts)
}

function whyHeapBuild(facts: Facts): Why {
  const { before, event } = facts
  const match = matchOf(before, event)
  const room = Math.max(before.selection?.heap.size ?? 0, facts.state.selection?.heap.size ?? 0)
  return {
    title: 'The heap is built from below',
    paragraphs: [
      `${match.a.key} and ${match.b.key} were compared while the first ${count(room)} records are put in heap order, from the last parent up to the top.`,
      `Building this way takes fewer than 2 × ${count(room)} comparisons, because most records stand near the bottom and have little room to sink. Pushing the records in one by one would take up to ${log2Floor(Math.max(1, room))} for each.`,
    ],
  }
}

function whyJoins(facts: Facts): Why {
  const match = matchOf(facts.before, facts.event)
  const run = runName(currentRun(facts))
  const length = facts.state.runs.tryGet(currentRun(facts) - 1)?.length ?? 0
  return {
    title: 'This record can still join the run',
    paragraphs: [
      `${match.a.key} does not go before ${match.b.key}, the record that left last. Written to ${run} after it, it keeps the order, so it enters the heap for this run.`,
      `That is how a run outgrows memory: ${run} has ${plural(length, 'record')} on disk while the heap holds ${count(roomOf(facts))}. On input that is in order already every record joins, and one run takes all of it.`,
    ],
  }
}

function whyWaits(facts: Facts): Why {
  const match = matchOf(facts.before, facts.event)
  const run = currentRun(facts)
  const waiting = tagged(facts, run + 1)
  return {
    title: 'What comes too late waits for the next run',
    paragraphs: [
      `${match.a.key} goes before ${match.b.key}, which has left for ${runName(run)} already. Written after it, it would break the order, so it is tagged ${runName(run + 1)} and stands below everything of ${runName(run)}.`,
      `${count(waiting)} of ${count(roomOf(facts))} ${asOne(roomOf(facts), 'record', 'records')} in the heap ${asOne(waiting, 'waits', 'wait')} for ${runName(run + 1)}. When all of them do, ${runName(run)} ends. On input in the opposite order every record waits, and runs are one heap long.`,
    ],
  }
}

function whySink(facts: Facts): Why {
  const match = matchOf(facts.before, facts.event)
  const room = Math.max(1, facts.before.selection?.heap.size ?? 1)
  const verdict = match.context === Comparison.heapChildren ? 'is the better child' : 'takes the upper place'
  return {
    title: 'The run counts before the key',
    paragraphs: [
      `${match.a.key} was compared with ${match.b.key}, and ${match.first.key} ${verdict}. Both belong to one run; records of different runs need no comparison, the lower run goes first.`,
      `A heap of ${count(room)} has ${plural(log2Floor(room), 'level')} below its top, with up to two comparisons on each: at most ${heapBound(room)} for a record, and one more to find its run. This cost, and the cache misses, are why engines moved to sorting whole memory-fulls.`,
    ],
  }
}

export function whySelectionEmit(facts: Facts): Why {
  const { event, state } = facts
  const key = keyOf(state.header, event.b)
  const run = runName(event.c)
  const incoming = state.selection?.incoming[0]
  const next =
    incoming !== undefined
      ? `Its place goes to the next record of the input, ${keyOf(state.header, incoming)}. Whether that one can still join ${run} takes one comparison with ${key}.`
      : whatTakesThePlace(facts)
  return {
    title: 'What goes first of this run leaves',
    paragraphs: [
      `${key} stood at the top of the heap and goes to ${run}. Nothing in memory that belongs to ${run} goes before it, so the run stays in order.`,
      `${next} Fill, sort and spill would wait for a full memory here.`,
    ],
  }
}

/** No record is waiting in memory for the place at the top. */
function whatTakesThePlace({ state }: Facts): string {
  const { selection } = state
  if (selection !== undefined && selection.heap.items[0] === selection.lastEmitted && selection.heap.size > 0) {
    return 'Its place goes to the next record of the input; the page in memory is used up, so another one is read first.'
  }
  const left = selection?.heap.size ?? 0
  return `No record comes in for it, so the heap shrinks to ${plural(left, 'record')}: the last one moves to the top and sinks.`
}

export function whySelectionSpill(facts: Facts): Why {
  const { event, state } = facts
  const run = runName(event.a)
  const length = state.runs.tryGet(event.a - 1)?.length ?? 0
  const room = roomOf(facts)
  const held = memoryHeld(facts.moment)
  const grown =
    length > held
      ? `${count(length)} is more than memory for ${plural(held, 'record')} holds: the run has outgrown it.`
      : `The heap holds ${plural(room, 'record')}; the run goes on while records come in that fit behind its last.`
  return {
    title: 'The end of the run is open',
    paragraphs: [
      `Page ${count(event.b + 1)} took ${plural(event.c, 'record')} to ${run}, which now has ${count(length)}. ${grown}`,
      `Nobody knows yet how long ${run} will be. On random input it comes to about ${count(2 * room)}; the first is shorter, about 1.7 times the heap: no record has been put by for it while another run was written.`,
    ],
  }
}

export function whySelectionSeal(facts: Facts): Why {
  const { event, state } = facts
  const room = roomOf(facts)
  const tenths = room === 0 ? 0 : Math.round((10 * event.b) / room)
  const left = state.selection?.heap.size ?? 0
  const why =
    left === 0
      ? 'the heap is empty and nothing comes in'
      : `${left === 1 ? 'the record' : `all ${count(left)} records`} in the heap ${asOne(left, 'goes', 'go')} before the last one written and ${asOne(left, 'waits', 'wait')} for ${runName(event.a + 1)}`
  return {
    title: 'The run ends when nobody can join it',
    paragraphs: [
      `${runName(event.a)} is complete with ${plural(event.b, 'record')} in ${plural(event.c, 'page')}: ${why}.`,
      `That is ${Math.floor(tenths / 10)}.${tenths % 10} times the heap's ${plural(room, 'record')}. Twice is what random input gives, everything in one run what input in order gives, and once what input in the opposite order gives, the worst case. Spark does not do this; it sorts whole memory-fulls.`,
    ],
  }
}
