import { formatCount } from '../../base/format.ts'
import { unreachable } from '../../base/assert.ts'
import { Comparison, SortEvent, SortSetting, unpackComparison, type SortEventKind } from '../../engine/sort/events.ts'
import type { SortHeader, SortState } from '../../engine/sort/state.ts'
import type { TraceEvent } from '../../engine/trace/chunk.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { Moment } from '../../player/lab.ts'
import { tryMergeAt } from './history.ts'
import { matchOf, type Side } from './match.ts'
import { keyOf, leftOutOf } from './names.ts'
import { recordsTouched } from './record-touches.ts'

const SETTINGS = ['structure', 'fanIn', 'formation', 'memory'] as const
const OPS = [
  'readPage',
  'compare',
  'emit',
  'spillPage',
  'writePage',
  'sealRun',
  'tieRange',
  'radixPass',
  'mergeStep',
  'combine',
  'drop',
  'tally',
  'setting',
  'crash',
  'keepPage',
] as const
const CONTEXTS = ['merge sort', 'loser tree', 'heap children', 'heap item', 'next run'] as const

/** The event as the log holds it, names instead of numbers. */
export function recordedOf(moment: Moment<SortState>): Readonly<Record<string, unknown>> {
  const { event } = moment
  if (event === undefined) return { seq: 0 }
  return { seq: event.seq, op: OPS[event.kind], ...shownOf(event, moment.state.header, () => moment.before) }
}

/** An event in a few characters, for the cells of the score. */
export function recordOf(log: Log, seq: number, header: SortHeader): string {
  const { kind, a, b, c } = log.event(seq)
  switch (kind as SortEventKind) {
    case SortEvent.readPage:
    case SortEvent.spillPage:
    case SortEvent.writePage:
    case SortEvent.keepPage:
      return `${fileName(kind, a)} p${b + 1}`
    case SortEvent.compare:
      return comparisonCell(log, seq, header)
    case SortEvent.emit:
      return a === 0 && c === 0 ? `out ${keyOf(header, b)}` : `R${a === 0 ? c : a} ${keyOf(header, b)}`
    case SortEvent.combine:
      return `+ ${keyOf(header, b)}`
    case SortEvent.sealRun:
      return `R${a}`
    case SortEvent.tieRange:
      return `${a}–${b}`
    case SortEvent.radixPass:
      return `byte ${a}`
    case SortEvent.mergeStep:
      return `${b} to ${c === 0 ? 'out' : `R${c}`}`
    case SortEvent.drop:
      return `${formatCount(b)} left out`
    case SortEvent.tally:
      return `${formatCount(a)} pairs`
    case SortEvent.setting:
      return settingCell(a, b)
    case SortEvent.crash:
      return `${formatCount(b)} lost`
    default:
      return unreachable(kind as never)
  }
}

/**
 * True when an event touched a mark of the stage: "run-6", "node-3", "record-120", "input", "output", "memory".
 * A run is touched by what is written to it, read from it, compared with it and by the merge that consumes it. Where a
 * record was, only the state `before` the event tells.
 */
export function touchesMark(log: Log, seq: number, mark: string, before: () => SortState): boolean {
  const event = log.event(seq)
  const dash = mark.indexOf('-')
  const noun = dash < 0 ? mark : mark.slice(0, dash)
  const number = dash < 0 ? 0 : Number(mark.slice(dash + 1))
  switch (noun) {
    case 'run':
      return touchesRun(log, event, number)
    case 'node':
      return event.kind === SortEvent.compare && isMatchAt(event, number)
    case 'record':
      return recordsTouched(before(), event).includes(number - 1)
    case 'input':
      return event.kind === SortEvent.readPage && event.a === 0
    case 'output':
      return event.kind === SortEvent.writePage || (event.kind === SortEvent.emit && event.c === 0)
    case 'memory':
      return event.kind === SortEvent.spillPage || event.kind === SortEvent.radixPass || isInMemory(event)
    default:
      return false
  }
}

/** The operands of an event by their names, pages and records numbered from 1 as everywhere on the screen; `before`, the state before it, is asked for where they are compared. */
export function shownOf(
  event: TraceEvent,
  header: SortHeader,
  before: () => SortState,
): Readonly<Record<string, unknown>> {
  const { a, b, c } = event
  switch (event.kind as SortEventKind) {
    case SortEvent.readPage:
    case SortEvent.spillPage:
    case SortEvent.writePage:
    case SortEvent.keepPage:
      return { ...fileOf(event.kind, a), page: b + 1, records: c }
    case SortEvent.compare:
      return comparedOperands(before(), event)
    case SortEvent.emit:
      return { ...(a === 0 ? {} : { from: a }), record: b + 1, key: keyValue(header, b), to: c === 0 ? 'output' : c }
    case SortEvent.sealRun:
      return { run: a, records: b, pages: c }
    case SortEvent.tieRange:
      return { from: a, to: b }
    case SortEvent.radixPass:
      return { byte: a, records: b, buckets: c }
    case SortEvent.mergeStep:
      return { first: a, runs: b, to: c === 0 ? 'output' : c }
    case SortEvent.combine:
      return { ...(a === 0 ? {} : { from: a }), record: b + 1, key: keyValue(header, b), into: c + 1 }
    case SortEvent.drop:
      return { ...leftOutFile(before(), event), records: b }
    case SortEvent.tally:
      return { comparisons: a, records: b, height: c < 0 ? -1 - c : c }
    case SortEvent.setting:
      return { name: SETTINGS[a], value: settingValue(a, b), was: settingValue(a, c) }
    case SortEvent.crash:
      return { sealedRuns: a, recordsLost: b, inputCovered: c }
    default:
      return unreachable(event.kind as never)
  }
}

