import { unreachable } from '../../base/assert.ts'
import { formatCount, formatPlural } from '../../base/format.ts'
import { Comparison, SortEvent, type SortEventKind } from '../../engine/sort/events.ts'
import type { SortState } from '../../engine/sort/state.ts'
import type { TraceEvent } from '../../engine/trace/chunk.ts'
import type { ChangeLine, Moment } from '../../player/lab.ts'
import { aggregateWords } from './combined.ts'
import { heapSide, leafSide, matchOf, type Match, type Side } from './match.ts'
import { amount, keyOf, keysOf, leafOf, memoryOrder, runName, runNames } from './names.ts'
import { readSortParams } from './params.ts'

/** The diff of the last event against the state before it. */
export function changesOf(moment: Moment<SortState>): readonly ChangeLine[] {
  const { event, before, state } = moment
  if (event === undefined) return []
  switch (event.kind as SortEventKind) {
    case SortEvent.readPage:
      return event.a === 0 ? inputRead(before, state) : runRead(before, state, event)
    case SortEvent.compare:
      return compared(moment, event, matchOf(before, event))
    case SortEvent.emit:
      return emitted(moment, event)
    case SortEvent.spillPage:
      return spilled(before, state, event)
    case SortEvent.writePage:
      return [
        moved('output on disk', before.outputWritten, state.outputWritten),
        ...(before.out.length === 0 ? [] : [moved('out', before.out.length, state.out.length)]),
        ...staged(before, state),
      ]
    case SortEvent.sealRun:
      return sealed(before, state, event)
    case SortEvent.tieRange:
      return [plus(`compare slots ${event.a} to ${event.b - 1}`), same('all other slots')]
    case SortEvent.radixPass:
      return radixPassed(before, state, event)
    case SortEvent.mergeStep:
      return [
        plus(`reading ${runNames(state.merge?.inputs.map((input) => input.run) ?? [])}`),
        plus(`making ${runName(event.c)}`),
        ...staged(before, state),
      ]
    case SortEvent.combine:
      return combined(moment, event)
    case SortEvent.drop:
      return [
        moved('left out', before.counts.dropped, state.counts.dropped),
        ...(before.filled === state.filled ? [] : [moved('memory', before.filled, state.filled)]),
        ...staged(before, state),
      ]
    case SortEvent.tally:
      return [
        moved('comparisons', before.counts.comparisons, state.counts.comparisons),
        moved('emitted', before.counts.emitted, state.counts.emitted),
      ]
    case SortEvent.setting:
      return setTo(before, state)
    case SortEvent.crash:
      return crashed(before, state)
    case SortEvent.keepPage:
      return [moved('input in runs', before.inputRead, state.inputRead), ...spilled(before, state, event)]
    default:
      return unreachable(event.kind as never)
  }
}

function plus(text: string): ChangeLine {
  return { sign: '+', text }
}

function minus(text: string): ChangeLine {
  return { sign: '-', text }
}

function same(text: string): ChangeLine {
  return { sign: ' ', text: `${text} unchanged` }
}

/** "memory = 36 → 40", or that it did not move. */
function moved(label: string, from: number, to: number): ChangeLine {
  if (from === to) return same(`${label} = ${formatCount(from)}`)
  return plus(`${label} = ${formatCount(from)} → ${formatCount(to)}`)
}

function staged(before: SortState, state: SortState): ChangeLine[] {
  return before.stage === state.stage ? [] : [plus(`stage = ${before.stage} → ${state.stage}`)]
}

function inputRead(before: SortState, state: SortState): ChangeLine[] {
  const read = moved('input read', before.inputRead, state.inputRead)
  if (state.selection === undefined) return [moved('memory', before.filled, state.filled), read]
  const waiting = moved('read ahead', before.selection?.incoming.length ?? 0, state.selection.incoming.length)
  return [waiting, read]
}

