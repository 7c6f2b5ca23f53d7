import { formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import type { MergeInput, SortState } from '../../../engine/sort/state.ts'
import { isExhausted, keyOf, leafOf, liveLeaves, runName, runNames, runOf } from '../names.ts'
import { isTurned, pagesUnread, tryInputs } from './crossing.ts'
import { countBetween, earliest, firstWord, nextOf, nextOfMerge, type Scene, type Topic } from './kit.ts'
import { numeric, numerics, shuffled, type Answer, type Draft } from '../../../player/question-draft.ts'

/** When pages cross the disk during a merge. */
export const PAGE_TOPICS: readonly Topic[] = [
  { id: 'page-before-next', label: 'Whether a page is read first', make: pageBeforeNext },
  { id: 'next-dry', label: 'Which run needs a page next', isForPages: true, make: nextDry },
  { id: 'next-write', label: 'When the next page is written', make: nextWrite },
  { id: 'first-pages', label: 'Pages read before the first record leaves', make: firstPages },
]

function pageBeforeNext(scene: Scene): Draft | undefined {
  const { state, log, position, event, params, rng } = scene
  const { merge } = state
  const until = nextOfMerge(scene)
  if (merge === undefined || until === undefined || event?.kind !== SortEvent.emit || params.doubleBuffering)
    return undefined
  const read = nextOf(log, SortEvent.readPage, position)
  const isRead = read !== undefined && read < until
  const live = liveLeaves(merge).filter((leaf) => leaf !== merge.lastLeaf)
  const other = live[rng.nextBelow(Math.max(1, live.length))]
  const run = merge.inputs[merge.lastLeaf]?.run ?? 0
  const yes: Answer = { text: `Yes, of ${runName(run)}`, note: 'its page in memory is used up' }
  const no: Answer = { text: 'No', note: 'every run that has records left shows one in memory' }
  return {
    text: `${keyOf(state.header, event.b)} of ${runName(run)} just left. Is a page read before the next record leaves?`,
    right: isRead ? { ...yes, text: `Yes, of ${runName(log.event(read).a)}` } : no,
    wrong: [
      isRead ? no : yes,
      ...(other === undefined
        ? []
        : [{ text: `Yes, of ${runName(merge.inputs[other]?.run ?? 0)}`, note: 'its next record may go first' }]),
      { text: 'Yes, one of every run', note: 'all heads are compared again' },
    ],
    because: isRead
      ? `${runName(run)} had nothing left in memory, so its next key is not known. Nothing can leave before it is.`
      : whyNoPage(state, run),
    until,
  }
}

function whyNoPage({ merge }: SortState, run: number): string {
  const leaf = merge === undefined ? -1 : leafOf(merge, run)
  const input = merge?.inputs[leaf]
  if (merge === undefined || input === undefined || isExhausted(merge, leaf)) {
    return `${runName(run)} has given its last record: there is no page left to read.`
  }
  return `${plural(input.loaded - input.cursor, 'record')} of ${runName(run)} are still in memory, so its next key is known.`
}

function nextDry(scene: Scene): Draft | undefined {
  const { state, log, position, params } = scene
  if (state.header.detail === 'page') return nextDryOfFile(scene)
  const { merge } = state
  if (merge === undefined || merge.emitted === 0 || merge.waiting >= 0 || params.doubleBuffering) return undefined
  const until = nextOf(log, SortEvent.readPage, position)
  if (until === undefined || countBetween(log, SortEvent.crash, position, until) > 0) return undefined
  const run = log.event(until).a
  const isUnread = (input: MergeInput): boolean => input.loaded < input.length
  const unread = merge.inputs.filter(isUnread)
  if (run === 0 || leafOf(merge, run) < 0 || unread.length < 3) return undefined
  const lastKey = (input: MergeInput): number => state.runRecords.get(runOf(state, input.run).start + input.loaded - 1)
  const answerOf = (input: MergeInput): Answer => ({
    text: runName(input.run),
    note: `${input.loaded - input.cursor} in memory, the last is ${keyOf(state.header, lastKey(input))}`,
  })
  const right = unread.find((input) => input.run === run)
  if (right === undefined) return undefined
  const others = unread.filter((input) => input !== right)
  const fewest = others.slice().sort((a, b) => a.loaded - a.cursor - (b.loaded - b.cursor))
  const height = (input: MergeInput): number => state.header.heights[lastKey(input)] ?? 0
  const nearest = others.slice().sort((a, b) => height(a) - height(b))
  const wrong = [fewest[0], nearest[0], fewest.at(-1), nearest[1]].filter((input) => input !== undefined)
  const key = keyOf(state.header, lastKey(right))
  const tied = others.filter((input) => keyOf(state.header, lastKey(input)) === key).map((input) => input.run)
  return {
    text: 'Which run needs a page from disk next?',
    right: answerOf(right),
    wrong: wrong.map(answerOf),
    because:
      tied.length === 0
        ? `The last key of ${runName(run)} in memory, ${key}, ${firstWord(params)} of all last keys: the merge reaches it first. Reading ahead can go by that.`
        : `${runName(run)} ties with ${runNames(tied)}: ${key} is the last key in memory of each and ${firstWord(params)} of all. In a tie the earlier run goes first, so ${runName(run)} runs dry first.`,
    until,
  }
}

/** Of a file no single record is recorded, so no key can be shown. */
function nextDryOfFile(scene: Scene): Draft | undefined {
  const { log, position, rng } = scene
  const inputs = tryInputs(scene)
  const until = nextOf(log, SortEvent.readPage, position)
  if (inputs === undefined || until === undefined || isTurned(scene, until)) return undefined
  const run = log.event(until).a
  const rests = pagesUnread(scene, inputs)
  const restOf = (input: MergeInput): number => rests.get(input.run) ?? 0
  const unread = inputs.filter((input) => restOf(input) > 0)
  const right = unread.find((input) => input.run === run)
  if (right === undefined || unread.length < 3) return undefined
  const answerOf = (input: MergeInput): Answer => ({
    text: runName(input.run),
    note: `${plural(restOf(input), 'page')} of it left on disk`,
  })
  const others = shuffled(
    unread.filter((input) => input !== right),
    rng,
  )
  return {
    text: 'Each run has one page in memory. Of which run is that page used up next?',
    right: answerOf(right),
    wrong: others.map(answerOf),
    because: `${runName(run)} reads its next page at event ${count(until)}: of the last keys of all pages in memory its own comes first in order. How much of a run is left on disk decides nothing.`,
    until,
  }
}

function nextWrite({ state, log, position, params, event }: Scene): Draft | undefined {
  const { merge } = state
  // A full page is about to be written: nothing is left to ask.
  if (merge === undefined || merge.emitted === 0 || params.page < 3 || state.out.length >= params.page) return undefined
  if (event?.kind !== SortEvent.emit && event?.kind !== SortEvent.readPage) return undefined
  const until = earliest(nextOf(log, SortEvent.writePage, position), nextOf(log, SortEvent.spillPage, position))
  if (until === undefined || countBetween(log, SortEvent.crash, position, until) > 0) return undefined
  const records = countBetween(log, SortEvent.emit, position, until)
  const held = state.out.length
  const { page } = params
  // Where records become one, or no more are left, a page is not written when so many have left.
  if (params.combine !== false || held + records !== page) return undefined
  return {
    text: `The output page holds ${held} of ${page} records. How many more leave their runs before it is written?`,
    right: numeric(records, 'until the page is full'),
    wrong: numerics([
      [page, 'a page of them'],
      [page - held + 1, 'one more, which finds no room'],
      [0, 'it is written as soon as there is something in it'],
      [page - held - 1, 'the page is written before it is full'],
    ]),
    because: `A page is written when it is full: ${held} of ${page} places are taken, so ${plural(records, 'record')} more.`,
    until,
  }
}

function firstPages(scene: Scene): Draft | undefined {
  const { state, log, position, params, event } = scene
  const { merge } = state
  const until = nextOfMerge(scene)
  if (merge === undefined || until === undefined || event?.kind !== SortEvent.mergeStep || merge.inputs.length < 3)
    return undefined
  const k = merge.inputs.length
  const pages = countBetween(log, SortEvent.readPage, position, until)
  const total = merge.inputs.reduce((sum, input) => sum + Math.ceil(input.length / params.page), 0)
  return {
    text: `${k} runs are about to be merged. How many pages are read before the first record leaves?`,
    right: numeric(pages, params.doubleBuffering ? 'two of each run' : 'one of each run'),
    wrong: numerics([
      [1, 'one page is enough to begin'],
      [total, 'all of them'],
      [params.doubleBuffering ? k : 2 * k, params.doubleBuffering ? 'one of each run' : 'two of each run'],
      [k + 1, 'one of each run and one for the output'],
    ]),
    because: `The record that goes first is the head of some run, so all ${count(k)} heads must be known: ${plural(pages, 'page')}${params.doubleBuffering ? ', two of each run since buffers are doubled' : ''}.`,
    until: until - 1,
  }
}
