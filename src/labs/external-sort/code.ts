import { unreachable } from '../../base/assert.ts'
import { formatCount } from '../../base/format.ts'
import { Comparison, SortEvent, unpackComparison, type SortEventKind } from '../../engine/sort/events.ts'
import type { SortState } from '../../engine/sort/state.ts'
import type { TraceEvent } from '../../engine/trace/chunk.ts'
import type { Moment } from '../../player/lab.ts'
import { readSortParams } from './params.ts'
import { isOfRebuilding } from './structure-since.ts'
import { isWrittenFromMemory } from './view-model/file.ts'

/** Pseudo-code and the line that an event executes, 1-based; 0 for none. At most 14 lines of 34 characters. */
export interface Listing {
  readonly code: readonly string[]
  lineOf(event: TraceEvent, isBuilding: boolean): number
}

/** How keys are compared in the order that is asked for. */
interface Order {
  readonly before: string
  readonly stays: string
  readonly first: string
}

const ASCENDING: Order = { before: '<', stays: '≤', first: 'smaller' }
const DESCENDING: Order = { before: '>', stays: '≥', first: 'larger' }

/** The listing of what is being done, and the line that the last event executed. */
export function codeOf(moment: Moment<SortState>): { readonly code: readonly string[]; readonly line: number } {
  const listing = listingOf(moment)
  const { event, before } = moment
  if (event === undefined) return { code: listing.code, line: 0 }
  const building = isBuilding(before) || isOfRebuilding(moment)
  return { code: listing.code, line: listing.lineOf(event, building) }
}

/** True while a merge's structure or the first heap of replacement selection is not yet complete. */
export function isBuilding(state: SortState): boolean {
  const { merge, selection } = state
  if (merge !== undefined) return merge.emitted === 0 && merge.lastLeaf < 0 ? true : isRebuilding(state)
  return selection === undefined || selection.lastEmitted < 0
}

function isRebuilding({ merge }: SortState): boolean {
  if (merge?.tree !== undefined)
    return merge.toBuild > 0 || (merge.tree.challenger >= 0 && merge.tree.losers.includes(-1, 1))
  return merge?.heap === undefined || merge.heap.unbuilt > 0
}

function listingOf(moment: Moment<SortState>): Listing {
  const { state, before, params } = moment
  const { combine: combined, limit, direction } = readSortParams(params)
  const combine = combined !== false
  const { event } = moment
  const isFormed = isBetweenMerges(state) && event?.kind !== SortEvent.sealRun
  const order = direction === 'desc' ? DESCENDING : ASCENDING
  if (state.merge !== undefined || before.merge !== undefined || isFormed) {
    return isTreeAtWork(moment) ? loserTreeListing(combine, order) : heapListing(combine, order)
  }
  if (state.selection !== undefined || before.selection !== undefined) return selectionListing(order)
  const isUnseen = state.header.detail === 'page' || (state.filled === 0 && before.filled === 0)
  if (isUnseen && state.formation === 'replacement-selection') return selectionListing(order)
  const end: FormationEnd = { limit, isOutput: isWrittenFromMemory(moment) }
  return state.header.memorySort === 'radix' ? radixListing(end) : mergeSortListing(end, order)
}

/** After a change of structure the match under way is still played out in the old one. */
function isTreeAtWork({ state, before, event }: Moment<SortState>): boolean {
  if (event?.kind === SortEvent.compare) return unpackComparison(event.c).context === Comparison.loserTree
  const merge = state.merge ?? before.merge
  if (merge?.tree !== undefined) return true
  return merge?.heap === undefined && state.structure === 'loser-tree'
}

/** All input is in runs, and no merge is under way. */
function isBetweenMerges(state: SortState): boolean {
  return (
    state.waiting.length > 0 &&
    state.filled === 0 &&
    state.inputRead === state.header.records &&
    state.stage !== 'spill'
  )
}

function loserTreeListing(combine: boolean, { before }: Order): Listing {
  return {
    code: [
      'tree.build(heads)',
      'while tree.winner ≠ ∞',
      '  w ← tree.winner',
      combine ? '  add w to out, or to its equal' : '  out.append(w.key)',
      '  advance w, read a page if dry',
      '  node ← parent(leaf of w)',
      '  while node > 0',
      `    if loser[node] ${before} w`,
      '      swap(w, loser[node])',
      '    node ← parent(node)',
      '  tree.winner ← w',
      '  if out is full: write page',
    ],
    lineOf: (event, building) => mergeLine(event, building, loserTreeLine),
  }
}

function heapListing(combine: boolean, { first, stays }: Order): Listing {
  return {
    code: [
      'heap.build(heads)',
      'while heap is not empty',
      '  r ← heap[0]',
      combine ? '  add r to out, or to its equal' : '  out.append(r.key)',
      '  advance r, read a page if dry',
      '  if r has ended: heap[0] ← last',
      '  i ← 0',
      '  while i has children',
      `    c ← ${first} child of i`,
      `    if heap[i] ${stays} heap[c]: stop`,
      '    swap(heap[i], heap[c]), i ← c',
      '  if out is full: write page',
    ],
    lineOf: (event, building) => mergeLine(event, building, heapLine),
  }
}

