import { unreachable } from '../../base/assert.ts'
import { formatCount, formatPlural } from '../../base/format.ts'
import { Comparison, SortEvent, SortSetting, type SortEventKind } from '../../engine/sort/events.ts'
import type { SortState } from '../../engine/sort/state.ts'
import type { TraceEvent } from '../../engine/trace/chunk.ts'
import type { Moment } from '../../player/lab.ts'
import { historyOf, tryMergeAt, tryPasses } from './history.ts'
import { matchOf, sideRun, type Match } from './match.ts'
import { readSortParams } from './params.ts'
import { amount, isExhausted, keepsReading, keyOf, keysOf, leafOf, runName, runNames, runOf } from './names.ts'

/** What the last event did, in words, one line: "392 beats 426: R6 goes on". */
export function outcomeOf(moment: Moment<SortState>): string {
  const { event } = moment
  if (event === undefined) return 'nothing has happened yet'
  switch (event.kind as SortEventKind) {
    case SortEvent.readPage:
      return event.a === 0 ? inputPage(moment, event) : runPage(moment, event)
    case SortEvent.compare:
      return comparison(matchOf(moment.before, event))
    case SortEvent.emit:
      return emission(moment, event)
    case SortEvent.spillPage:
      return `page ${formatCount(event.b + 1)} goes to ${runName(event.a)}: ${formatPlural(event.c, 'record')}${spilledKeys(moment, event)}`
    case SortEvent.writePage:
      return `output page ${formatCount(event.b + 1)}: ${formatPlural(moment.state.outputWritten, 'record')} on disk`
    case SortEvent.sealRun:
      return `${runName(event.a)} is complete: ${formatPlural(event.b, 'record')} in ${formatPlural(event.c, 'page')}`
    case SortEvent.tieRange:
      return `${event.b - event.a} records share the prefix of slot ${event.a}: they are compared`
    case SortEvent.radixPass:
      return `${formatPlural(event.b, 'record')} move into ${formatPlural(event.c, 'bucket')} by byte ${event.a}`
    case SortEvent.mergeStep:
      return mergeBegun(moment)
    case SortEvent.combine:
      return combination(moment, event)
    case SortEvent.drop:
      return dropped(moment, event)
    case SortEvent.tally:
      return tallyText(event)
    case SortEvent.setting:
      return settingText(moment, event)
    case SortEvent.crash:
      return `the process dies: ${formatPlural(event.b, 'record')} lost, ${event.a === 0 ? 'no sealed run' : formatPlural(event.a, 'sealed run')} kept`
    case SortEvent.keepPage:
      return `page ${formatCount(event.b + 1)} of ${runName(event.a)}, of an earlier sort, is kept: ${formatPlural(event.c, 'record')}`
    default:
      return unreachable(event.kind as never)
  }
}

function tallyText({ a, b }: TraceEvent): string {
  const counted = [
    ...(a > 0 ? [formatPlural(a, 'comparison')] : []),
    ...(b > 0 ? [formatPlural(b, 'record')] : []),
  ].join(' and ')
  return counted === '' ? 'the next page is on its way' : `${counted} since the last page`
}

/** The phase in a word or two, for the playhead's text. */
export function phaseOf(moment: Moment<SortState>): string {
  const { state, log, position } = moment
  switch (state.stage) {
    case 'empty':
      return state.counts.crashes > 0 ? 'begins anew' : 'not begun'
    case 'fill':
      return 'fill memory'
    case 'sort':
      return 'sort memory'
    case 'spill':
      return 'spill'
    case 'select':
      return 'replacement selection'
    case 'merge':
      return mergePhase(tryMergeAt(log, position)?.pass, tryPasses(log))
    case 'done':
      return 'done'
    default:
      return unreachable(state.stage)
  }
}

/** What changing a setting does, in words: "a binary heap merges from here on". */
export function settingText(moment: Moment<SortState>, event: TraceEvent): string {
  const { header } = moment.state
  switch (event.a) {
    case SortSetting.structure:
      return `a ${event.b === 0 ? 'loser tree' : 'binary heap'} merges from here on`
    case SortSetting.fanIn:
      return `from the next merge on ${event.b} runs are merged at a time, not ${event.c}`
    case SortSetting.memory:
      return `memory holds ${amount(header, event.b)} from here on, not ${amount(header, event.c)}`
    default:
      return `the next runs are made by ${event.b === 0 ? 'fill, sort and spill' : 'replacement selection'}`
  }
}

function mergePhase(pass: number | undefined, passes: number | undefined): string {
  return pass === undefined || (passes !== undefined && passes <= 1) ? 'merge' : `merge pass ${pass}`
}

