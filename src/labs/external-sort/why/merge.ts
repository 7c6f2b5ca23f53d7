import { formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { layoutMatchTree } from '../../../viz/tree-layout.ts'
import { levelsAbove } from '../closed-forms.ts'
import { tryMergeAt, tryPasses } from '../history.ts'
import { matchOf, sideRun, type Match } from '../match.ts'
import { lastLeft } from '../structure-since.ts'
import { isExhausted, keyOf, leafOf, liveLeaves, runName, runNames } from '../names.ts'
import { aggregateWords } from '../combined.ts'
import { pagesNeeded, pagesOf } from '../params.ts'
import {
  heapMost,
  liveRuns,
  mergeOf,
  mergeWidth,
  readRuns,
  treeMost,
  treeMostText,
  waiting,
  wanted,
  type Facts,
  type Why,
} from './facts.ts'

export function whyMergeStep(facts: Facts): Why {
  const { event, state, params, moment } = facts
  const merge = tryMergeAt(moment.log, event.seq)
  const runs = runNames(merge?.runs ?? [])
  if (event.b === 1) return whyCopy(runs)
  if (event.c === 0) {
    const { doubleBuffering } = state.header
    const buffers = doubleBuffering
      ? 'two pages of memory, and two pages collect'
      : 'one page of memory, and one page collects'
    const pages = facts.isPaged
      ? ''
      : ` of ${count(pagesOf({ memory: state.memory, page: params.page }))} that memory has`
    return {
      title: 'This pass ends in the output',
      paragraphs: [
        `${runs} are merged at once, each through ${buffers} the output: ${count(pagesNeeded(event.b, doubleBuffering))} pages${pages}. ${lastCrossing(facts)}`,
        'Spark up to 4.1 merges all spills of a task at once with a PriorityQueue, whatever their number: no fan-in limit, no second pass, but a read buffer for each.',
      ],
    }
  }
  const passes = tryPasses(moment.log)
  const total = passes === undefined ? 'More than one pass is' : `${plural(passes, 'pass', 'passes')} are`
  return {
    title: 'More runs wait than fit in one merge',
    paragraphs: [
      `${waiting(state.waiting.length)}, and ${count(event.b)} are merged here: ${runs} become ${runName(event.c)}, which takes their place in the list. Only neighbours are merged, so ties keep falling to the earlier records.`,
      `${total} needed, and each moves what it merges through the disk once more. A larger fan-in does not save comparisons, it saves passes. Spark up to 4.1 has no such limit.`,
    ],
  }
}

function lastCrossing({ params }: Facts): string {
  if (params.limit > 0) return `The merge ends with record ${count(params.limit)}; what is behind it is not read.`
  if (params.combine !== false) return 'Records with equal keys become one on the way.'
  return 'Every record crosses the disk once more, in and out.'
}

function whyCopy(runs: string): Why {
  return {
    title: 'A single run is copied',
    paragraphs: [
      `${runs} is the only run, so there is nothing to compare: its pages are read and written as they are, one record after the other.`,
      'That happens when replacement selection turns input that was nearly in order into one long run. A sort that hands its last merge to a reader, as Spark does, would read the run where it lies and save this copy.',
    ],
  }
}

/** Pages read before the structure is built. */
export function whyFirstPages({ event, state, isPaged }: Facts): Why {
  const merge = state.merge
  const shown = merge?.inputs.filter((input) => input.loaded > 0).length ?? 0
  const width = merge?.inputs.length ?? 0
  const input = merge?.inputs[merge === undefined ? 0 : leafOf(merge, event.a)]
  const left = (input?.length ?? 0) - (input?.loaded ?? 0)
  const rest =
    left === 0
      ? `That is all of ${runName(event.a)}.`
      : `The other ${left === 1 ? 'record' : plural(left, 'record')} of ${runName(event.a)} ${left === 1 ? 'stays' : 'stay'} on disk until these are used up.`
  const play = isPaged ? 'nothing can be written' : 'no match can be played'
  return {
    title: 'Every run must show its head first',
    paragraphs: [
      `Page ${count(event.b + 1)} of ${runName(event.a)} is in memory: ${plural(event.c, 'record')}, in order. The next record of ${runName(merge?.target ?? 0)} is the head of some run, so ${play} before all heads are known.`,
      `${count(shown)} of ${plural(width, 'run')} ${shown === 1 ? 'has' : 'have'} shown theirs. ${rest}`,
    ],
  }
}

export function whyTreeBuild(facts: Facts): Why {
  const match = matchOf(facts.before, facts.event)
  const live = liveRuns(facts)
  return {
    title: 'Each match is remembered by its loser',
    paragraphs: [
      `${match.first.key} of ${sideRun(match.first)} ${match.isTie ? 'ties' : 'goes before'} ${match.second.key} of ${sideRun(match.second)} and goes on${match.isTie ? ': it came earlier' : ''}. Node ${match.where} keeps the loser, so this match stays decided while that head stays.`,
      `Building the tree takes ${plural(live - 1, 'match', 'matches')} for ${plural(live, 'run')}. After that a record costs only the matches between its leaf and the top, ${treeMostText(facts)} at most.${whyThisOrder(facts)}`,
    ],
  }
}

/** Why the picture's first row is not the first run's: the tree says, where its leaves do not all lie equally deep. */
function whyThisOrder(facts: Facts): string {
  const inputs = mergeOf(facts)?.inputs ?? []
  const deepest = inputs[layoutMatchTree(inputs.length).order[0] ?? 0]
  if (deepest === undefined || deepest === inputs[0]) return ''
  const width = count(inputs.length)
  return ` ${width} is no power of two, so some leaves lie a level deeper: those stand at the top, ${runName(deepest.run)} first, and no two lines cross.`
}

export function whyMatch(facts: Facts): Why {
  const match = matchOf(facts.before, facts.event)
  if (match.isTie) return whyTie(match)
  return match.rightFirst ? whyKeptWins(facts, match) : whyChallengerWins(facts, match)
}

function whyChallengerWins(facts: Facts, match: Match): Why {
  const isFree = liveRuns(facts) < mergeWidth(facts)
  const each = `one comparison per level is enough${isFree ? ', and none where the other leaf is empty' : ''}`
  return {
    title: 'Only this path can change',
    paragraphs: [
      `${climber(facts)} ${match.a.key} beats ${match.b.key}, and node ${match.where} keeps ${sideRun(match.b)}. All other losers stay true.`,
      `Each node keeps the loser, so ${each}: ${treeMostText(facts)} per record at most. A binary heap compares both children on the way down, up to ${heapMost(facts)}.`,
    ],
  }
}

function whyKeptWins(facts: Facts, match: Match): Why {
  const width = mergeWidth(facts)
  const levels = levelsAbove(facts.before.merge?.lastLeaf ?? 0, width)
  const live = liveRuns(facts)
  const path =
    live === width
      ? 'whatever the other runs hold'
      : `but matches with an empty leaf are free: at most ${treeMost(facts)} ${treeMost(facts) === 1 ? 'is' : 'are'} played`
  return {
    title: 'A kept loser wins now and goes on',
    paragraphs: [
      `${climber(facts)} Node ${match.where} had kept ${sideRun(match.b)} since an earlier match. Its ${match.b.key} beats ${match.a.key}, so the two change places and ${sideRun(match.b)} goes on.`,
      `One comparison settled this level. The path has ${plural(levels, 'level')}, ${path}; scanning all heads would take ${plural(Math.max(0, live - 1), 'comparison')}.`,
    ],
  }
}

/** "R6 just gave its record 391 to the output, so only the matches between R6 and the top can change." */
function climber({ state, before, event, moment: { log } }: Facts): string {
  const leaf = before.merge?.lastLeaf ?? -1
  const run = before.merge?.inputs[leaf]?.run
  if (run === undefined) return ''
  const key = keyOf(state.header, log.event(lastLeft(log, event.seq)).b)
  const target = runName(before.merge?.target ?? 0)
  return `${runName(run)} just gave its record ${key} to ${target}, so only the matches between ${runName(run)} and the top can change.`
}

function whyTie(match: Match): Why {
  return {
    title: 'In a tie the earlier run goes first',
    paragraphs: [
      `${sideRun(match.a)} and ${sideRun(match.b)} both stand at ${match.a.key}. ${sideRun(match.first)} holds the earlier piece of the input, so it goes first: ties by run keep the sort stable.`,
      "Comparing whole records to break a tie would give another order, or fail where records cannot be compared. Spark's spill merger compares prefix and key and promises no order among equal keys.",
    ],
  }
}

export function whyEmit(facts: Facts): Why {
  const { event, state, params } = facts
  const merge = mergeOf(facts)
  const key = keyOf(state.header, event.b)
  const leaf = merge === undefined ? -1 : leafOf(merge, event.a)
  if (merge !== undefined && isExhausted(merge, leaf)) return whyExhausted(facts, merge.inputs[leaf]?.length ?? 0)
  const read = readRuns(facts)
  const [title, why] =
    event.c === 0
      ? [`Nothing that is left goes before ${key}`, 'no record that is still to come goes before it. It is record']
      : [
          `Nothing left in this step goes before ${key}`,
          `nothing left in ${read} goes before it; runs outside this step may hold keys that do. It is record`,
        ]
  const place =
    event.c === 0
      ? `${count(state.outputLength)} of ${params.combine === false ? count(wanted(facts)) : 'the output'}`
      : `${count(merge?.emitted ?? 0)} of ${runName(event.c)}`
  return {
    title,
    paragraphs: [
      `${key} ${liveRuns(facts) === 1 ? 'was the only head left' : `stood first among ${plural(liveRuns(facts), 'head')}`}, and every run is sorted, so ${why} ${place}.`,
      `${whatShows(facts, leaf)} ${outputPage(facts, key)}`,
    ],
  }
}

/** Where the record is now. One that equal ones may still be added to is not yet in the page. */
function outputPage({ state, params }: Facts, key: string): string {
  const held = params.combine === false ? 0 : 1
  const filled = `The output page holds ${count(state.out.length - held)} of ${count(params.page)} records`
  if (state.out.length - held >= params.page) return `${filled}, so it is written next.`
  if (held === 0) return `${filled}; it is written when it is full.`
  return `${filled}; ${key} is held beside it till another comes.`
}

/** What takes the place of the record that left: the next one of its run, where that is in memory. */
function whatShows({ event, state }: Facts, leaf: number): string {
  const run = runName(event.a)
  const input = state.merge?.inputs[leaf]
  if (input !== undefined && input.cursor === input.loaded) {
    return `${run} has used up its page in memory: its next key is on disk, so nothing can leave before a page is read.`
  }
  if (state.merge !== undefined && liveLeaves(state.merge).length === 1)
    return `${run} shows its next record now, and there is no other head to compare it with.`
  const next =
    state.structure === 'loser-tree'
      ? 'only the matches on its path are played again'
      : 'that record sinks from the top of the heap'
  return `${run} shows its next record now, and ${next}.`
}

function whyExhausted(facts: Facts, length: number): Why {
  const { event, state } = facts
  const live = liveRuns(facts)
  const key = keyOf(state.header, event.b)
  const how =
    state.structure === 'loser-tree'
      ? 'An empty leaf loses every match without a comparison, so whoever meets it passes unplayed.'
      : 'The heap shrinks: its last item moves to the top and sinks from there.'
  return {
    title: `${runName(event.a)} is exhausted`,
    paragraphs: [
      `${key} was ${length === 1 ? 'the only record' : `the last of the ${plural(length, 'record')}`} of ${runName(event.a)}. ${how}`,
      whatIsLeft(facts, live),
    ],
  }
}

/** What the merge goes on with once a run has given all it had. */
function whatIsLeft(facts: Facts, live: number): string {
  const run = runName(facts.event.a)
  if (live === 0)
    return `${run} was the last run with records: all ${mergeWidth(facts)} are used up and the merge is over. The last records cost few comparisons or none, and so the measured count stays below its bound.`
  return `${plural(live, 'run')} of ${mergeWidth(facts)} still ${live === 1 ? 'has' : 'have'} records, and the page that ${run} had in memory is free. From here on some records cost fewer comparisons, the very last ones none: that is why the measured count stays below its bound.`
}

export function whyRunPage(facts: Facts): Why {
  const { event, params } = facts
  const run = runName(event.a)
  const doubled = params.doubleBuffering
  return {
    title: doubled ? 'Reading ahead hides the disk' : 'A run that runs dry stops the merge',
    paragraphs: [
      doubled
        ? `Page ${count(event.b + 1)} of ${run} is in memory, ${plural(event.c, 'record')}, while the page before it is still being merged. When that one is used up, nobody waits.`
        : `${run} had used up its page, and nobody knew its next key: it might go before every other head. So the merge waited for page ${count(event.b + 1)}, ${plural(event.c, 'record')}.`,
      doubled
        ? 'The price is a second page for each run, so half as many runs fit in one merge. Reading ahead only for the run that will run dry first, the one whose last key in memory goes first, costs a single page. Spark reads ahead in every spill reader.'
        : `Reading ahead would hide this wait but takes a second page for each run, so half as many runs fit. Only one run can run dry next: the one whose last key in memory goes first. Spark reads ahead, 1 MiB for each spill.`,
    ],
  }
}

export function whyPageWritten(facts: Facts): Why {
  const { event, state, params } = facts
  const place =
    params.combine === false
      ? `${count(state.outputWritten)} of ${count(wanted(facts))} records are in their final place`
      : `the output has ${plural(state.outputWritten, 'record')}, no two of them with the same key`
  const moved =
    state.counts.inputPagesRead + state.counts.runPagesRead + state.counts.pagesSpilled + state.counts.pagesWritten
  return {
    title: 'Output leaves in whole pages',
    paragraphs: [
      `The output page is on disk as page ${count(event.b + 1)} with ${plural(event.c, 'record')}: ${place}.`,
      `A page costs one access whether it holds one record or many, so the disk is counted in pages: ${count(moved)} have crossed it so far. A query that reads its sorted rows directly, as in Spark, saves this last write.`,
    ],
  }
}

export function whyMergedSpill(facts: Facts): Why {
  const { event, state, params } = facts
  const merge = mergeOf(facts)
  const all = merge?.inputs.reduce((sum, input) => sum + input.length, 0) ?? 0
  const total = params.limit > 0 ? Math.min(params.limit, all) : all
  const most = params.combine === false ? '' : 'at most '
  const run = runName(event.a)
  return {
    title: 'A run is written to be read again',
    paragraphs: [
      `Page ${count(event.b + 1)} took ${plural(event.c, 'record')} to ${run}. It has ${count(state.runs.tryGet(event.a - 1)?.length ?? 0)} of ${most}${plural(total, 'record')} that come of ${readRuns(facts)}.`,
      `Not one record is finished by this: ${run} will be read once more. That is the price of a fan-in of ${count(state.fanIn)}. Fewer and longer runs, or smaller pages, would save it.`,
    ],
  }
}

export function whyMergedSeal(facts: Facts): Why {
  const { event, state, before, params } = facts
  const inputs = before.merge?.inputs.map((input) => input.run) ?? []
  const records = plural(event.b, 'record')
  const what =
    params.combine !== false
      ? `${records}: what ${runNames(inputs)} come to when equal keys are one`
      : `${params.limit > 0 ? 'the first' : 'all'} ${records} of ${runNames(inputs)}`
  return {
    title: `${plural(inputs.length, 'run')} became one`,
    paragraphs: [
      `${runName(event.a)} has ${what}, in ${plural(event.c, 'page')}. It takes their place in the list. They are not needed any more and are removed.`,
      `${waiting(state.waiting.length)} now, in input order: ${runNames([...state.waiting])}. The merge never takes runs that do not stand side by side, or equal keys could change places.`,
    ],
  }
}

export function whyCombine(facts: Facts): Why {
  const { event, state, moment, params } = facts
  const key = keyOf(state.header, event.b)
  const words = aggregateWords(moment.log, moment.position, event.c, params)
  const from = event.a === 0 ? 'in memory' : `of ${runName(event.a)}`
  const { combined, crashes } = state.counts
  const lost = crashes === 0 ? '' : ', lost work included'
  return {
    title: 'Equal keys meet when they are in order',
    paragraphs: [
      `${key} ${from} equals the record that went out last, so the two become one: ${words}. That was done ${combined === 1 ? 'once' : `${count(combined)} times`} so far${lost}; each time one record less to write and read.`,
      'Sorting brings equal keys side by side, in memory and in every merge. Spark aggregates this way when its hash map is full; a shuffle that combines on the map side uses SortShuffleWriter.',
    ],
  }
}
