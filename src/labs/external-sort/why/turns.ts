import { formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { SortSetting } from '../../../engine/sort/events.ts'
import type { SortState } from '../../../engine/sort/state.ts'
import { settingText } from '../outcome.ts'
import { formationPlan } from '../formation-plan.ts'
import { mostMemory } from '../memory-held.ts'
import { keepsReading, runName } from '../names.ts'
import { heapBound, log2Ceil, mergePasses } from '../closed-forms.ts'
import { keptRuns, tryPasses } from '../history.ts'
import { asOne, logText, memoryText, wantedText, type Facts, type Why } from './facts.ts'

/** An act has changed a parameter. */
export function whySetting(facts: Facts): Why {
  const { event, moment } = facts
  const what = `From event ${count(event.seq)} on this is another run: ${settingText(moment, event)}. Everything before it is shared with the run it left.`
  switch (event.a) {
    case SortSetting.structure:
      return { title: 'Another structure finds the same order', paragraphs: [what, structurePrice(facts)] }
    case SortSetting.fanIn:
      return { title: 'Fan-in decides the number of passes', paragraphs: [what, fanInPrice(facts)] }
    case SortSetting.memory:
      return {
        title: 'Memory decides runs and fan-in',
        paragraphs: [
          what,
          'Runs that are sealed keep their length. Smaller memory makes shorter runs and leaves fewer pages to merge them with, so it can cost a pass twice over. In Spark another operator of the task can take memory away like this at any time.',
        ],
      }
    default:
      return {
        title: 'Runs are made another way',
        paragraphs: [
          what,
          'A memory-full that is under way is finished first. Replacement selection makes fewer and longer runs out of random input, at the price of a heap operation for each record; filling, sorting and spilling is kinder to the cache.',
        ],
      }
  }
}

function structurePrice({ event, state, moment }: Facts): string {
  const runs = Math.max(2, state.waiting.length, formationPlan(moment).runs)
  const width = state.merge?.inputs.length ?? Math.min(state.fanIn, runs)
  const name = event.b === 0 ? 'The loser tree' : 'The heap'
  const when =
    state.merge === undefined
      ? 'is built when the next merge begins'
      : 'is built again from the present heads, and no page is read for it'
  return `${name} ${when}. Both give the same output. Over ${plural(width, 'run')} a loser tree takes ${logText(width)} ${asOne(log2Ceil(width), 'comparison', 'comparisons')} per record, a heap up to ${heapBound(width)}.`
}

function fanInPrice({ event, state, moment }: Facts): string {
  const runs = Math.max(2, state.waiting.length, formationPlan(moment).runs)
  return `A merge that is under way goes on as it is. ${plural(runs, 'run')} take ${plural(mergePasses(runs, event.b), 'pass', 'passes')} with ${count(event.b)} at a time and ${mergePasses(runs, event.c)} with ${count(event.c)}. Comparisons stay about the same: a wider merge needs fewer passes, but more levels in each.`
}

export function whyCrash(facts: Facts): Why {
  const { event } = facts
  const kept =
    event.a === 0
      ? 'and no sealed run is on disk yet'
      : `${plural(event.a, 'sealed run')} ${event.a === 1 ? 'is' : 'are'} still on disk`
  const lost = `${plural(event.b, 'record')} in memory and in unsealed files ${event.b === 1 ? 'is' : 'are'} lost, ${kept}.`
  const next = readAgain(facts)
  return {
    title: 'Only what is not sealed is lost',
    paragraphs: [
      `The process died. ${lost} ${next}`,
      'Every sealed run is a checkpoint. Spark does not use its spills this way: a task that fails starts again from its shuffle input, and its spills are deleted.',
    ],
  }
}

function readAgain({ event, state, params }: Facts): string {
  if (state.header.records > 0 && event.c >= state.header.records) {
    const all = params.limit > 0 ? 'all that is wanted of it' : 'all of it'
    return `The input is not read again: ${all} is in sealed runs, so only the merge that was cut off starts over.`
  }
  if (event.c === 0) return 'The input is read again from its first record on.'
  const again = `The input is read again from record ${count(event.c + 1)} on`
  const covered = event.c === 1 ? 'the one before it' : `the ${count(event.c)} before it`
  const later = state.kept.size
  if (params.limit > 0) {
    return `${again}; what is wanted of ${covered}${later === 0 ? '' : ` and of ${count(later)} behind it`} is in sealed runs.`
  }
  const are = asOne(event.c, 'is', 'are')
  const behind = later === 0 ? '' : `, and ${count(later)} behind it, which ${asOne(later, 'is', 'are')} left out`
  return `${again}; ${covered} ${are} in sealed runs${behind}.`
}

export function whyDrop(facts: Facts): Why {
  const { event, params, state, before } = facts
  if (before.merge !== undefined) return whyMergeCut(facts)
  if (keepsReading(before, params.limit)) return whyKept(facts)
  const where = event.a === 0 ? 'the output' : runName(event.a)
  return {
    title: 'Nobody needs more than the first few',
    paragraphs: [
      `Of all records only the first ${wantedText(params.limit)}. ${plural(event.b, 'record')} behind cannot be among them: left out of ${where}; ${count(state.counts.dropped)} in all so far.`,
      'Cutting every run saves spilling and reading. Spark goes further for ORDER BY with LIMIT: TakeOrderedAndProject keeps a bounded heap in each partition and sorts nothing else.',
    ],
  }
}

/** The first records stay in memory, the rest makes room for more of the input. */
function whyKept({ event, params, state }: Facts): Why {
  return {
    title: 'Memory keeps the first few and goes on reading',
    paragraphs: [
      `Of all records only the first ${wantedText(params.limit)}. Left out: ${plural(event.b, 'record')} in memory behind that many others already; ${count(state.filled)} ${state.filled === 1 ? 'stays' : 'stay'}, and reading goes on.`,
      'Twice the limit fits in memory, so no run is spilled for this. A bounded heap does the same with the limit alone in memory: that is TakeOrderedAndProject, what Spark makes of ORDER BY with LIMIT.',
    ],
  }
}

function whyMergeCut({ event, params }: Facts): Why {
  return {
    title: 'The merge stops when enough are out',
    paragraphs: [
      `${plural(params.limit, 'record')} ${params.limit === 1 ? 'has' : 'have'} gone to ${runName(event.a)}, and no more are wanted. ${event.b === 1 ? 'The one that is left in the runs comes' : `The ${count(event.b)} that are left in the runs come`} after all of these, so ${event.b === 1 ? 'its page is' : 'their pages are'} not even read.`,
      'A merge gives its records in order, so it can end early; a sort cannot. Spark goes further for ORDER BY with LIMIT: TakeOrderedAndProject keeps a bounded heap in each partition and sorts nothing else.',
    ],
  }
}

/** Page detail: comparisons are summed between pages. */
export function whyTally({ event, state }: Facts): Why {
  return {
    title: 'Between two pages only sums are recorded',
    paragraphs: [
      `${plural(event.a, 'comparison')} and ${plural(event.b, 'record')} went by since the last page. A run on real data logs what crosses the disk, page by page; single comparisons would make the log larger than the data.`,
      `${count(state.counts.comparisons)} comparisons are counted so far. The same code with the lab's 320 records logs each of them.`,
    ],
  }
}

/** A page of a run that is there already. */
export function whyKeptPage({ moment, state }: Facts): Why {
  const { runs } = keptRuns(moment.log)
  return {
    title: 'A finished run is not made again',
    paragraphs: [
      `An earlier sort of this file was cut off, and ${plural(runs, 'finished run')} of it ${runs === 1 ? 'is' : 'are'} kept. The file was read again as far as they go, and still has their very records: ${count(state.inputRead)} up to this page.`,
      'No run that is kept is made once more; merges read them like any other. Spark keeps nothing of a task that dies: its spills go with it, and another attempt begins from the start.',
    ],
  }
}

export function whyDone({ state, moment, params }: Facts): Why {
  const { counts } = state
  const past = keptRuns(moment.log)
  const moved = counts.inputPagesRead + counts.runPagesRead + counts.pagesSpilled + counts.pagesWritten
  const earlier =
    past.runs === 0
      ? ''
      : ` ${plural(past.pages, 'page')} of ${plural(past.runs, 'run')} had been spilled by an earlier sort.`
  const passes = tryPasses(moment.log) ?? state.mergeLevel
  const merges = passes === 0 ? 'without a merge' : `with ${plural(passes, 'merge pass', 'merge passes')}`
  const isOne = state.outputWritten === 1
  const written = isOne ? 'record is' : `${count(state.outputWritten)} records are`
  const plain = isOne ? 'The only' : 'All'
  const combined = isOne ? 'With equal keys made one, the only' : 'With equal keys made one,'
  const all = params.limit > 0 ? 'The first' : counts.combined === 0 ? plain : combined
  return {
    title: doneTitle(state),
    paragraphs: [
      `${all} ${written} in order, ${merges}: ${plural(counts.comparisons, 'comparison')}, ${plural(moved, 'page')} moved, never more than ${memoryText(state, mostMemory(moment))}.${earlier}`,
      'A shuffle of Spark SQL would stop earlier: its writers order records by partition id, or not at all. Rows are sorted by key where the plan asks for it, for ORDER BY or a sort-merge join.',
    ],
  }
}

function doneTitle({ counts }: SortState): string {
  if (counts.pagesSpilled > 0) return 'Passes over the disk were the price'
  return counts.crashes === 0 ? 'Read once, written once' : 'Nothing had to be spilled'
}