function inputPage({ log, state }: Moment<SortState>, event: TraceEvent): string {
  // Of an input whose beginning stands in kept runs, pages are numbered from where reading goes on.
  const file = log.count(SortEvent.keepPage, log.length) > 0 ? 'the rest of the input' : 'the input'
  const what = `page ${formatCount(event.b + 1)} of ${file}: ${formatPlural(event.c, 'record')}`
  if (state.header.detail === 'page') return `${what}, ${formatCount(state.inputRead)} read`
  const held = state.selection === undefined ? state.filled : heldBySelection(state.selection)
  return `${what}, ${formatCount(held)} in memory`
}

function heldBySelection(selection: NonNullable<SortState['selection']>): number {
  return selection.heap.size + selection.incoming.length
}

function runPage({ state }: Moment<SortState>, event: TraceEvent): string {
  const what = `page ${formatCount(event.b + 1)} of ${runName(event.a)}`
  const { merge } = state
  const input = merge?.inputs[leafOf(merge, event.a)]
  if (input === undefined || state.header.detail === 'page') return `${what}: ${formatPlural(event.c, 'record')}`
  const { start } = runOf(state, event.a)
  const keys = keysOf(state.header, state.runRecords.slice(start + input.loaded - event.c, start + input.loaded))
  return `${what}: ${keys}`
}

function comparison(match: Match): string {
  const { first, second, a, b, rightFirst, isTie } = match
  switch (match.context) {
    case Comparison.mergeSort:
      return isTie ? `${a.key} ties ${b.key}: the left one stays first` : `${first.key} goes before ${second.key}`
    case Comparison.loserTree:
      if (isTie) return `${first.key} ties ${second.key}: ${sideRun(first)} goes on, it came earlier`
      return `${first.key} beats ${second.key}: ${sideRun(first)} goes on`
    case Comparison.heapChildren:
      return `${first.key} ${isTie ? 'ties' : 'is before'} ${second.key}: ${owner(match, first)} is the better child`
    case Comparison.heapItem:
      if (isTie && rightFirst) return `${b.key} ties ${a.key}: the earlier one moves up`
      return rightFirst ? `${b.key} moves up over ${a.key}` : `${a.key} stays above ${b.key}`
    case Comparison.nextRun:
      return rightFirst
        ? `${a.key} goes before ${b.key}: it waits for the next run`
        : `${a.key} does not go before ${b.key}: it joins`
    default:
      return unreachable(match.context)
  }
}

function owner(match: Match, side: Match['a']): string {
  return side.run === undefined ? side.key : match.a.run === match.b.run ? side.key : runName(side.run)
}

function emission({ state }: Moment<SortState>, event: TraceEvent): string {
  const key = keyOf(state.header, event.b)
  if (event.a === 0) return `${key} goes to ${runName(event.c)}`
  if (event.c === 0) return `${key} leaves ${runName(event.a)}: record ${formatCount(state.outputLength)} of the output`
  return `${key} leaves ${runName(event.a)} for ${runName(event.c)}`
}

function spilledKeys({ state }: Moment<SortState>, event: TraceEvent): string {
  const run = state.runs.tryGet(event.a - 1)
  if (run === undefined || state.header.detail === 'page') return ''
  const end = run.start + run.length
  const keys = state.runRecords.slice(end - event.c, end)
  const first = keyOf(state.header, keys[0] as number)
  const last = keyOf(state.header, keys[keys.length - 1] as number)
  return first === last ? `, ${first}` : `, ${first} to ${last}`
}

function mergeBegun({ log, position }: Moment<SortState>): string {
  const merge = historyOf(log).merges.findLast(({ seq }) => seq === position)
  if (merge === undefined) return 'a merge begins'
  return `${runNames(merge.runs)} ${merge.runs.length === 1 ? 'goes' : 'go'} into ${runName(merge.target)}`
}

function combination({ state, before }: Moment<SortState>, event: TraceEvent): string {
  const key = keyOf(state.header, event.b)
  const leaf = before.merge === undefined ? -1 : leafOf(before.merge, event.a)
  const last = state.merge !== undefined && leaf >= 0 && isExhausted(state.merge, leaf) ? ', its last' : ''
  const from = event.a === 0 ? '' : ` of ${runName(event.a)}`
  return `${key}${from}${last} is added to the ${key} before it`
}

function dropped({ params, state, before }: Moment<SortState>, event: TraceEvent): string {
  const { limit } = readSortParams(params)
  const what = `${formatPlural(event.b, 'record')} cannot be among the first ${formatCount(limit)}`
  if (state.merge !== undefined || before.merge !== undefined) return `${what}: ${runName(event.a)} is complete without`
  if (keepsReading(before, limit))
    return `${what}: left out, ${formatCount(limit)} ${limit === 1 ? 'stays' : 'stay'} in memory`
  return `${what}: left out of ${runName(event.a)}`
}
