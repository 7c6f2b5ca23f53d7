import { assert } from '../../../base/assert.ts'
import { formatCount } from '../../../base/format.ts'
import { hashSparkInt } from '../murmur3.ts'
import { mistake, type Cell, type Lane, type Machine, type MoveGroup, type Taken } from './machine.ts'

/** Rows with an INT key that are shuffled by it, as Spark's HashPartitioning and its sort-based shuffle do. */
export interface ShuffleExercise {
  /** The keys of each map task's rows, in their order. */
  readonly tasks: readonly (readonly number[])[]
  readonly partitions: number
}

export interface ShuffleState {
  /** Rows of each map task that have a partition. */
  readonly placed: readonly number[]
  /** Whether a map task has written its file. */
  readonly written: readonly boolean[]
  /** By reduce task, then by map task. */
  readonly fetched: readonly (readonly boolean[])[]
}

const MISTAKES = {
  sign: 'drops the sign of a negative hash',
  plain: 'takes the key itself modulo the partitions',
  other: 'puts a row into a partition that its hash does not lead to',
  unfinished: 'writes the map output before every row has its partition',
  'written-twice': 'writes the output of a map task twice',
  'not-written': 'fetches from a map task that has not finished',
  'fetched-twice': 'fetches a block twice',
} as const

/** pmod(Murmur3 of the key with seed 42, partitions). */
export function partitionOf(key: number, partitions: number): number {
  const rest = hashSparkInt(key) % partitions
  return rest < 0 ? rest + partitions : rest
}

/** Map tasks give each row a partition and write one file in the order of partitions; reduce tasks fetch their blocks. */
export function createShuffleMachine(exercise: ShuffleExercise): Machine<ShuffleState> {
  const { tasks, partitions } = exercise
  for (let p = 0; p < partitions; p++) {
    // A block without a byte is never fetched, and the exercise has no move for that.
    assert(
      tasks.every((keys) => keys.some((key) => partitionOf(key, partitions) === p)),
      `every map task has a row for partition ${p}`,
    )
  }
  return {
    start: {
      placed: tasks.map(() => 0),
      written: tasks.map(() => false),
      fetched: Array.from({ length: partitions }, () => tasks.map(() => false)),
    },
    movesAt: (state) => movesOf(exercise, state),
    take: (state, move) => takeMove(exercise, state, move),
    isDone: ({ fetched }) => fetched.flat().every(Boolean),
    show: (state) => show(exercise, state),
    mistakes: MISTAKES,
  }
}

function movesOf({ tasks, partitions }: ShuffleExercise, { placed }: ShuffleState): readonly MoveGroup[] {
  const numbers = Array.from({ length: partitions }, (_, p) => p)
  const place = tasks.flatMap((keys, m) => {
    const key = keys[placed[m] as number]
    if (key === undefined) return []
    const label = `${mapName(m)}, key ${key}, hash ${hashWords(key)}: into`
    return [{ label, moves: numbers.map((p) => ({ id: `place ${m} ${p}`, text: `P${p}` })) }]
  })
  return [
    ...place,
    { label: 'Write the output of', moves: tasks.map((_, m) => ({ id: `write ${m}`, text: mapName(m) })) },
    ...numbers.map((p) => ({
      label: `Reduce ${p} fetches its block of`,
      moves: tasks.map((_, m) => ({ id: `fetch ${p} ${m}`, text: mapName(m) })),
    })),
  ]
}

function takeMove(exercise: ShuffleExercise, state: ShuffleState, move: string): Taken<ShuffleState> {
  const [verb, first, second] = move.split(' ')
  if (verb === 'place') return takePlace(exercise, state, Number(first), Number(second))
  if (verb === 'write') return takeWrite(exercise, state, Number(first))
  return takeFetch(state, Number(first), Number(second))
}

function takePlace(
  { tasks, partitions }: ShuffleExercise,
  state: ShuffleState,
  m: number,
  p: number,
): Taken<ShuffleState> {
  const at = state.placed[m] as number
  const key = tasks[m]?.[at]
  assert(key !== undefined, 'there is a row to place')
  const right = partitionOf(key, partitions)
  if (p !== right) return wrongPartition(key, p, right, partitions)
  return { next: { ...state, placed: state.placed.with(m, at + 1) }, did: `${mapName(m)}: key ${key} into P${p}` }
}

