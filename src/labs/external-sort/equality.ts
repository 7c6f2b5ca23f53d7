import type { Run, SortState } from '../../engine/sort/state.ts'
import type { StateOfRun } from '../../player/lab.ts'
import { runOf, tryHead } from './names.ts'
import { readSortParams } from './params.ts'

/**
 * Part by part, do two branches stand in the same state? Of one input, records are compared by their numbers; of two,
 * by their keys, since record 1 of one is not record 1 of the other. What records were combined to is not in a state.
 */
export function equalityOf(
  { state: left, params: leftParams }: StateOfRun<SortState>,
  { state: right, params: rightParams }: StateOfRun<SortState>,
): readonly { readonly label: string; readonly equal: boolean }[] {
  const isOneResult = readSortParams(leftParams).combine === readSortParams(rightParams).combine
  const merging = left.merge !== undefined || right.merge !== undefined
  const width = Math.max(left.merge?.inputs.length ?? 0, right.merge?.inputs.length ?? 0)
  const [inLeft, inRight] = [left.header.labels, right.header.labels]
  const isOneInput = inLeft === inRight || sameList(inLeft, inRight)
  const same = (recordsOf: (state: SortState) => Records): boolean => {
    const [ofLeft, ofRight] = [recordsOf(left), recordsOf(right)]
    if (isOneInput) return sameList(ofLeft, ofRight)
    return sameList(keys(inLeft, ofLeft), keys(inRight, ofRight))
  }
  return [
    { label: 'The input', equal: isOneInput && left.header.records === right.header.records },
    { label: 'Output so far', equal: same(outputOf) },
    ...(merging
      ? [
          {
            label: `Heads of the ${width} runs`,
            equal: sameList(inputsOf(left), inputsOf(right)) && same(headsOf),
          },
          { label: 'Pages in memory', equal: sameList(loadedOf(left), loadedOf(right)) && same(loadedRecordsOf) },
        ]
      : [{ label: 'Records in memory', equal: isOneInput ? same(heldOf) : sameKeys(left, right) }]),
    { label: 'Runs left to merge', equal: sameList(lengthsOf(left), lengthsOf(right)) && same(runRecordsOf) },
    ...(isOneResult ? [] : [{ label: 'What equal keys become', equal: false }]),
    { label: 'Input read', equal: left.inputRead === right.inputRead && (isOneInput || same(readOf)) },
  ]
}

type Records = ArrayLike<number>

/** Keys of records; -1 stands for none. */
function keys(labels: readonly string[], records: Records): readonly string[] {
  return Array.from(records, (record) => labels[record] ?? '')
}

function outputOf(state: SortState): Int32Array {
  return state.output.slice(state.outputStart, state.outputStart + state.outputLength)
}

function readOf({ inputRead }: SortState): Records {
  return Array.from({ length: inputRead }, (_, record) => record)
}

function inputsOf(state: SortState): readonly number[] {
  return state.merge?.inputs.map(({ run }) => run) ?? []
}

function headsOf(state: SortState): Records {
  return state.merge?.inputs.map((_, leaf) => tryHead(state, leaf) ?? -1) ?? []
}

function loadedOf(state: SortState): readonly number[] {
  return state.merge?.inputs.flatMap((input) => [input.run, input.cursor, input.loaded]) ?? []
}

function loadedRecordsOf(state: SortState): Records {
  const { merge, runRecords } = state
  return (
    merge?.inputs.flatMap(({ run, cursor, loaded }) => {
      const { start } = runOf(state, run)
      return [...runRecords.slice(start + cursor, start + loaded)]
    }) ?? []
  )
}

/** The records in memory as a set: two structures may hold the same ones in another order. */
function heldOf(state: SortState): readonly number[] {
  const { selection } = state
  if (selection === undefined)
    return Array.from(state.slots.subarray(state.spilled, state.filled)).sort((a, b) => a - b)
  const held = [...selection.heap.items.subarray(0, selection.heap.size), ...selection.incoming]
  return held.sort((a, b) => a - b)
}

/** The keys in memory as a set, where they come of two inputs. */
function sameKeys(left: SortState, right: SortState): boolean {
  const [ofLeft, ofRight] = [left, right].map((state) => keys(state.header.labels, heldOf(state)).toSorted())
  return sameList(ofLeft ?? [], ofRight ?? [])
}

function lengthsOf(state: SortState): readonly number[] {
  return leftToMerge(state).map(({ length }) => length)
}

function runRecordsOf(state: SortState): Records {
  return leftToMerge(state).flatMap(({ start, length }) => [...state.runRecords.slice(start, start + length)])
}

function leftToMerge(state: SortState): readonly Run[] {
  return state.runs.filter((run) => run.sealed && run.mergedInto === undefined)
}

function sameList<T>(left: ArrayLike<T>, right: ArrayLike<T>): boolean {
  if (left.length !== right.length) return false
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false
  return true
}
