import { formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import type { MergeInput } from '../../../engine/sort/state.ts'
import { runName, runOf } from '../names.ts'
import { countBetween, earliest, nextOf, type Scene, type Topic } from './kit.ts'
import { numeric, numerics, type Answer, type Draft } from '../../../player/question-draft.ts'

/** What crosses the disk in a merge, told by pages alone: also of a file, of which no single record is recorded. */
export const CROSSING_TOPICS: readonly Topic[] = [
  { id: 'page-way', label: 'Whether a page comes in or goes out next', isForPages: true, make: pageWay },
  { id: 'pages-left', label: 'Pages a merge has still to read', isForPages: true, make: pagesLeft },
]

/** The runs of the merge under way, once each has a page in memory and none is read ahead. */
export function tryInputs({ state }: Scene): readonly MergeInput[] | undefined {
  const { merge, header } = state
  if (merge === undefined || header.doubleBuffering || merge.inputs.some(({ loaded }) => loaded === 0)) return undefined
  return merge.inputs
}

/** True where a change of settings, a crash or another merge comes after this moment and not after `until`. */
export function isTurned({ log, position }: Scene, until: number): boolean {
  const turns = [SortEvent.crash, SortEvent.setting, SortEvent.mergeStep]
  return turns.some((kind) => countBetween(log, kind, position, until) > 0)
}

/** Pages of each run of the merge under way that are still on disk, by the run's number. */
export function pagesUnread(
  { log, position, state }: Scene,
  inputs: readonly MergeInput[],
): ReadonlyMap<number, number> {
  const unread = new Map(inputs.map(({ run }) => [run, runOf(state, run).pages]))
  const begun = log.nth(SortEvent.mergeStep, log.count(SortEvent.mergeStep, position)) ?? 0
  for (let n = log.count(SortEvent.readPage, begun) + 1; n <= log.count(SortEvent.readPage, position); n++) {
    const { a } = log.event(log.nth(SortEvent.readPage, n) ?? 0)
    unread.set(a, (unread.get(a) ?? 0) - 1)
  }
  return unread
}

function pageWay(scene: Scene): Draft | undefined {
  const { log, position, state } = scene
  const inputs = tryInputs(scene)
  const read = nextOf(log, SortEvent.readPage, position)
  const write = earliest(nextOf(log, SortEvent.writePage, position), nextOf(log, SortEvent.spillPage, position))
  const until = earliest(read, write)
  // Before the last page is read a page may go either way.
  if (inputs === undefined || read === undefined || write === undefined || until === undefined) return undefined
  if (isTurned(scene, Math.max(read, write))) return undefined
  const target = state.merge?.target === 0 ? 'the output' : runName(state.merge?.target ?? 0)
  const comesIn: Answer = { text: 'A page of a run comes in', note: 'the page of some run is used up' }
  const goesOut: Answer = { text: `A page goes out to ${target}`, note: 'the page being filled is full' }
  const isRead = until === read
  const isEven = countBetween(log, SortEvent.readPage, position, write)
  return {
    text: 'Which page crosses the disk next?',
    right: isRead ? comesIn : goesOut,
    wrong: [isRead ? goesOut : comesIn, { text: 'A page of every run comes in', note: 'all heads are read anew' }],
    because: isRead
      ? `${runName(log.event(read).a)} has used up its page first: ${plural(isEven, 'page')} ${isEven === 1 ? 'comes' : 'come'} in before one goes out. ${inTheLongRun(scene)}`
      : `The page being filled was full before any page in memory was used up. ${inTheLongRun(scene)}`,
    until,
  }
}

/** How many pages go out of a merge beside those that come in. */
function inTheLongRun({ params: { limit, combine } }: Scene): string {
  if (limit > 0)
    return `The merge ends with record ${count(limit)} at the latest; until then the keys decide the order.`
  if (combine !== false)
    return 'Equal keys become one, so no more pages go out than come in; the keys decide the order.'
  return 'In the long run as many pages go out as come in; the keys decide the order.'
}

function pagesLeft(scene: Scene): Draft | undefined {
  const { log, position } = scene
  const inputs = tryInputs(scene)
  if (inputs === undefined) return undefined
  const rests = [...pagesUnread(scene, inputs).values()]
  const left = rests.reduce((sum, pages) => sum + pages, 0)
  const until = log.nth(SortEvent.readPage, log.count(SortEvent.readPage, position) + left)
  if (left < 2 || until === undefined || isTurned(scene, until)) return undefined
  // A merge that is cut short leaves pages unread.
  const end = earliest(nextOf(log, SortEvent.mergeStep, position), nextOf(log, SortEvent.crash, position)) ?? log.length
  if (countBetween(log, SortEvent.readPage, position, end) !== left) return undefined
  const live = rests.filter((pages) => pages > 0).length
  return {
    text: `How many pages has this merge of ${plural(inputs.length, 'run')} still to read?`,
    right: numeric(left, 'all that is left of all runs'),
    wrong: numerics([
      [Math.max(...rests), 'as many as the longest rest, side by side'],
      [live, 'one of each run that has any left'],
      [left + inputs.length, 'the pages in memory are read once more'],
      [2 * left, 'each is read and then read to be written'],
    ]),
    because: `A merge reads every page of every run once. ${plural(left, 'page')} of ${plural(live, 'run')} are left on disk; those in memory are not read again.`,
    until,
  }
}
