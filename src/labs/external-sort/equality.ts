import type { SortState } from '../../engine/sort/state.ts'
import { tryHead } from './names.ts'

/** Part by part, do two branches stand in the same state? Keys are compared by record, so the same data is needed. */
export function equalityOf(
  left: SortState,
  right: SortState,
): readonly { readonly label: string; readonly equal: boolean }[] {
  const merging = left.merge !== undefined || right.merge !== undefined
  const width = Math.max(left.merge?.inputs.length ?? 0, right.merge?.inputs.length ?? 0)
  return [
    { label: 'Output so far', equal: sameList(outputOf(left), outputOf(right)) },
    ...(merging
      ? [
          { label: `Heads of the ${width} runs`, equal: sameList(headsOf(left), headsOf(right)) },
          { label: 'Pages in memory', equal: sameList(loadedOf(left), loadedOf(right)) },
        ]
      : [{ label: 'Records in memory', equal: sameList(heldOf(left), heldOf(right)) }]),
    { label: 'Runs left to merge', equal: sameList(runsOf(left), runsOf(right)) },
    { label: 'Input read', equal: left.inputRead === right.inputRead },
  ]
}

function outputOf(state: SortState): Int32Array {
  return state.output.slice(state.outputStart, state.outputStart + state.outputLength)
}

function headsOf(state: SortState): readonly number[] {
  return state.merge?.inputs.flatMap((input, leaf) => [input.run, tryHead(state, leaf) ?? -1]) ?? []
}

function loadedOf(state: SortState): readonly number[] {
  return state.merge?.inputs.flatMap((input) => [input.run, input.cursor, input.loaded]) ?? []
}

/** The records in memory as a set: two structures may hold the same ones in another order. */
function heldOf(state: SortState): readonly number[] {
  const { selection } = state
  if (selection === undefined)
    return Array.from(state.slots.subarray(state.spilled, state.filled)).sort((a, b) => a - b)
  const held = [...selection.heap.items.subarray(0, selection.heap.size), ...selection.incoming]
  return held.sort((a, b) => a - b)
}

function runsOf(state: SortState): readonly number[] {
  const sealed = state.runs.filter((run) => run.sealed && run.mergedInto === undefined)
  return sealed.flatMap((run) => [run.length, ...state.runRecords.slice(run.start, run.start + run.length)])
}

function sameList(left: ArrayLike<number>, right: ArrayLike<number>): boolean {
  if (left.length !== right.length) return false
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false
  return true
}
