import { formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import { ceilDivide, log2Ceil, optimalFirstFanIn } from '../closed-forms.ts'
import { tryFormedRuns, tryPasses } from '../history.ts'
import { effectiveFanIn, isWithoutRuns } from '../expected.ts'
import { isPlain, type Scene, type Topic } from './kit.ts'
import { numeric, numerics, type Draft } from '../../../player/question-draft.ts'

/** The sort as a whole: runs, passes, pages. */
export const PASS_TOPICS: readonly Topic[] = [
  { id: 'run-count', label: 'How many runs there will be', isForPages: true, make: runCount },
  { id: 'pass-count', label: 'How many merge passes', isForPages: true, make: passCount },
  { id: 'pages-total', label: 'Pages moved by the whole sort', make: pagesTotal },
  { id: 'first-merge', label: 'Runs of the first merge', make: firstMerge },
]

function runCount(scene: Scene): Draft | undefined {
  const { state, log, history, params } = scene
  const runs = tryFormedRuns(log)
  const until = history.merges[0]?.seq ?? history.doneAt
  if (runs === undefined || until === undefined || scene.position >= until) return undefined
  // An act changes how many there will be, and nobody is told of it beforehand.
  if (!isPlain(scene)) return undefined
  const { records } = state.header
  const isPaged = state.header.detail === 'page'
  if (!isPaged && isDrawn(scene)) return undefined
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
    text: isPaged
      ? 'How many runs will be made of the file?'
      : `Memory takes ${count(state.memory)} ${state.memory > records ? 'records, and there ' + (records === 1 ? 'is' : 'are') : 'of'} ${plural(records, 'record')}. How many runs will be made?`,
    right: numeric(runs, noteOfRuns(scene, runs)),
    wrong: numerics(wrong),
    because: becauseRuns(scene, runs),
    until,
  }
}

/** True where every memory-full makes a run: the picture then has a row for each, and says so where there is none. */
function isDrawn(scene: Scene): boolean {
  const { state, params } = scene
  if (state.formation !== 'fill-sort-spill') return false
  return state.header.records <= state.memory || !isWithoutRuns(scene, params.limit)
}

function passCount(scene: Scene): Draft | undefined {
  const { state, log, history } = scene
  const passes = tryPasses(log)
  const runs = tryFormedRuns(log)
  const until = history.merges.findLast(({ target }) => target === 0)?.seq
  if (passes === undefined || runs === undefined || until === undefined || scene.position >= until || runs < 2)
    return undefined
  // After an act the runs and the fan-in of here are not those of the whole sort.
  if (!isPlain(scene)) return undefined
  const fanIn = effectiveFanIn(state)
  return {
    text: `${plural(runs, 'run')}, at most ${fanIn} merged at a time. How many merge passes will it take?`,
    right: numeric(
      passes,
      passes === 1 ? 'all of them fit in one merge' : `each merge makes one run of up to ${fanIn}`,
    ),
    wrong: numerics([
      [log2Ceil(runs), 'runs are merged in pairs'],
      [ceilDivide(runs, fanIn), 'one for each group of runs'],
      [passes + 1, 'one more to put the groups together'],
      [passes - 1 === 0 ? runs : passes - 1, passes === 1 ? 'one for each run' : 'the last group needs no pass'],
    ]),
    because: `${becausePasses(scene, runs, passes)} ${moves(scene)}`,
    until,
  }
}

function becausePasses({ state, history, params }: Scene, runs: number, passes: number): string {
  const fanIn = effectiveFanIn(state)
  const first = history.merges[0]?.runs.length ?? 0
  return params.firstPass === 'optimal' && first < Math.min(runs, fanIn)
    ? `The first merge takes ${first} and leaves ${plural(runs - first + 1, 'run')}, so that those after it are full. Some records go through ${plural(passes, 'merge')}, none through more.`
    : `Divide ${runs} by ${fanIn} until one is left: ${dividing(runs, fanIn)}.`
}

/** What the passes of the whole sort move. */
function moves({ history: { merges }, params: { limit, combine } }: Scene): string {
  if (limit > 0) return `A merge ends with record ${count(limit)} at the latest; what is behind it is left out.`
  if (combine !== false) return 'Records with equal keys become one on the way.'
  const passOf = new Map(merges.map(({ target, pass }) => [target, pass]))
  const isWhole = merges.every(({ runs, pass }) => runs.every((run) => (passOf.get(run) ?? 0) === pass - 1))
  return isWhole ? 'A pass reads and writes every record once.' : 'Not every run goes through every pass.'
}

