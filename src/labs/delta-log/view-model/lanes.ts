import type { DeltaState, StatementRun } from '../../../engine/delta/state.ts'
import { latestVersion, PAST } from '../read.ts'

/** A statement with a branch of its own in the picture. */
export interface LaneView {
  readonly run: StatementRun
  /** Above the trunk negative, below positive; 1 is next to it. */
  readonly lane: number
  /** The version that the branch leaves at, and the one that it is on its way to. */
  readonly from: number
  readonly to: number
  /** Nothing stands behind it in its lane. */
  readonly isLast: boolean
}

export interface Lanes {
  readonly list: readonly LaneView[]
  readonly above: number
  readonly below: number
}

export interface LanesWanted {
  /** Lanes on each side of the trunk, at most. */
  readonly lanes: number
  /** Statements of one writer, at most; the latest come first. */
  readonly runs: number
}

type Stretch = Omit<LaneView, 'isLast'>

/**
 * Writers take sides in turn, the first above the trunk, the second below. On a side, statements between different versions
 * share a lane, and those that would cover each other do not; where there is no lane left the older one is not drawn.
 */
export function planLanes(state: DeltaState, wanted: LanesWanted): Lanes {
  const byActor = new Map<number, StatementRun[]>()
  for (const run of state.runs) {
    if (run.actor !== PAST) byActor.set(run.actor, [...(byActor.get(run.actor) ?? []), run].slice(-wanted.runs))
  }
  const actors = [...byActor.keys()]
  const sideOf = (side: 1 | -1): LaneView[] => {
    const runs = actors.filter((_, i) => (i % 2 === 0 ? -1 : 1) === side).flatMap((actor) => byActor.get(actor) ?? [])
    return pack(state, runs, side, wanted.lanes)
  }
  const [above, below] = [sideOf(-1), sideOf(1)]
  return { list: [...above, ...below], above: lanesOf(above), below: lanesOf(below) }
}

function lanesOf(list: readonly Pick<Stretch, 'lane'>[]): number {
  return list.reduce((most, { lane }) => Math.max(most, Math.abs(lane)), 0)
}

function pack(state: DeltaState, runs: readonly StatementRun[], side: 1 | -1, most: number): LaneView[] {
  let shown: readonly Stretch[] = []
  for (const run of runs.toSorted((a, b) => b.beganSeq - a.beganSeq)) {
    const packed = firstFit(state, [run, ...shown.map((one) => one.run)], side)
    if (lanesOf(packed) <= most) shown = packed
  }
  return shown.map((one) => ({
    ...one,
    isLast: shown.every(({ lane, from }) => lane !== one.lane || from <= one.from),
  }))
}

/** In the order in which they began, each in the lane nearest to the trunk that is free. */
function firstFit(state: DeltaState, runs: readonly StatementRun[], side: 1 | -1): readonly Stretch[] {
  const packed: Stretch[] = []
  for (const run of runs) {
    const [from, to] = stretchOf(state, run)
    const isTaken = (lane: number): boolean =>
      packed.some((other) => other.lane === lane && other.from < to && from < other.to)
    let lane: number = side
    while (isTaken(lane)) lane += side
    packed.push({ run, lane, from, to })
  }
  return packed
}

/** From the version that a statement works on, -1 where there is no table, to the one that it makes or may make. */
function stretchOf(state: DeltaState, { readVersion, target }: StatementRun): readonly [from: number, to: number] {
  const from = readVersion ?? (target === undefined ? latestVersion(state) : target - 1)
  return [from, target ?? from + 1]
}

/** Steps between versions that a branch needs room in, each by the version it begins at; ascending. */
export function wideSteps({ list }: Lanes): readonly number[] {
  const steps = list.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i))
  return [...new Set(steps)].sort((a, b) => a - b)
}