function mergeLine(event: TraceEvent, building: boolean, compareLine: (event: TraceEvent) => number): number {
  switch (event.kind as SortEventKind) {
    case SortEvent.mergeStep:
    case SortEvent.setting:
    case SortEvent.crash:
    case SortEvent.keepPage:
      return 1
    case SortEvent.readPage:
      return building ? 1 : 5
    case SortEvent.compare:
      return building ? 1 : compareLine(event)
    case SortEvent.emit:
    case SortEvent.combine:
    case SortEvent.tally:
      return 4
    case SortEvent.spillPage:
    case SortEvent.writePage:
      return 12
    case SortEvent.sealRun:
    case SortEvent.drop:
      return 2
    case SortEvent.tieRange:
    case SortEvent.radixPass:
      return 0
    default:
      return unreachable(event.kind as never)
  }
}

function loserTreeLine(event: TraceEvent): number {
  return unpackComparison(event.c).rightFirst ? 9 : 8
}

function heapLine(event: TraceEvent): number {
  const { context, rightFirst } = unpackComparison(event.c)
  if (context === Comparison.heapChildren) return 9
  return rightFirst ? 11 : 10
}

interface FormationEnd {
  /** Records wanted at most; 0 for all. */
  readonly limit: number
  /** True where what is sorted is the output, and no run. */
  readonly isOutput: boolean
}

/** How a memory-full that is sorted leaves memory: the lines for it, and where among `before` lines and them it stands. */
function formationEnd({ limit, isOutput }: FormationEnd, before: number) {
  const drop = limit > 0 ? [`  leave out all behind ${formatCount(limit)}`] : []
  const write = isOutput ? ['write each page to the output'] : ['  write each page to the run', '  seal the run']
  const first = before + 1
  return {
    code: [...drop, ...write],
    lines: { drop: first, write: first + drop.length, seal: first + drop.length + (isOutput ? 0 : 1) },
  }
}

function mergeSortListing(end: FormationEnd, order: Order): Listing {
  const sort = [
    'while the input has records',
    '  while memory has room',
    '    read a page',
    '  width ← 1',
    '  while width < filled',
    '    for each pair of groups',
    '      while both have records',
    `        if right ${order.before} left`,
    '          take from the right',
    '        else take from the left',
    '    width ← 2 × width',
  ]
  const { code, lines } = formationEnd(end, sort.length)
  return {
    code: [...sort, ...code],
    lineOf: (event) => {
      const side = unpackComparison(event.c).rightFirst ? 9 : 10
      return formationLine(event, { read: 3, sort: side, radix: 0, ties: 0, begin: 1, ...lines })
    },
  }
}

function radixListing(end: FormationEnd): Listing {
  const sort = [
    'while the input has records',
    '  while memory has room',
    '    read a page',
    '  for each byte of the prefix',
    '    if it differs somewhere',
    '      count, then move by byte',
    '  for each range of equal prefix',
    '    merge sort it by comparison',
  ]
  const { code, lines } = formationEnd(end, sort.length)
  return {
    code: [...sort, ...code],
    lineOf: (event) => formationLine(event, { read: 3, sort: 8, radix: 6, ties: 7, begin: 1, ...lines }),
  }
}

const selectionListing = ({ before }: Order): Listing => ({
  code: [
    'fill memory, heap.build(memory)',
    'while heap is not empty',
    '  if heap[0] is of the next run',
    '    seal this run, begin the next',
    '  last ← heap[0], to the run',
    '  if a page is full: spill it',
    '  r ← next record, read if dry',
    `  if r ${before} last`,
    '    tag r for the next run',
    '  else tag r for this run',
    '  heap[0] ← r',
    '  let heap[0] sink',
  ],
  lineOf: (event, building) =>
    event.kind === SortEvent.compare && !building
      ? selectionLine(event)
      : formationLine(event, {
          read: building ? 1 : 7,
          sort: 1,
          radix: 0,
          ties: 0,
          write: 6,
          drop: 4,
          seal: 4,
          begin: 1,
        }),
})

interface FormationLines {
  readonly read: number
  readonly sort: number
  readonly radix: number
  readonly ties: number
  readonly write: number
  readonly drop: number
  readonly seal: number
  readonly begin: number
}

function formationLine(event: TraceEvent, lines: FormationLines): number {
  switch (event.kind as SortEventKind) {
    case SortEvent.readPage:
      return lines.read
    case SortEvent.compare:
    case SortEvent.tally:
      return lines.sort
    case SortEvent.radixPass:
      return lines.radix
    case SortEvent.tieRange:
      return lines.ties
    case SortEvent.spillPage:
    case SortEvent.writePage:
    case SortEvent.combine:
      return lines.write
    case SortEvent.drop:
      return lines.drop
    case SortEvent.sealRun:
      return lines.seal
    case SortEvent.emit:
      return 5
    case SortEvent.mergeStep:
    case SortEvent.setting:
    case SortEvent.crash:
    case SortEvent.keepPage:
      return lines.begin
    default:
      return unreachable(event.kind as never)
  }
}

function selectionLine(event: TraceEvent): number {
  const { context, rightFirst } = unpackComparison(event.c)
  if (context !== Comparison.nextRun) return 12
  return rightFirst ? 9 : 10
}