function runRead(before: SortState, state: SortState, event: TraceEvent): ChangeLine[] {
  const { merge } = state
  if (merge === undefined) return []
  const leaf = leafOf(merge, event.a)
  const label = `${runName(event.a)} in memory up to`
  const lines = [moved(label, before.merge?.inputs[leaf]?.loaded ?? 0, merge.inputs[leaf]?.loaded ?? 0)]
  const isBuilt = before.merge?.tree === undefined && before.merge?.heap === undefined
  if (isBuilt && (merge.tree !== undefined || merge.heap !== undefined)) lines.push(plus('every head is known: build'))
  else if (before.merge?.waiting === leaf)
    lines.push(plus(`head of ${runName(event.a)} = ${leafSide(state, leaf).key}`))
  return lines
}

function compared(moment: Moment<SortState>, event: TraceEvent, match: Match): ChangeLine[] {
  const { before, state } = moment
  switch (match.context) {
    case Comparison.mergeSort:
      return placed(before, match)
    case Comparison.loserTree:
      return matchPlayed(before, state, match)
    case Comparison.heapChildren:
      return [same('heap'), plus(`better child = ${sideText(match.first)}`)]
    case Comparison.heapItem:
      return heapMoved(event, match)
    case Comparison.nextRun:
      return [
        plus(`run of ${match.a.key} = R${(state.selection?.tags.get(match.a.record) ?? 0).toString()}`),
        plus(`heap[0] = ${match.a.key}`),
        moved('read ahead', before.selection?.incoming.length ?? 0, state.selection?.incoming.length ?? 0),
      ]
    default:
      return unreachable(match.context)
  }
}

function placed(before: SortState, match: Match): ChangeLine[] {
  const { sorter } = before
  const at = sorter?.placed ?? 0
  const side = match.rightFirst ? 'right' : 'left'
  const next = match.rightFirst ? (sorter?.right ?? 1) : (sorter?.left ?? 0)
  return [plus(`target[${at}] = ${match.first.key}`), plus(`${side} = ${next} → ${next + 1}`)]
}

function matchPlayed(before: SortState, state: SortState, match: Match): ChangeLine[] {
  const [challenger, kept] = [sideText(match.a), sideText(match.b)]
  const lines = match.rightFirst
    ? [minus(`loser[${match.where}] = ${kept}`), plus(`loser[${match.where}] = ${challenger}`), plus(`w = ${kept}`)]
    : [same(`loser[${match.where}] = ${kept}`), same(`w = ${challenger}`)]
  const tree = state.merge?.tree
  if (tree === undefined) return lines
  if (tree.winner >= 0) lines.push(plus(`winner = ${sideText(leafSide(state, tree.winner))}`))
  else if (before.merge?.toBuild === state.merge?.toBuild) lines.push(plus(`node = ${match.where} → ${tree.node}`))
  else lines.push(plus(`next leaf = ${sideText(leafSide(state, tree.challenger))}`))
  return lines
}

/** Two items, one above the other, change places in the heap, or stay. */
function heapMoved({ a: at, b: child }: TraceEvent, match: Match): ChangeLine[] {
  if (!match.rightFirst) return [same(`heap[${at}] = ${sideText(match.a)}`), plus('the heap is in order')]
  return [
    minus(`heap[${at}] = ${sideText(match.a)}`),
    plus(`heap[${at}] = ${sideText(match.b)}`),
    plus(`heap[${child}] = ${sideText(match.a)}`),
  ]
}

function emitted({ before, state, params }: Moment<SortState>, event: TraceEvent): ChangeLine[] {
  const lines = takenOut(before, keyOf(state.header, event.b), readSortParams(params).combine !== false)
  if (event.a !== 0) lines.push(...cursorMoved(before, state, event.a))
  if (event.c === 0) lines.push(moved('output', before.outputLength, state.outputLength))
  const { merge, selection } = state
  if (merge?.tree !== undefined && merge.tree.challenger >= 0) {
    lines.push(plus(`w = ${sideText(leafSide(state, merge.tree.challenger))}, node ${merge.tree.node}`))
  }
  if (selection !== undefined && selection.heap.size > 0 && selection.heap.items[0] !== selection.lastEmitted) {
    lines.push(plus(`heap[0] = ${heapSide(state, 0).key}`))
  }
  return lines
}

/** A record that equal ones may be added to is held beside the page of the output; the one held before it goes there. */
function takenOut({ header, out }: SortState, key: string, isCombined: boolean): ChangeLine[] {
  if (!isCombined) return [plus(`out[${out.length}] = ${key}`)]
  const last = out.at(-1)
  const passed = last === undefined ? [] : [plus(`out[${out.length - 1}] = ${keyOf(header, last)}`)]
  return [...passed, plus(`held = ${key}`)]
}

