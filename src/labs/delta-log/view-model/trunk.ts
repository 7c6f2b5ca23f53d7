import type { DeltaState, StatementRun } from '../../../engine/delta/state.ts'
import { replayCost, tryVersion } from '../../../engine/delta/state.ts'
import { Outcome } from '../../../engine/delta/events.ts'
import {
  actorName,
  endLabel,
  isAppend,
  isLost,
  latestVersion,
  PAST,
  operationLabel,
  shortText,
  shownRuns,
} from '../read.ts'
import { createText, cutText, widthOf, type Box, type PlacedText, type TextPlacer } from '../../../viz/placed-text.ts'
import { deadRanges, isInRanges } from '../file-blocks.ts'
import type { VersionScale } from './scale.ts'
import type { BranchView, NodeView, ReplayView } from './types.ts'

/** Height of a branch's lane: its words, its line, the words of its rings. */
export const LANE = 50

const RING_GAP = 52
const CURVE = 16

export interface Lanes {
  /** Runs with a branch, each with the place of its lane: above the trunk negative, below positive. */
  readonly list: readonly { readonly run: StatementRun; readonly lane: number }[]
  readonly above: number
  readonly below: number
}

/** Writers take lanes in turn: the first above the trunk, the second below it. */
export function planLanes(state: DeltaState): Lanes {
  const runs = shownRuns(state)
  const actors = [...new Set(runs.map(({ actor }) => actor))]
  const laneOf = (actor: number): number => {
    const i = actors.indexOf(actor)
    return i % 2 === 0 ? -1 - i / 2 : (i + 1) / 2
  }
  const list = runs.map((run) => ({ run, lane: laneOf(run.actor) }))
  return { list, above: Math.ceil(actors.length / 2), below: Math.floor(actors.length / 2) }
}

/** The oldest version that a writer of the picture works on; undefined without writers. */
export function baseOf({ list }: Lanes, latest: number): number | undefined {
  if (list.length === 0) return undefined
  const read = list.map(({ run }) => run.readVersion ?? latest)
  return Math.max(0, Math.min(...read))
}

/** The last version that a writer of the picture has made, goes for, or may go for. */
export function horizonOf({ list }: Lanes, latest: number): number {
  const goals = list.map(({ run }) => run.committed ?? run.target ?? (run.readVersion ?? latest) + 1)
  return Math.max(latest, ...goals)
}

/** Versions of the checkpoints from a version on, the newest first. */
function checkpointsFrom({ checkpoints }: DeltaState, first: number): number[] {
  const found: number[] = []
  for (let i = checkpoints.length - 1; i >= 0; i--) {
    const version = checkpoints[i]?.version ?? -1
    if (version < first) break
    found.push(version)
  }
  return found
}

export function layoutNodes(state: DeltaState, scale: VersionScale, nowVersion: number | undefined): NodeView[] {
  const checkpoints = new Set(checkpointsFrom(state, scale.first))
  const dead = deadRanges(state)
  const replaced = new Set(state.lostCommits.map(({ version }) => version))
  const nodes: NodeView[] = []
  for (let version = scale.first; version <= scale.last; version++) {
    nodes.push({
      version,
      x: scale.x(version),
      hasCheckpoint: checkpoints.has(version),
      isNow: version === nowVersion,
      isReplaced: replaced.has(version),
      isDead: isInRanges(dead, version),
    })
  }
  return nodes
}

/** What reading a version replays, as a stretch of the trunk. */
export function layoutReplay(
  state: DeltaState,
  scale: VersionScale,
  version: number,
  tone: ReplayView['tone'],
): ReplayView {
  const { checkpoint } = replayCost(state, version)
  const from = Math.max(scale.first, checkpoint ?? state.firstKept)
  return { from: scale.x(from), to: scale.x(version), tone }
}

/** Versions under the trunk. */
export function placeVersions(placer: TextPlacer, nodes: readonly NodeView[], y: number): void {
  for (const { version, x, isNow, isReplaced } of nodes.toReversed()) {
    const tone = isNow ? 'now' : isReplaced ? 'bad' : 'ink-2'
    placer.place(createText(x, y + 20, `${version}`, 'mono', tone, 'middle'))
  }
}

/** Operations above the trunk; beside the curve where a writer leaves. */
export function placeOperations(placer: TextPlacer, state: DeltaState, nodes: readonly NodeView[], y: number): void {
  for (const { version, x } of nodes.toReversed()) {
    const of = tryVersion(state, version)
    // A writer's branch says itself what it does.
    if (of?.actor !== PAST || isAppend(of)) continue
    const words = operationLabel(of)
    placer.place(
      createText(x, y - 12, words, 'label', 'ink-2', 'middle'),
      createText(x + 4, y - 12, words, 'label', 'ink-2', 'end'),
    )
  }
}

export interface BranchPlace {
  readonly trunkY: number
  readonly lane: number
  readonly scale: VersionScale
  /** Number of the event, to light the ring that it made. */
  readonly seq: number
  readonly right: number
  /** The writer has begun nothing behind it. */
  readonly isLatest: boolean
}

