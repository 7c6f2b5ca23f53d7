import { formatPlural } from '../../base/format.ts'
import type { MergeStep, Run, SortHeader, SortState } from '../../engine/sort/state.ts'
import type { TraceEvent } from '../../engine/trace/chunk.ts'
import { sizeText } from './own-data/size-text.ts'

/** A run as people read it: "R6"; 0 is the input or the output file. */
export function runName(number: number): string {
  return number === 0 ? 'the output' : `R${number}`
}

/** Several runs: "R1", "R1 and R2", "R1, R2 and R5", "R1 to R8" where the numbers follow each other. */
export function runNames(numbers: readonly number[]): string {
  const first = numbers[0]
  const last = numbers.at(-1)
  if (first === undefined || last === undefined) return 'no run'
  if (numbers.length > 2 && last - first === numbers.length - 1) return `R${first} to R${last}`
  const names = numbers.slice(0, 4).map(runName)
  if (numbers.length > 4) return `${names.join(', ')} and ${numbers.length - 4} more`
  if (names.length === 1) return runName(first)
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
}

/** A node of the loser tree: "node 3", "the top". */
export function nodeName(node: number): string {
  return node === 1 ? 'the top' : `node ${node}`
}

/** A record's key as text; "" at page detail, where keys are not known. */
export function keyOf(header: SortHeader, record: number): string {
  return header.labels[record] ?? ''
}

/** Keys of records in order: "391, 392, 396". */
export function keysOf(header: SortHeader, records: Iterable<number>): string {
  return Array.from(records, (record) => keyOf(header, record)).join(', ')
}

/** An amount of memory: records at comparison detail, bytes at page detail. */
export function amount(header: SortHeader, size: number): string {
  return header.detail === 'page' ? sizeText(size) : formatPlural(size, 'record')
}

/** The run with that number; throws when it has not been begun. */
export function runOf(state: SortState, number: number): Run {
  const run = state.runs.tryGet(number - 1)
  if (run === undefined) throw new RangeError(`run ${number} has not been begun`)
  return run
}

/** True when the leaf's run has given all its records. */
export function isExhausted(merge: MergeStep, leaf: number): boolean {
  const input = merge.inputs[leaf]
  return input === undefined || input.cursor >= input.length
}

/** The leaves whose runs have records left. */
export function liveLeaves(merge: MergeStep): number[] {
  return merge.inputs.flatMap((_, leaf) => (isExhausted(merge, leaf) ? [] : [leaf]))
}

/** The record that stands first in a leaf's run, in memory or still on disk; undefined when the run is exhausted. */
export function tryHead(state: SortState, leaf: number): number | undefined {
  const input = state.merge?.inputs[leaf]
  if (input === undefined || input.cursor >= input.length || state.header.detail === 'page') return undefined
  return state.runRecords.get(runOf(state, input.run).start + input.cursor)
}

/** The leaf that reads that run in the merge under way, -1 when none does. */
export function leafOf(merge: MergeStep, run: number): number {
  return merge.inputs.findIndex((input) => input.run === run)
}

/** The runs that the formation phase has completed. */
export function initialRuns(state: SortState): readonly Run[] {
  return state.runs.filter((run) => run.sealed && run.level === 0)
}

/**
 * True when a cut-off keeps the first records in memory and goes on reading: when twice the limit fits, and there is
 * input left. `before` is the state before the records are left out.
 */
export function keepsReading(before: SortState, limit: number): boolean {
  return before.selection === undefined && 2 * limit <= before.filled && before.inputRead < before.header.records
}

/**
 * The run that a cut-off leaves records out of, 0 for the output; undefined where the first ones are kept in memory and
 * no run is made of them yet, whatever number the next one has.
 */
export function leftOutOf(before: SortState, { a, b }: TraceEvent): number | undefined {
  return keepsReading(before, before.filled - b) ? undefined : a
}

/** Records of the memory-full under way in the order it has now. */
export function memoryOrder(state: SortState): readonly number[] {
  const order = Array.from(state.slots.subarray(0, Math.min(state.filled, state.slots.length)))
  const { sorter, sorterBase } = state
  if (sorter === undefined) return order
  for (let i = 0; i < sorter.source.length; i++) {
    const source = i < sorter.placed ? sorter.target : sorter.source
    order[sorterBase + i] = source[i] as number
  }
  return sorter.placed === 0 ? order : mixedOrder(state, order)
}

/** In the middle of a level: what is placed, then what is left of the pair, then what this level has not reached. */
function mixedOrder(state: SortState, order: number[]): readonly number[] {
  const { sorter, sorterBase } = state
  if (sorter === undefined) return order
  const rest = [
    ...sorter.source.subarray(sorter.left, sorter.middle),
    ...sorter.source.subarray(sorter.right, sorter.high),
    ...sorter.source.subarray(sorter.high),
  ]
  rest.forEach((record, i) => {
    order[sorterBase + sorter.placed + i] = record
  })
  return order
}