function cursorMoved(before: SortState, state: SortState, run: number): ChangeLine[] {
  const leaf = before.merge === undefined ? -1 : leafOf(before.merge, run)
  const was = before.merge?.inputs[leaf]
  const now = state.merge?.inputs[leaf]
  if (was === undefined || now === undefined) return []
  const lines = [moved(`${runName(run)} given`, was.cursor, now.cursor)]
  if (now.cursor >= now.length) lines.push(plus(`${runName(run)} is exhausted`))
  else if (now.cursor === now.loaded) lines.push(plus(`${runName(run)} waits for its next page`))
  return lines
}

function spilled(before: SortState, state: SortState, event: TraceEvent): ChangeLine[] {
  const was = before.runs.tryGet(event.a - 1)
  const now = state.runs.tryGet(event.a - 1)
  const lines = [
    moved(`${runName(event.a)} records`, was?.length ?? 0, now?.length ?? 0),
    moved(`${runName(event.a)} pages`, was?.pages ?? 0, now?.pages ?? 0),
  ]
  if (before.out.length > 0) lines.push(moved('out', before.out.length, state.out.length))
  return [...lines, ...staged(before, state)]
}

function sealed(before: SortState, state: SortState, event: TraceEvent): ChangeLine[] {
  const waiting = new Set(state.waiting)
  const gone = [...before.waiting].filter((run) => !waiting.has(run))
  return [
    plus(`${runName(event.a)} sealed: ${formatPlural(event.b, 'record')}`),
    ...(gone.length === 0 ? [] : [minus(`waiting: ${runNames(gone)}`)]),
    plus(`waiting: ${runNames([...waiting])}`),
    ...(before.filled > 0 ? [moved('memory', before.filled, state.filled)] : []),
  ]
}

function combined({ before, state, log, position, params }: Moment<SortState>, event: TraceEvent): ChangeLine[] {
  const words = aggregateWords(log, position, event.c, readSortParams(params))
  const memory = before.filled === state.filled ? [] : [moved('memory', before.filled, state.filled)]
  const into = `one with the ${keyOf(state.header, event.c)} before it`
  return [plus(into), plus(words), ...cursorMoved(before, state, event.a), ...memory]
}

function setTo(before: SortState, state: SortState): ChangeLine[] {
  const pairs = (['structure', 'fanIn', 'formation', 'memory'] as const).filter((name) => before[name] !== state[name])
  return pairs.flatMap((name) => [minus(`${name} = ${before[name]}`), plus(`${name} = ${state[name]}`)])
}

function crashed(before: SortState, state: SortState): ChangeLine[] {
  const lost = before.runs.filter((run) => !run.sealed).map((run) => run.number)
  return [
    ...(before.filled > 0 ? [minus(`memory: ${amount(state.header, before.filled)}`)] : []),
    ...(lost.length > 0 ? [minus(`${runNames(lost)}, not sealed`)] : []),
    ...(before.outputLength > 0 ? [minus(`output: ${formatPlural(before.outputLength, 'record')}`)] : []),
    same(`sealed runs: ${state.runs.length}`),
    moved('input read', before.inputRead, state.inputRead),
  ]
}

/** The order of the memory: as far as its first keys tell it, and without keys that it is another one. */
function radixPassed(before: SortState, state: SortState, { a, b, c }: TraceEvent): ChangeLine[] {
  const [was, now] = [firstKeys(before), firstKeys(state)]
  if (was !== now) return [minus(`memory: ${was} …`), plus(`memory: ${now} …`)]
  const kept = now === '' ? moved('memory', before.filled, state.filled) : same(`first keys ${now}`)
  return [plus(`${formatPlural(b, 'record')} in ${formatPlural(c, 'bucket')} by byte ${a}`), kept]
}

function firstKeys(state: SortState): string {
  return state.header.detail === 'page' ? '' : keysOf(state.header, memoryOrder(state).slice(0, 6))
}

function sideText(side: Side): string {
  return side.run === undefined ? side.key : `${runName(side.run)}, ${side.key}`
}
