import { formatCount as count, formatPlural as plural } from '../../../base/format.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import type { SortHeader, SortState } from '../../../engine/sort/state.ts'
import { keyOf, runName } from '../names.ts'
import { earliest, nextOf, nextOfMerge, type Scene, type Topic } from './kit.ts'
import { numeric, numerics, type Answer, type Draft } from '../../../player/question-draft.ts'

/** Equal keys, NaN and missing values, combining, cutting off. */
export const ORDER_TOPICS: readonly Topic[] = [
  { id: 'stability', label: 'Which of two equal keys comes first', make: stability },
  { id: 'odd-key', label: 'Where NaN and missing values go', make: oddKey },
  { id: 'combined-next', label: 'Whether the next record is combined', make: combinedNext },
  { id: 'cut-off', label: 'How much of a memory-full is kept', make: cutOff },
]

function stability({ state, stateAt, history, rng }: Scene): Draft | undefined {
  const { doneAt } = history
  if (doneAt === undefined || state.counts.combined > 0 || state.stage === 'done') return undefined
  const pair = equalPair(state.header, rng.nextBelow(Math.max(1, state.header.records)))
  if (pair === undefined) return undefined
  const end = stateAt(doneAt)
  const output = end.output.slice(end.outputStart, end.outputStart + end.outputLength)
  const [first, second] = [output.indexOf(pair[0]), output.indexOf(pair[1])]
  if (first < 0 || second < 0) return undefined
  const [winner, loser] = first < second ? pair : [pair[1], pair[0]]
  const name = (record: number): string => `The one at ${count(record + 1)}`
  const note = (record: number): string =>
    record === pair[0] ? 'it came earlier' : 'its run is merged later and overtakes'
  return {
    text: `The input has the key ${keyOf(state.header, pair[0])} at place ${count(pair[0] + 1)} and at place ${count(pair[1] + 1)}. Which one comes first in the output?`,
    right: { text: name(winner), note: note(winner) },
    wrong: [
      { text: name(loser), note: note(loser) },
      { text: 'That depends on the merge structure', note: 'a heap treats ties unlike a tree' },
      { text: 'It is not determined', note: 'a sort promises the order of keys, no more' },
    ],
    because: `Sorting in memory leaves ties as they are, and merges give ties to the earlier run: place ${count(winner + 1)} of the input comes first. This sort is stable; Spark's promises nothing for equal keys.`,
    until: doneAt,
  }
}

const pairsOf = new WeakMap<SortHeader, readonly (readonly [number, number])[]>()

/** Two records with one key, the earlier first; `salt` chooses the pair. */
function equalPair(header: SortHeader, salt: number): readonly [number, number] | undefined {
  let pairs = pairsOf.get(header)
  if (pairs === undefined) {
    const found: (readonly [number, number])[] = []
    const seen = new Map<string, number>()
    header.labels.forEach((label, record) => {
      const earlier = seen.get(label)
      if (earlier !== undefined) found.push([earlier, record])
      else seen.set(label, record)
    })
    pairs = found
    pairsOf.set(header, pairs)
  }
  return pairs[salt % Math.max(1, pairs.length)]
}

function oddKey({ state, stateAt, history, params, rng }: Scene): Draft | undefined {
  const { doneAt } = history
  const odd = state.header.labels.flatMap((label, record) => (isOdd(label) ? [record] : []))
  const record = odd[rng.nextBelow(Math.max(1, odd.length))]
  if (record === undefined || doneAt === undefined || state.stage === 'done') return undefined
  const end = stateAt(doneAt)
  const output = end.output.slice(end.outputStart, end.outputStart + end.outputLength)
  const labels = Array.from(output, (one) => keyOf(state.header, one))
  const label = keyOf(state.header, record)
  if (!isAskedOf(label, state.header, params)) return undefined
  const place = labels.indexOf(label)
  const isFirst = place === 0
  const isLast = labels.at(-1) === label
  if (place < 0 || isFirst === isLast) return undefined
  const word = label === 'NaN' ? 'NaN' : 'A missing value'
  const first: Answer = { text: 'To the front', note: 'it goes before every number' }
  const last: Answer = { text: 'To the end', note: 'it goes after every number' }
  return {
    text: `The input has ${label === 'NaN' ? 'a NaN' : 'a missing value'} at place ${record + 1}, ${params.direction === 'asc' ? 'ascending' : 'descending'} order. Where does it go?`,
    right: isFirst ? first : last,
    wrong: [
      isFirst ? last : first,
      { text: 'It stays near where it stood', note: 'every comparison with it is false' },
      { text: 'It is left out', note: 'it has no order' },
    ],
    because: `${word} has its place in the order like any other key: ${isFirst ? 'before' : 'after'} every number here, and equal to itself. Spark too takes NaN as the greatest number and puts nulls first when ascending.`,
    until: doneAt,
  }
}