function pagesTotal(scene: Scene): Draft | undefined {
  const { state, log, history, params, position } = scene
  const { doneAt } = history
  if (doneAt === undefined || position >= doneAt || !isPlain(scene) || params.combine || params.limit > 0)
    return undefined
  const kinds = [SortEvent.readPage, SortEvent.spillPage, SortEvent.writePage]
  const moved = kinds.reduce<number>((sum, kind) => sum + log.count(kind, doneAt), 0)
  const pages = ceilDivide(state.header.records, params.page)
  const passes = tryPasses(log) ?? 0
  const rounds = 1 + Math.max(passes, history.merges.length > 0 ? 1 : 0)
  const full = 2 * rounds * pages
  return {
    text: `The input has ${plural(pages, 'page')}. How many will have crossed the disk when everything is in order?`,
    right: numeric(moved, noteOfPages(moved, full, rounds)),
    wrong: numerics([
      [full, noteOfPages(full, full, rounds)],
      [2 * pages, 'each in once and out once'],
      [pages * rounds, 'each once for making runs and once for each merge pass'],
      [2 * pages * (rounds + 1), 'one more pass to write the output'],
      [pages * log2Ceil(Math.max(2, history.formed.length)), 'one for each level of the merge'],
    ]),
    because:
      moved < full
        ? `If making runs and then ${plural(rounds - 1, 'pass', 'passes')} each read and wrote everything, it would be 2 × ${rounds} × ${pages} = ${count(full)}${asCounted(moved, full)}.`
        : `Making runs, and then ${rounds === 1 ? 'nothing more' : plural(rounds - 1, 'pass', 'passes')}, each read and write everything: 2 × ${rounds} × ${pages} = ${count(full)}${asCounted(moved, full)}.`,
    until: doneAt,
  }
}

function noteOfPages(moved: number, full: number, rounds: number): string {
  if (moved < full) return 'in and out, but not every run in every pass'
  return `in and out, ${plural(rounds, 'time')}${moved > full ? ', some pages only partly full' : ''}`
}

/** Why the count is another one than full passes of full pages give; "" when it is not. */
function asCounted(moved: number, full: number): string {
  if (moved === full) return ', and so it was counted'
  return moved > full
    ? `. Counted are ${count(moved)}: the last page of a run may be only partly full`
    : `. Counted are ${count(moved)}: not every run goes through every pass`
}

function firstMerge(scene: Scene): Draft | undefined {
  const { log, params, position, history, state } = scene
  const merge = history.merges[0]
  const runs = tryFormedRuns(log)
  if (merge === undefined || runs === undefined || position >= merge.seq || params.firstPass !== 'optimal')
    return undefined
  if (!isPlain(scene)) return undefined
  const fanIn = effectiveFanIn(state)
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

function noteOfRuns({ state }: Scene, runs: number): string {
  if (runs === 0) return 'none has to be spilled'
  if (state.formation === 'fill-sort-spill') return 'one for each memory-full'
  return 'replacing records while writing makes runs longer'
}

function becauseRuns({ state, params }: Scene, runs: number): string {
  const { records, detail } = state.header
  if (runs === 0 && params.limit > 0 && records > state.memory)
    return `Only ${plural(params.limit, 'record')} ${params.limit === 1 ? 'is asked for: memory keeps it' : 'are asked for: memory keeps those'}, and the rest is left out as it comes.`
  if (runs === 0) return 'Memory takes the whole input: nothing is spilled.'
  if (detail === 'page') {
    const how =
      state.formation === 'fill-sort-spill' ? 'Each memory-full becomes a run' : 'Runs grow while records are replaced'
    return `${how}: ${plural(runs, 'run')}.`
  }
  if (state.formation === 'fill-sort-spill')
    return `⌈${count(records)} / ${count(state.memory)}⌉ = ${runs}: each memory-full becomes a run.`
  return `Replacement selection made ${plural(runs, 'run')} of this input, ${plural(Math.round(records / runs), 'record')} each on average.`
}

/** "16, 4, 1". */
export function dividing(runs: number, fanIn: number): string {
  const steps = [runs]
  for (let left = runs; left > 1; steps.push(left)) left = ceilDivide(left, fanIn)
  return steps.join(', ')
}
