import { formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { ceilDivide, log2Ceil, mergePasses } from '../closed-forms.ts'
import { tryFormedRuns } from '../history.ts'
import { pagesNeeded, pagesOf } from '../params.ts'
import { isPlain, type Scene, type Topic } from './kit.ts'
import { numeric, numerics, type Draft } from '../../../player/question-draft.ts'
import { dividing } from './passes.ts'

/** What memory decides. */
export const MEMORY_TOPICS: readonly Topic[] = [
  { id: 'memory-halved', label: 'What half the memory costs', make: memoryHalved },
  { id: 'one-page-more', label: 'What one more page saves', make: onePageMore },
  { id: 'smallest-memory', label: 'Memory to merge all runs at once', isForPages: true, make: smallestMemory },
]

function memoryHalved(scene: Scene): Draft | undefined {
  const { state, params, position, history } = scene
  const half = Math.floor(state.header.memory / 2 / params.page) * params.page
  const { records } = state.header
  const isUsable =
    half >= pagesNeeded(2, params.doubleBuffering) * params.page && params.formation === 'fill-sort-spill'
  if (
    !isUsable ||
    params.limit > 0 ||
    !isPlain(scene) ||
    position > (history.merges[0]?.seq ?? 0) ||
    records <= state.header.memory
  )
    return undefined
  const fanIn = (memory: number): number =>
    Math.max(2, Math.min(params.fanIn, Math.floor(memory / params.page / (params.doubleBuffering ? 2 : 1)) - 1))
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
  if (runs === undefined || runs < 3 || !isPlain(scene) || most(pages) > params.fanIn || most(pages) >= runs)
    return undefined
  const fanIn = most(pages + 1)
  const passes = mergePasses(runs, fanIn)
  const now = mergePasses(runs, most(pages))
  return {
    text: `${plural(runs, 'run')}, and memory has ${plural(pages, 'page')}. With one page more for the merge, how many passes would it take?`,
    right: numeric(passes, `${fanIn} runs fit at a time`),
    wrong: numerics([
      [
        passes === now ? passes - 1 : now,
        passes === now ? 'one page less to go through' : 'a single page changes nothing',
      ],
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
    right: numeric(
      needed,
      params.doubleBuffering ? 'two for each run and two for the output' : 'one for each run and one for the output',
    ),
    wrong: numerics([
      [runs, 'one for each run'],
      [
        params.doubleBuffering ? runs + 1 : 2 * (runs + 1),
        params.doubleBuffering ? 'one for each run and one for the output' : 'two for each run and two for the output',
      ],
      [Math.max(3, log2Ceil(runs)), 'one for each level of the tree'],
      [runs * Math.max(1, pagesOf(state.header)), 'all pages of every run'],
    ]),
    because: `Each run is read through a page of its own and the output is collected in one: ${needed}${params.doubleBuffering ? ', since buffers are doubled' : ''}. Forgetting the output page is the usual way to end up with a pass more.`,
    until: position,
  }
}