/** Only among numbers, and of missing keys only where the sentence does not tell. */
function isAskedOf(label: string, { labels }: SortHeader, { nulls, direction }: Scene['params']): boolean {
  const areNumbers = labels.every((one) => isOdd(one) || !Number.isNaN(Number(one)))
  return areNumbers && (label === 'NaN' || nulls === undefined || (nulls === 'first' && direction === 'asc'))
}

/** NaN or missing. */
export function isOdd(label: string): boolean {
  return label === 'NaN' || label === 'null' || label === ''
}

function combinedNext(scene: Scene): Draft | undefined {
  const { state, log, event, params } = scene
  const isBetween =
    event?.kind === SortEvent.compare || event?.kind === SortEvent.emit || event?.kind === SortEvent.combine
  if (!params.combine || state.merge === undefined || state.merge.emitted === 0 || !isBetween) return undefined
  const until = nextOfMerge(scene)
  if (until === undefined) return undefined
  const next = log.event(until)
  const isCombined = next.kind === SortEvent.combine
  const last = lastKey(state)
  const added: Answer = { text: 'It is added to the record before it', note: 'it has the same key' }
  const written: Answer = { text: 'It goes to the output page', note: 'its key is a new one' }
  return {
    text: `The record that went out last has the key ${last}. What becomes of the next one?`,
    right: isCombined ? added : written,
    wrong: [
      isCombined ? written : added,
      { text: 'It waits for the end of its run', note: 'sums are made run by run' },
      { text: 'It is left out', note: 'each key is wanted once' },
    ],
    because: `The next record is ${keyOf(state.header, next.b)} of ${runName(next.a)}, ${isCombined ? 'the same key' : `another key than ${last}`}. Equal keys leave the merge side by side, so looking at the last one is enough.`,
    until,
  }
}

function lastKey(state: SortState): string {
  const last = state.out.at(-1) ?? state.output.get(state.outputStart + state.outputLength - 1)
  return keyOf(state.header, last ?? -1)
}

function cutOff({ state, log, position, event, params }: Scene): Draft | undefined {
  const isSorting = event?.kind === SortEvent.compare && state.stage === 'sort'
  if (params.limit === 0 || state.merge !== undefined || !isSorting) return undefined
  const out = earliest(nextOf(log, SortEvent.spillPage, position), nextOf(log, SortEvent.writePage, position))
  const drop = nextOf(log, SortEvent.drop, position)
  const until = earliest(out, drop)
  if (until === undefined || log.count(SortEvent.crash, until) > log.count(SortEvent.crash, position)) return undefined
  const kept = state.filled - (until === drop ? log.event(until).b : 0)
  return {
    text: `Only the first ${params.limit === 1 ? 'record is' : `${count(params.limit)} records are`} wanted, and memory holds ${count(state.filled)}. How many of them are kept?`,
    right: numeric(kept, kept === state.filled ? 'all of them' : 'as many as are wanted in all'),
    wrong: numerics([
      [state.filled, 'all of them'],
      [0, 'it is too early to tell'],
      [Math.ceil(params.limit / 2), 'a share of what is wanted'],
      [params.limit + 1, 'one more than is wanted'],
    ]),
    because: `The first ${count(params.limit)} of all could be among these, but none that stands behind so many others: ${plural(kept, 'record')} ${kept === 1 ? 'is' : 'are'} kept.`,
    until,
  }
}
