import { Outcome } from '../../../engine/delta/events.ts'
import type { DeltaState, StatementRun } from '../../../engine/delta/state.ts'
import { createText, cutText, widthOf, type Box, type PlacedText, type TextPlacer } from '../../../viz/placed-text.ts'
import { actorName, conditionText, endLabel, headOf, isLost, shortText } from '../read.ts'
import type { Lanes, LaneView } from './lanes.ts'
import type { VersionScale } from './scale.ts'
import type { BranchView } from './types.ts'

/** Height of a branch's lane: its words, its line, the words of its rings. */
export const LANE = 50

const RING_GAP = 52
/** Width of the curve between the trunk and a branch, and the share of the branch that it may have. */
const BEND = 24
const BEND_SHARE = 0.3
/** Where a branch that is refused ends, as a share of the way back. */
const STOP = 0.48

export interface BranchPlace extends LaneView {
  readonly trunkY: number
  readonly scale: VersionScale
  /** Number of the event, to light the ring that it made. */
  readonly seq: number
  readonly right: number
}

/** One statement: leaves at the version it works on, and comes back at the version it wrote, or ends in a cross. */
export function layoutBranch(state: DeltaState, place: BranchPlace): BranchView {
  const { run, trunkY, scale, seq } = place
  const y = branchY(place)
  const [start, goal] = [scale.x(place.from), scale.x(place.to)]
  const bend = bendOf(start, goal)
  const xs = ringPlaces(run.steps.length, start + bend + 10, goal - bend - 4)
  const rise: Curve = [
    [start, trunkY],
    [start + (2 / 3) * bend, trunkY],
    [start + bend / 3, y],
    [start + bend, y],
  ]
  const fall: Curve = [
    [goal - bend, y],
    [goal - bend / 3, y],
    [goal - (2 / 3) * bend, trunkY],
    [goal, trunkY],
  ]
  const isBack = run.committed !== undefined
  const isRefused = isLost(run) && !isBack
  const last = xs.at(-1) ?? start + bend
  const stop = { x: goal - bend * STOP, y: (y + trunkY) / 2 }
  const halt = `H${goal - bend}Q${stop.x} ${y} ${stop.x} ${stop.y}`
  const back = `H${goal - bend}${pathOf(fall)}`
  const open = `H${last}`
  return {
    key: run.beganSeq,
    actor: run.actor,
    name: isAfterVacuum(state, place) ? `${actorName(state, run.actor)}, after VACUUM` : actorName(state, run.actor),
    d: `M${start} ${trunkY}${pathOf(rise)}${isRefused ? halt : isBack ? back : open}`,
    areas: [
      ...areasOf(rise),
      {
        x: start + bend,
        y: y - HALF_LINE,
        width: Math.max(0, (isBack || isRefused ? goal - bend : last) - start - bend),
        height: 2 * HALF_LINE,
      },
      ...(isBack || isRefused ? areasOf(fall) : []),
    ],
    from: start,
    to: isBack ? goal : isRefused ? stop.x : last,
    y,
    tone: isRefused ? 'bad' : 'ink',
    rings: run.steps.map((step, i) => ({ x: xs[i] as number, y, isNow: step.seq === seq })),
    cross: isRefused ? stop : undefined,
  }
}

/** Versions go from left to right, not time: who reads an old version after VACUUM stands at the left of it. */
function isAfterVacuum({ runs }: DeltaState, { run, from }: BranchPlace): boolean {
  return [...runs].some(
    ({ end, beganSeq, readVersion = -1 }) =>
      end?.outcome === Outcome.vacuumed && beganSeq < run.beganSeq && readVersion > from,
  )
}

function branchY({ trunkY, lane }: BranchPlace): number {
  return trunkY + lane * LANE + (lane > 0 ? 14 : -6)
}