/** One writer: leaves at the version it read, and comes back at the version it wrote, or ends in a cross. */
export function layoutBranch(state: DeltaState, run: StatementRun, place: BranchPlace): BranchView {
  const { trunkY, lane, scale, seq } = place
  const y = trunkY + lane * LANE + (lane > 0 ? 14 : -6)
  const start = scale.x(Math.max(0, run.readVersion ?? latestVersion(state)))
  const goal = scale.x(Math.max(0, run.target ?? (run.readVersion ?? latestVersion(state)) + 1))
  const end = Math.max(start + CURVE * 2 + 20, goal)
  const xs = ringPlaces(run.steps.length, start + CURVE + 18, end - CURVE - 12)
  const rise: Curve = [
    [start, trunkY],
    [start + CURVE, trunkY],
    [start + CURVE / 2, y],
    [start + CURVE + 8, y],
  ]
  const isBack = run.committed !== undefined || isLost(run)
  const last = xs.at(-1) ?? start + CURVE + 8
  const fall: Curve = [
    [end - CURVE - 8, y],
    [end - CURVE / 2, y],
    [end - CURVE, trunkY],
    [end, trunkY],
  ]
  const stop = { x: end - CURVE * 0.72, y: (y + trunkY) / 2 }
  const halt = `H${end - CURVE - 8}Q${stop.x} ${y} ${stop.x} ${stop.y}`
  const open = `H${run.end === undefined ? last : Math.max(last, end - CURVE - 8)}`
  const isRefused = isLost(run) && run.committed === undefined
  const back = `H${end - CURVE - 8}${pathOf(fall)}`
  return {
    actor: run.actor,
    name: actorName(state, run.actor),
    d: `M${start} ${trunkY}${pathOf(rise)}${isRefused ? halt : isBack ? back : open}`,
    curves: isBack ? [...areasOf(rise), ...areasOf(fall)] : areasOf(rise),
    from: start,
    to: isBack ? end : last,
    y,
    tone: toneOf(run),
    rings: run.steps.map((step, i) => ({ x: xs[i] as number, y, isNow: step.seq === seq })),
    cross: isRefused ? stop : undefined,
  }
}

type Point = readonly [x: number, y: number]
/** A cubic Bézier curve. */
type Curve = readonly [from: Point, leaving: Point, coming: Point, to: Point]

function pathOf([, leaving, coming, to]: Curve): string {
  return `C${leaving.join(' ')} ${coming.join(' ')} ${to.join(' ')}`
}

/** Pieces of a curve, each as the area around it. */
const PIECES = 12
/** Half the width of its line. */
const HALF_LINE = 1

function areasOf(curve: Curve): Box[] {
  return Array.from({ length: PIECES }, (_, i) => {
    const [x, y] = pointOn(curve, i / PIECES)
    const [toX, toY] = pointOn(curve, (i + 1) / PIECES)
    return {
      x: Math.min(x, toX) - HALF_LINE,
      y: Math.min(y, toY) - HALF_LINE,
      width: Math.abs(toX - x) + 2 * HALF_LINE,
      height: Math.abs(toY - y) + 2 * HALF_LINE,
    }
  })
}

function pointOn([p, q, r, s]: Curve, t: number): Point {
  const at = (axis: 0 | 1): number =>
    (1 - t) ** 3 * p[axis] + 3 * (1 - t) ** 2 * t * q[axis] + 3 * (1 - t) * t ** 2 * r[axis] + t ** 3 * s[axis]
  return [at(0), at(1)]
}

function toneOf(run: StatementRun): BranchView['tone'] {
  if (run.end?.outcome === 'dead' && run.committed !== undefined) return 'ink'
  return isLost(run) ? 'bad' : 'ink'
}

/** Rings keep a distance; where there are too many, all of them move closer. */
function ringPlaces(count: number, from: number, to: number): number[] {
  const gap = count <= 1 ? 0 : Math.min(RING_GAP, Math.max(8, (to - from) / (count - 1)))
  return Array.from({ length: count }, (_, i) => from + i * gap)
}

/** How far the words of a ring that go aside reach to the other side. */
const ASIDE = 6

/** Who it is and what it runs, what its rings did, what came of it. */
export function placeBranchWords(
  placer: TextPlacer,
  run: StatementRun,
  branch: BranchView,
  { trunkY, lane, scale, right, isLatest }: BranchPlace,
): void {
  const y = branch.rings[0]?.y ?? trunkY + lane * LANE + (lane > 0 ? 14 : -6)
  const outcome = endLabel(run)
  const bad = isLost(run)
  if (isLatest) placer.place(createText(right, y - 12, outcome, 'strong', bad ? 'bad' : outcomeTone(run), 'end'))
  const x = scale.x(Math.max(0, run.readVersion ?? 0)) + CURVE + 8
  const next = scale.x(Math.max(0, run.target ?? (run.readVersion ?? 0) + 1))
  const room = (isLatest ? right - widthOf(outcome, 'strong') - 14 : next) - x - 14
  placer.place(createText(x, y - 11, branch.name, 'strong', bad ? 'bad' : 'ink'))
  const words = createText(x + 14, y - 11, shortText(run.text), 'label', bad ? 'bad' : 'ink-2')
  placer.place(cutText(words, Math.max(40, room)))
  branch.rings.forEach((ring, i) => {
    const step = run.steps[i]
    if (step === undefined) return
    const tone = ring.isNow ? 'now' : bad ? 'bad' : 'ink-2'
    const at = (x: number, anchor: PlacedText['anchor']): PlacedText =>
      createText(x, y + 17, step.text, 'tick', tone, anchor)
    // Beside a curve the words go aside.
    placer.place(at(ring.x, 'middle'), at(ring.x - ASIDE, 'start'), at(ring.x + ASIDE, 'end'))
  })
}

function outcomeTone(run: StatementRun): PlacedText['tone'] {
  return run.end?.outcome === Outcome.committed ? 'good' : 'ink-2'
}
