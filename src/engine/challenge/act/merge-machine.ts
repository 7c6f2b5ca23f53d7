import { assert } from '../../../base/assert.ts'
import { mistake, type Cell, type Lane, type Machine, type MoveGroup, type Taken } from './machine.ts'

/** Runs of integers to be merged with one page of memory for each, and one for the output. */
export interface MergeExercise {
  /** Each in ascending order. */
  readonly runs: readonly (readonly number[])[]
  /** Records to a page. */
  readonly page: number
}

export interface MergeState {
  /** Records of each run that have been read into memory, and those that have left it. */
  readonly read: readonly number[]
  readonly given: readonly number[]
  readonly output: readonly number[]
  /** How many of the output's records are on disk. */
  readonly written: number
}

const MISTAKES = {
  'early-read': 'reads a page while its buffer still holds records',
  'read-past': 'reads from a run that is at its end',
  unread: 'gives a record while another buffer is empty',
  nothing: 'gives a record of a buffer that has none',
  'not-smallest': 'gives a record that is not the smallest',
  'not-stable': 'gives the later one of two equal keys',
  'full-output': 'gives a record while the output page is full',
  'early-write': 'writes an output page that is not full',
} as const

/** The merge of an external sort with single buffers: read a page, give the smallest head, write a full page. */
export function createMergeMachine(exercise: MergeExercise): Machine<MergeState> {
  const { runs, page } = exercise
  assert(
    runs.every((run) => run.length > 0),
    'no run is empty',
  )
  const none = runs.map(() => 0)
  return {
    start: { read: none, given: none, output: [], written: 0 },
    movesAt: () => movesOf(runs.length),
    take: (state, move) => takeMove(exercise, state, move),
    isDone: ({ given, output, written }) =>
      written === output.length && given.every((count, i) => count === runs[i]?.length),
    show: (state) => [...runs.map((run, i) => showRun(run, page, state, i)), ...showOutput(exercise, state)],
    mistakes: MISTAKES,
  }
}

function movesOf(runs: number): readonly MoveGroup[] {
  const each = (id: string) => Array.from({ length: runs }, (_, i) => ({ id: `${id} ${i}`, text: nameOf(i) }))
  return [
    { label: 'Read the next page of', moves: each('read') },
    { label: 'Give the next record of', moves: each('give') },
    { label: 'Output', moves: [{ id: 'write', text: 'write the page' }] },
  ]
}

function takeMove(exercise: MergeExercise, state: MergeState, move: string): Taken<MergeState> {
  const [verb, number] = move.split(' ')
  if (verb === 'read') return takeRead(exercise, state, Number(number))
  if (verb === 'give') return takeGive(exercise, state, Number(number))
  return takeWrite(exercise, state)
}

function takeRead({ runs, page }: MergeExercise, state: MergeState, i: number): Taken<MergeState> {
  const length = lengthOf(runs, i)
  const read = state.read[i] as number
  const held = heldBy(state, i)
  if (held > 0) {
    return mistake(
      'early-read',
      `${nameOf(i)}'s buffer still holds ${held === 1 ? 'a record' : `${held} records`}. Each run has one page of memory, so its next page has no place until they are gone.`,
    )
  }
  if (read === length) return mistake('read-past', `${nameOf(i)} has no page left on disk.`)
  const upTo = Math.min(length, read + page)
  return { next: { ...state, read: state.read.with(i, upTo) }, did: `${nameOf(i)}: page ${read / page + 1} read` }
}

function takeGive(exercise: MergeExercise, state: MergeState, i: number): Taken<MergeState> {
  const { runs, page } = exercise
  if (state.output.length - state.written === page) {
    return mistake('full-output', 'The output page is full. It has to be written before another record has a place.')
  }
  const empty = runs.findIndex((run, other) => heldBy(state, other) === 0 && (state.read[other] as number) < run.length)
  if (empty !== -1) {
    return mistake(
      'unread',
      `${nameOf(empty)}'s buffer is empty and it has pages left on disk. Its next record may be the smallest, so nothing can be given before that page is read.`,
    )
  }
  const key = headOf(runs, state, i)
  if (key === undefined) return mistake('nothing', `${nameOf(i)} is at its end: there is nothing to give.`)
  const first = smallestHead(runs, state)
  const smallest = headOf(runs, state, first) as number
  if (key > smallest) {
    return mistake('not-smallest', `${nameOf(first)} has ${smallest}, which comes before ${key}.`)
  }
  if (first !== i) {
    return mistake(
      'not-stable',
      `${nameOf(first)} has ${key} too, and it was formed earlier. Records with equal keys keep the order they came in, so ${nameOf(first)} goes first.`,
    )
  }
  const given = state.given.with(i, (state.given[i] as number) + 1)
  return { next: { ...state, given, output: [...state.output, key] }, did: `${nameOf(i)} gives ${key}` }
}

function takeWrite({ runs, page }: MergeExercise, state: MergeState): Taken<MergeState> {
  const held = state.output.length - state.written
  const isLast = state.given.every((count, i) => count === lengthOf(runs, i))
  if (held < page && !(isLast && held > 0)) {
    return mistake(
      'early-write',
      `The output page holds ${held} of ${page} records. A page that is written before it is full costs a transfer more.`,
    )
  }
  return {
    next: { ...state, written: state.output.length },
    did: `output page ${Math.ceil(state.output.length / page)} written`,
  }
}

function showRun(run: readonly number[], page: number, state: MergeState, i: number): Lane {
  const [given, read] = [state.given[i] as number, state.read[i] as number]
  const held = heldBy(state, i)
  const note = held > 0 ? `${held} in memory` : read < run.length ? 'buffer empty' : 'at its end'
  return { label: nameOf(i), note, cells: run.map((key, at) => cellOf(key, at, page, given, read)) }
}

function showOutput({ page }: MergeExercise, { output, written }: MergeState): readonly Lane[] {
  const held = output.slice(written)
  const full = held.length === page ? ', full' : ''
  return [
    {
      label: 'output page',
      note: `${held.length} of ${page} records${full}`,
      cells: held.map((key) => ({ text: String(key), tone: 'here' })),
    },
    {
      label: 'output on disk',
      note: `${written} records`,
      cells: output.slice(0, written).map((key, at) => cellOf(key, at, page, output.length, 0)),
    },
  ]
}

function cellOf(key: number, at: number, page: number, given: number, read: number): Cell {
  const tone = at < given ? 'done' : at < read ? 'here' : 'later'
  return { text: String(key), tone, ...(at % page === 0 && at > 0 ? { isFirst: true } : {}) }
}

/** The run whose next record goes first: the smallest key, of equal ones that of the earliest run; -1 when none is left. */
function smallestHead(runs: MergeExercise['runs'], state: MergeState): number {
  let best = -1
  for (let i = 0; i < runs.length; i++) {
    const key = headOf(runs, state, i)
    if (key === undefined) continue
    const least = best === -1 ? undefined : headOf(runs, state, best)
    if (least === undefined || key < least) best = i
  }
  return best
}

/** The next record of a run that is in memory. */
function headOf(runs: MergeExercise['runs'], state: MergeState, i: number): number | undefined {
  return heldBy(state, i) === 0 ? undefined : runs[i]?.[state.given[i] as number]
}

function heldBy({ read, given }: MergeState, i: number): number {
  return (read[i] as number) - (given[i] as number)
}

function lengthOf(runs: MergeExercise['runs'], i: number): number {
  return runs[i]?.length ?? 0
}

function nameOf(i: number): string {
  return `R${i + 1}`
}