function bendOf(start: number, goal: number): number {
  return Math.min(BEND, (goal - start) * BEND_SHARE)
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

/** Rings keep a distance; where there are too many, all of them move closer. */
function ringPlaces(count: number, from: number, to: number): number[] {
  const gap = count <= 1 ? 0 : Math.min(RING_GAP, Math.max(0, to - from) / (count - 1))
  return Array.from({ length: count }, (_, i) => from + i * gap)
}

/** How far the words of a ring that go aside reach to the other side. */
const ASIDE = 6
/** Between the name of a writer and what it runs, and between that and what stands behind it. */
const GAP = 6

/** From the middle of a curve, or from the last ring of a line that is open, to the outcome. */
const BEHIND_CURVE = 6
const BEHIND_RING = 10

function outcomeX({ to, cross }: BranchView, { run, scale, from, to: version }: BranchPlace): number {
  if (cross === undefined && run.committed === undefined) return to + BEHIND_RING
  const [start, goal] = [scale.x(from), scale.x(version)]
  return goal - bendOf(start, goal) * STOP + BEHIND_CURVE
}

/** Room at the right for what came of the branches. */
export function outcomesWidth({ list }: Lanes): number {
  const outcomes = list.filter(({ isLast }) => isLast).map(({ run }) => endLabel(run))
  return outcomes.length === 0 ? 0 : Math.max(...outcomes.map((text) => widthOf(text, 'strong'))) + GAP
}

/** Who it is and what it runs, what its rings did, what came of it. */
export function placeBranchWords(placer: TextPlacer, branch: BranchView, place: BranchPlace): void {
  const { run, isLast, right, from, to, scale } = place
  const { y } = branch
  const isBad = branch.tone === 'bad'
  const outcome = endLabel(run)
  if (isLast) {
    // Behind the end of the line, or where something else stands there, in a column at the right.
    const beside = createText(outcomeX(branch, place), y + 4, outcome, 'strong', outcomeTone(run))
    placer.place(beside, { ...beside, x: right, y: y - 12, anchor: 'end' })
  }
  const [start, goal] = [scale.x(from), scale.x(to)]
  const x = start + bendOf(start, goal)
  placer.place(createText(x, y - 11, branch.name, 'strong', isBad ? 'bad' : 'ink'))
  const textX = x + widthOf(branch.name, 'strong') + GAP
  const edges = [isLast ? right - widthOf(outcome, 'strong') - 2 * GAP : goal, goal - bendOf(start, goal)]
  const at = createText(textX, y - 11, '', 'label', isBad ? 'bad' : 'ink-2')
  placer.place(
    ...statementWords(
      run,
      at,
      edges.map((edge) => edge - textX - GAP),
    ),
  )
  branch.rings.forEach((ring, i) => {
    const step = run.steps[i]
    if (step === undefined) return
    const tone = ring.isNow ? 'now' : isBad ? 'bad' : 'ink-2'
    const beside = (ringX: number, anchor: PlacedText['anchor']): PlacedText =>
      createText(ringX, y + 17, step.text, 'tick', tone, anchor)
    // Beside a curve the words go aside.
    placer.place(beside(ring.x, 'middle'), beside(ring.x - ASIDE, 'start'), beside(ring.x + ASIDE, 'end'))
  })
}

/** Of a statement that is cut, signs that say more than its first word does. */
const LEAST_SIGNS = 20

/** A statement as far as there is room, the widest first: whole, by its condition, cut, or its first word. */
function statementWords({ text: statement }: StatementRun, at: PlacedText, rooms: readonly number[]): PlacedText[] {
  const full = shortText(statement)
  const condition = conditionText(full) ?? full
  const told = rooms.flatMap((room) => {
    const whole = [full, condition].filter((text) => widthOf(text, 'label') <= room)
    const cut = cutText({ ...at, text: condition }, room).text
    return [...whole, ...(cut.length < LEAST_SIGNS ? [] : [cut])]
  })
  return [...told, headOf(full)].map((text) => ({ ...at, text, ...(text === full ? {} : { full }) }))
}

function outcomeTone(run: StatementRun): PlacedText['tone'] {
  if (isLost(run)) return 'bad'
  return run.end?.outcome === Outcome.committed ? 'good' : 'ink-2'
}