function comparedOperands(before: SortState, event: TraceEvent): Readonly<Record<string, unknown>> {
  const match = matchOf(before, event)
  const { header } = before
  switch (match.context) {
    case Comparison.mergeSort:
      return {
        level: match.where,
        a: slot(header, event.a, match.a),
        b: slot(header, event.b, match.b),
        winner: winnerOf(match.rightFirst),
      }
    case Comparison.loserTree:
      return { node: match.where, a: head(header, match.a), b: head(header, match.b), winner: match.first.run }
    case Comparison.heapChildren:
    case Comparison.heapItem:
      return {
        sides: CONTEXTS[match.context],
        a: { at: event.a, ...head(header, match.a) },
        b: { at: event.b, ...head(header, match.b) },
        winner: winnerOf(match.rightFirst),
      }
    case Comparison.nextRun:
      return { incoming: keyValue(header, event.a), last: keyValue(header, event.b), waits: match.rightFirst }
    default:
      return unreachable(match.context)
  }
}

function winnerOf(rightFirst: boolean): 'a' | 'b' {
  return rightFirst ? 'b' : 'a'
}

function slot(header: SortHeader, at: number, side: Side): Readonly<Record<string, unknown>> {
  return { slot: at, key: keyValue(header, side.record) }
}

function head(header: SortHeader, side: Side): Readonly<Record<string, unknown>> {
  return { run: side.run, key: keyValue(header, side.record) }
}

/** A record's key as its record shows it: numbers as numbers, the rest as text. */
export function keyValue(header: SortHeader, record: number): number | string {
  const text = keyOf(header, record)
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

function settingValue(setting: number, value: number): string | number {
  if (setting === SortSetting.structure) return value === 0 ? 'loser tree' : 'binary heap'
  if (setting === SortSetting.formation) return value === 0 ? 'fill-sort-spill' : 'replacement selection'
  return value
}

function settingCell(setting: number, value: number): string {
  if (setting === SortSetting.structure) return value === 0 ? 'merge by tree' : 'merge by heap'
  if (setting === SortSetting.formation) return value === 0 ? 'by fills' : 'by selection'
  return `${setting === SortSetting.fanIn ? 'fan-in' : 'memory'} ${value}`
}

function fileOf(kind: number, a: number): Readonly<Record<string, unknown>> {
  if (a > 0) return { run: a }
  return { file: kind === SortEvent.readPage ? 'input' : 'output' }
}

function leftOutFile(before: SortState, event: TraceEvent): Readonly<Record<string, unknown>> {
  const run = leftOutOf(before, event)
  return run === undefined ? {} : fileOf(event.kind, run)
}

function fileName(kind: number, a: number): string {
  if (a > 0) return `R${a}`
  return kind === SortEvent.readPage ? 'in' : 'out'
}

function comparisonCell(log: Log, seq: number, header: SortHeader): string {
  const { a, b, c } = log.event(seq)
  const { context, rightFirst } = unpackComparison(c)
  const [first, second] = rightFirst ? [b, a] : [a, b]
  switch (context) {
    case Comparison.loserTree: {
      const runs = tryMergeAt(log, seq)?.runs ?? []
      return `R${runs[first] ?? '?'} < R${runs[second] ?? '?'}`
    }
    case Comparison.nextRun:
      return rightFirst ? `${keyOf(header, a)} waits` : `${keyOf(header, a)} joins`
    case Comparison.mergeSort:
    case Comparison.heapChildren:
    case Comparison.heapItem:
      return `[${first}] < [${second}]`
    default:
      return unreachable(context)
  }
}

function touchesRun(log: Log, event: TraceEvent, run: number): boolean {
  const { kind, a, c, seq } = event
  switch (kind) {
    case SortEvent.readPage:
    case SortEvent.spillPage:
    case SortEvent.keepPage:
    case SortEvent.sealRun:
    case SortEvent.combine:
      return a === run
    case SortEvent.emit:
      return a === run || c === run
    case SortEvent.mergeStep:
      return c === run || tryMergeAt(log, seq)?.runs.includes(run) === true
    case SortEvent.compare: {
      const { context } = unpackComparison(c)
      if (context !== Comparison.loserTree) return false
      const runs = tryMergeAt(log, seq)?.runs ?? []
      return runs[a] === run || runs[event.b] === run
    }
    default:
      return false
  }
}

function isMatchAt(event: TraceEvent, node: number): boolean {
  const { context, where } = unpackComparison(event.c)
  return context === Comparison.loserTree && where === node
}

function isInMemory(event: TraceEvent): boolean {
  if (event.kind === SortEvent.readPage) return event.a === 0
  return event.kind === SortEvent.compare && unpackComparison(event.c).context === Comparison.mergeSort
}