function wrongPartition(key: number, p: number, right: number, partitions: number): Taken<ShuffleState> {
  const hash = hashSparkInt(key)
  const words = hashWords(key)
  if (hash < 0 && p === -hash % partitions) {
    return mistake(
      'sign',
      `${words} is negative, and the sign was dropped. pmod brings the remainder of ${words} up by ${partitions} until it is not negative: P${right}.`,
    )
  }
  if (p === key % partitions) {
    return mistake(
      'plain',
      `That is ${key} modulo ${partitions}. Spark hashes the key first: ${words}, which leads to P${right}.`,
    )
  }
  return mistake('other', `${words} modulo ${partitions}, never negative, is ${right}.`)
}

function takeWrite({ tasks }: ShuffleExercise, state: ShuffleState, m: number): Taken<ShuffleState> {
  const left = (tasks[m]?.length ?? 0) - (state.placed[m] as number)
  if (state.written[m] === true)
    return mistake('written-twice', `${mapName(m)} has committed its file. A task commits once.`)
  if (left > 0) {
    return mistake(
      'unfinished',
      `${left === 1 ? 'A row' : `${left} rows`} of ${mapName(m)} ${left === 1 ? 'has' : 'have'} no partition yet. The file is written once, in the order of partitions, with an index of where each begins.`,
    )
  }
  return { next: { ...state, written: state.written.with(m, true) }, did: `${mapName(m)}: data file and index written` }
}

function takeFetch(state: ShuffleState, p: number, m: number): Taken<ShuffleState> {
  if (state.fetched[p]?.[m] === true)
    return mistake('fetched-twice', `Reduce ${p} has the block of ${mapName(m)} already.`)
  if (state.written[m] !== true) {
    return mistake(
      'not-written',
      `${mapName(m)} has not committed its output. Where a block lies is known when the map task ends, and reduce tasks start once all maps have ended.`,
    )
  }
  if (!state.written.every(Boolean)) {
    return mistake(
      'not-written',
      'A map task is still running. The stage of the reduce tasks starts when every map task of the stage before has ended.',
    )
  }
  const row = (state.fetched[p] as readonly boolean[]).with(m, true)
  return { next: { ...state, fetched: state.fetched.with(p, row) }, did: `Reduce ${p} fetches from ${mapName(m)}` }
}

function show({ tasks, partitions }: ShuffleExercise, state: ShuffleState): readonly Lane[] {
  const numbers = Array.from({ length: partitions }, (_, p) => p)
  const inputs = tasks.map((keys, m): Lane => {
    const placed = state.placed[m] as number
    const cells = keys.map((key, at): Cell => ({
      text: String(key),
      tone: at < placed ? 'done' : at === placed ? 'here' : 'later',
    }))
    return { label: mapName(m), note: `${placed} of ${keys.length} placed`, cells }
  })
  const files = tasks.map((keys, m): Lane => {
    const isWritten = state.written[m] === true
    const cells = blocksOf(keys.slice(0, state.placed[m]), partitions).flatMap((block) =>
      block.map((key, i): Cell => ({
        text: String(key),
        tone: isWritten ? 'done' : 'here',
        ...(i === 0 && { isFirst: true }),
      })),
    )
    return {
      label: `output of ${mapName(m)}`,
      note: isWritten ? 'on disk, by partition' : 'in memory, by partition',
      cells,
    }
  })
  const reduces = numbers.map((p): Lane => {
    const cells = tasks.flatMap((keys, m) =>
      state.fetched[p]?.[m] === true
        ? (blocksOf(keys, partitions)[p] ?? []).map((key): Cell => ({ text: String(key), tone: 'here' }))
        : [],
    )
    return { label: `Reduce ${p}`, note: `${cells.length} rows`, cells }
  })
  return [...inputs, ...files, ...reduces]
}

function blocksOf(keys: readonly number[], partitions: number): number[][] {
  const blocks = Array.from({ length: partitions }, (): number[] => [])
  for (const key of keys) blocks[partitionOf(key, partitions)]?.push(key)
  return blocks
}

/** With a minus sign, as people write it. */
function hashWords(key: number): string {
  return formatCount(hashSparkInt(key)).replace('-', '−')
}

function mapName(m: number): string {
  return `Map ${m}`
}
