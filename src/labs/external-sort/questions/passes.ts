import { formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import { ceilDivide, log2Ceil, mergePasses, optimalFirstFanIn } from '../closed-forms.ts'
import { tryFormedRuns, tryPasses } from '../history.ts'
import { runName, runNames } from '../names.ts'
import { pagesNeeded, pagesOf } from '../params.ts'
import { effectiveFanIn } from '../theory.ts'
import { nextOf, numeric, numerics, type Answer, type Draft, type Scene, type Topic } from './kit.ts'

/** The sort as a whole: runs, passes, pages, memory, crashes. */
export const PASS_TOPICS: readonly Topic[] = [
  { id: 'run-count', label: 'How many runs there will be', isForPages: true, make: runCount },
  { id: 'pass-count', label: 'How many merge passes', isForPages: true, make: passCount },
  { id: 'pages-total', label: 'Pages moved by the whole sort', make: pagesTotal },
  { id: 'memory-halved', label: 'What half the memory costs', make: memoryHalved },
  { id: 'one-page-more', label: 'What one more page saves', make: onePageMore },
  { id: 'smallest-memory', label: 'Smallest memory for one pass', isForPages: true, make: smallestMemory },
  { id: 'waiting-after', label: 'Runs that wait after a merge', isForPages: true, make: waitingAfter },
  { id: 'merge-target', label: 'Where a merge writes to', isForPages: true, make: mergeTarget },
  { id: 'first-merge', label: 'Runs of the first merge', make: firstMerge },
  { id: 'crash-here', label: 'What a crash costs', make: crashHere },
  { id: 'after-crash', label: 'What is done after a crash', make: afterCrash },
]

/** Nothing has happened that makes closed forms and the log differ: no act, no crash. */
function isPlain({ log }: Scene): boolean {
  return log.count(SortEvent.setting, log.length) === 0 && log.count(SortEvent.crash, log.length) === 0
}

function runCount(scene: Scene): Draft | undefined {
  const { state, log, history, params } = scene
  const runs = tryFormedRuns(log)
  const until = history.merges[0]?.seq ?? history.doneAt
  if (runs === undefined || until === undefined || scene.position >= until || state.counts.crashes > 0) return undefined
  const { records } = state.header
  const isPaged = state.header.detail === 'page'
  const wrong: (readonly [number, string])[] = isPaged
    ? [
        [runs + 1, 'one more for the rest'],
        [runs * 2, 'memory holds a run and its sorted copy'],
        [params.fanIn, 'as many as are merged at a time'],
      ]
    : [
        [ceilDivide(records, state.memory), 'one for each memory-full'],
        [ceilDivide(records, params.page), 'one for each page'],
        [params.fanIn, 'as many as are merged at a time'],
        [ceilDivide(records, 2 * state.memory), 'one for two memory-fulls'],
        [runs + 1, 'one more for the rest'],
      ]
  return {
    text: isPaged ? 'How many runs will be made of the file?' : `Memory takes ${count(state.memory)} of ${count(records)} records. How many runs will be made?`,
    right: numeric(runs, noteOfRuns(scene, runs)),
    wrong: numerics(wrong),
    because: becauseRuns(scene, runs),
    until,
  }
}

function noteOfRuns({ state }: Scene, runs: number): string {
  if (runs === 0) return 'none has to be spilled'
  if (state.header.detail === 'page' || state.formation === 'fill-sort-spill') return 'one for each memory-full'
  return 'replacing records while writing makes runs longer'
}

function becauseRuns({ state }: Scene, runs: number): string {
  const { records, detail } = state.header
  if (runs === 0) return 'Memory takes the whole input: nothing is spilled.'
  if (detail === 'page') return `Each memory-full becomes a run: ${plural(runs, 'run')}.`
  if (state.formation === 'fill-sort-spill') return `⌈${count(records)} / ${count(state.memory)}⌉ = ${runs}: each memory-full becomes a run.`
  return `Replacement selection made ${plural(runs, 'run')} of this input, ${count(Math.round(records / runs))} records each on average.`
}

function passCount(scene: Scene): Draft | undefined {
  const { state, log, history } = scene
  const passes = tryPasses(log)
  const runs = tryFormedRuns(log)
  const until = history.merges.findLast(({ target }) => target === 0)?.seq
  if (passes === undefined || runs === undefined || until === undefined || scene.position >= until || runs < 2) return undefined
  const fanIn = effectiveFanIn(state, scene.params)
  return {
    text: `${plural(runs, 'run')}, at most ${fanIn} merged at a time. How many merge passes will it take?`,
    right: numeric(passes, passes === 1 ? 'all of them fit in one merge' : `each pass leaves one run of ${fanIn}`),
    wrong: numerics([
      [log2Ceil(runs), 'runs are merged in pairs'],
      [ceilDivide(runs, fanIn), 'one for each group of runs'],
      [passes + 1, 'one more to put the groups together'],
      [passes - 1 === 0 ? runs : passes - 1, passes === 1 ? 'one for each run' : 'the last group needs no pass'],
    ]),
    because: `Divide ${runs} by ${fanIn} until one is left: ${dividing(runs, fanIn)}. A pass reads and writes every record once.`,
    until,
  }
}

/** "16, 4, 1". */
function dividing(runs: number, fanIn: number): string {
  const steps = [runs]
  for (let left = runs; left > 1; steps.push(left)) left = ceilDivide(left, fanIn)
  return steps.join(', ')
}

function pagesTotal(scene: Scene): Draft | undefined {
  const { state, log, history, params, position } = scene
  const { doneAt } = history
  if (doneAt === undefined || position >= doneAt || !isPlain(scene) || params.combine || params.limit > 0) return undefined
  const kinds = [SortEvent.readPage, SortEvent.spillPage, SortEvent.writePage]
  const moved = kinds.reduce<number>((sum, kind) => sum + log.count(kind, doneAt), 0)
  const pages = ceilDivide(state.header.records, params.page)
  const passes = tryPasses(log) ?? 0
  const rounds = 1 + Math.max(passes, history.merges.length > 0 ? 1 : 0)
  return {
    text: `The input has ${plural(pages, 'page')}. How many will have crossed the disk when everything is in order?`,
    right: numeric(moved, `in and out, ${plural(rounds, 'time')}`),
    wrong: numerics([
      [2 * pages, 'each in once and out once'],
      [pages * rounds, 'each once for making runs and once for each merge pass'],
      [2 * pages * (rounds + 1), 'one more pass to write the output'],
      [pages * log2Ceil(Math.max(2, history.formed.length)), 'one for each level of the merge'],
    ]),
    because: `Making runs, and then ${rounds === 1 ? 'nothing more' : plural(rounds - 1, 'pass', 'passes')}, each read and write everything: 2 × ${rounds} × ${pages}, ${count(moved)} as counted.`,
    until: doneAt,
  }
}

function memoryHalved(scene: Scene): Draft | undefined {
  const { state, params, position, history } = scene
  const half = Math.floor(state.header.memory / 2 / params.page) * params.page
  const { records } = state.header
  const isUsable = half >= pagesNeeded(2, params.doubleBuffering) * params.page && params.formation === 'fill-sort-spill'
  if (!isUsable || !isPlain(scene) || position > (history.merges[0]?.seq ?? 0) || records <= state.header.memory) return undefined
  const fanIn = (memory: number): number => Math.max(2, Math.min(params.fanIn, Math.floor(memory / params.page / (params.doubleBuffering ? 2 : 1)) - 1))
  const cost = (memory: number): readonly [number, number] => {
    const runs = ceilDivide(records, memory)
    return [runs, mergePasses(runs, fanIn(memory))]
  }
  const [runs, passes] = cost(half)
  const [runsNow, passesNow] = cost(state.header.memory)
  const text = (r: number, p: number): string => `${plural(r, 'run')}, ${plural(p, 'merge pass', 'merge passes')}`
  return {
    text: `Suppose memory held ${count(half)} records instead of ${count(state.header.memory)}, in pages of ${params.page}. What would the sort need?`,
    right: { text: text(runs, passes), note: `${fanIn(half)} runs at a time` },
    wrong: [
      { text: text(runs, passesNow), note: `${fanIn(state.header.memory)} runs at a time` },
      { text: text(runsNow, passes + 1), note: 'runs stay as they are' },
      { text: text(2 * runs, passes + 1), note: 'memory counts twice' },
      { text: text(runsNow, passesNow), note: 'only the sort in memory gets slower' },
    ],
    because: `Half the memory makes ⌈${count(records)} / ${count(half)}⌉ = ${runs} runs, and its ${half / params.page} pages merge ${fanIn(half)} at a time: ${dividing(runs, fanIn(half))}.`,
    until: position,
  }
}

function onePageMore(scene: Scene): Draft | undefined {
  const { state, params, position, log } = scene
  const runs = tryFormedRuns(log)
  const pages = pagesOf(state.header)
  const most = (held: number): number => Math.floor(held / (params.doubleBuffering ? 2 : 1)) - 1
  if (runs === undefined || runs < 3 || !isPlain(scene) || most(pages) > params.fanIn || most(pages) >= runs) return undefined
  const fanIn = most(pages + 1)
  const passes = mergePasses(runs, fanIn)
  const now = mergePasses(runs, most(pages))
  return {
    text: `${plural(runs, 'run')}, and memory has ${plural(pages, 'page')}. With one page more for the merge, how many passes would it take?`,
    right: numeric(passes, `${fanIn} runs fit at a time`),
    wrong: numerics([
      [passes === now ? passes - 1 : now, passes === now ? 'one page less to go through' : 'a single page changes nothing'],
      [passes + 1, 'the page holds no run of its own'],
      [1, 'all runs fit then'],
      [log2Ceil(runs), 'runs are merged in pairs'],
    ]),
    because: `${plural(pages + 1, 'page')} merge ${fanIn} at a time: ${dividing(runs, fanIn)}. Now it is ${dividing(runs, most(pages))}.`,
    until: position,
  }
}

function smallestMemory({ log, params, position, history, state }: Scene): Draft | undefined {
  const runs = tryFormedRuns(log)
  if (runs === undefined || runs < 2 || position > (history.merges[0]?.seq ?? 0)) return undefined
  const needed = pagesNeeded(runs, params.doubleBuffering)
  return {
    text: `${plural(runs, 'run')} are to be merged in a single pass. How many pages must memory have?`,
    right: numeric(needed, params.doubleBuffering ? 'two for each run and two for the output' : 'one for each run and one for the output'),
    wrong: numerics([
      [runs, 'one for each run'],
      [params.doubleBuffering ? runs + 1 : 2 * (runs + 1), params.doubleBuffering ? 'one for each run and one for the output' : 'two for each run and two for the output'],
      [Math.max(3, log2Ceil(runs)), 'one for each level of the tree'],
      [runs * Math.max(1, pagesOf(state.header)), 'all pages of every run'],
    ]),
    because: `Each run is read through a page of its own and the output is collected in one: ${needed}${params.doubleBuffering ? ', since buffers are doubled' : ''}. Forgetting the output page is the usual way to end up with a pass more.`,
    until: position,
  }
}

function waitingAfter({ state, log, position, stateAt }: Scene): Draft | undefined {
  const { merge } = state
  if (merge === undefined || merge.target === 0) return undefined
  const until = nextOf(log, SortEvent.sealRun, position)
  if (until === undefined || nextOf(log, SortEvent.crash, position) !== undefined) return undefined
  const waiting = stateAt(until).waiting.length
  const k = merge.inputs.length
  return {
    text: `${plural(state.waiting.length, 'run')} wait, and ${k} of them are being merged. How many wait when this merge is done?`,
    right: numeric(waiting, `${k} go, one comes`),
    wrong: numerics([
      [state.waiting.length - k, `${k} go`],
      [state.waiting.length + 1, 'one comes, the others are kept'],
      [state.waiting.length - 1, 'one goes'],
      [1, 'everything is in one run then'],
    ]),
    because: `${runNames(merge.inputs.map((input) => input.run))} leave the list and ${runName(merge.target)} takes their place: ${state.waiting.length} − ${k} + 1 = ${waiting}.`,
    until,
  }
}

function mergeTarget({ state, log, event, position }: Scene): Draft | undefined {
  if (event?.kind !== SortEvent.mergeStep || state.merge === undefined || state.waiting.length < 3) return undefined
  const { target, inputs } = state.merge
  const output: Answer = { text: 'To the output', note: 'it is in order' }
  const run: Answer = { text: 'To a new run on disk', note: 'other runs wait' }
  const until = nextOf(log, target === 0 ? SortEvent.writePage : SortEvent.spillPage, position)
  if (until === undefined) return undefined
  return {
    text: `${inputs.length} of ${plural(state.waiting.length, 'run')} are merged now. Where do their records go?`,
    right: target === 0 ? output : run,
    wrong: [
      target === 0 ? run : output,
      { text: 'To memory', note: 'as long as there is room' },
      { text: `To the end of ${runName(inputs[0]?.run ?? 1)}`, note: 'a run is made longer' },
    ],
    because:
      target === 0
        ? 'These are all the runs there are, so what leaves the merge is in its final order.'
        : `A run that waits may hold smaller records, so the result is only another run, ${runName(target)}.`,
    until,
  }
}

function firstMerge({ log, params, position, history, state }: Scene): Draft | undefined {
  const merge = history.merges[0]
  const runs = tryFormedRuns(log)
  if (merge === undefined || runs === undefined || position >= merge.seq || params.firstPass !== 'optimal') return undefined
  const fanIn = effectiveFanIn(state, params)
  if (runs <= fanIn || fanIn < 3) return undefined
  const width = merge.runs.length
  return {
    text: `${plural(runs, 'run')}, at most ${fanIn} at a time, and the first merge is chosen so that all later ones are full. How many runs does it take?`,
    right: numeric(width, 'what is left over for it'),
    wrong: numerics([
      [fanIn, 'as many as possible'],
      [Math.max(2, runs % fanIn), 'what is left when runs are put into groups'],
      [2, 'as few as possible'],
      [optimalFirstFanIn(runs, fanIn) + 1, 'one more for the run that is made'],
    ]),
    because: `A full merge takes ${fanIn - 1} runs away. ${runs} − 1 leaves ${(runs - 1) % (fanIn - 1)} over when divided by ${fanIn - 1}, so the first merge takes ${width} and moves the fewest records.`,
    until: merge.seq,
  }
}

function crashHere(scene: Scene): Draft | undefined {
  const { state, params, position } = scene
  const { formation } = params
  if (!isPlain(scene) || formation !== 'fill-sort-spill' || state.stage === 'done' || state.stage === 'empty') return undefined
  const sealed = state.runs.filter((run) => run.sealed && run.level === 0)
  const covered = sealed.reduce((sum, run) => sum + run.length, 0)
  const dropped = state.counts.dropped
  if (dropped > 0 || sealed.length === 0) return undefined
  const from = (record: number): string => `The input from record ${count(record + 1)} on`
  const isFormed = covered >= state.header.records
  const merge: Answer = { text: 'The merge that is under way', note: 'sealed runs are complete files' }
  const next: Answer = { text: from(covered), note: 'what is in sealed runs is not read again' }
  if (!isFormed && state.inputRead === covered) return undefined
  return {
    text: 'The process dies here and starts again. What must be done again?',
    right: isFormed ? merge : next,
    wrong: [
      { text: 'Everything, from the first record on', note: 'a sort is one piece of work' },
      isFormed ? { text: 'The last run only', note: 'it was written last' } : { text: from(state.inputRead), note: 'what has been read is known' },
      { text: 'Nothing: it goes on where it stopped', note: 'pages are on disk' },
    ],
    because: isFormed
      ? 'All of the input is in sealed runs. What the unfinished merge has written is thrown away, and its runs are merged again.'
      : `${plural(sealed.length, 'sealed run')} ${sealed.length === 1 ? 'holds' : 'hold'} the first ${count(covered)} records. What was in memory and in the unsealed run is read again.`,
    until: position,
  }
}

function afterCrash({ state, log, position, event }: Scene): Draft | undefined {
  if (event?.kind !== SortEvent.crash) return undefined
  const next = log.event(position + 1)
  const isMerge = next.kind === SortEvent.mergeStep
  if (!isMerge && (next.kind !== SortEvent.readPage || next.a !== 0)) return undefined
  const merge: Answer = { text: 'A merge begins', note: 'all of the input is in runs' }
  const read: Answer = { text: `Page ${next.b + 1} of the input is read`, note: 'sealed runs hold what came before' }
  return {
    text: `The process has died; ${plural(state.waiting.length, 'sealed run')} are on disk. What happens first?`,
    right: isMerge ? merge : read,
    wrong: [
      isMerge ? { text: `Page ${count(state.counts.inputPagesRead + 1)} of the input is read`, note: 'reading goes on where it stopped' } : merge,
      { text: 'Page 1 of the input is read', note: 'the sort starts from nothing' },
      { text: 'Every sealed run is sorted again', note: 'its order may be broken' },
    ],
    because: isMerge
      ? 'Nothing of the input is missing in the sealed runs, so it is not read again.'
      : `The first ${count(event.c)} records are in sealed runs; reading goes on behind them.`,
    until: position + 1,
  }
}
