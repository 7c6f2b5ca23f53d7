import type { AttemptMoment, MomentKind } from './attempts.ts'
import { formatClock, tickSeconds } from './attempt-clock.ts'
import { listCheckpoints } from './checkpoints.ts'
import { layoutForks, type TrackFork } from './layout-forks.ts'

/** A line of the score: what it counts, and where its marks stand. */
export interface TrackRow {
  readonly label: string
  readonly verb: 'compute' | 'plan' | 'write' | 'fail' | 'spill' | 'skip'
  /** How many up to the playhead. */
  readonly count: number
  /** Horizontal places, px; those after the playhead are paler. */
  readonly marks: readonly { readonly x: number; readonly isFuture: boolean }[]
}

export interface TrackCheckpoint {
  readonly x: number
  readonly label: string
}

/** Where a name begins, along the line that it shares with others. */
export interface TrackName {
  readonly x: number
  readonly text: string
}

export interface Track {
  readonly rows: readonly TrackRow[]
  readonly ticks: readonly { readonly x: number; readonly label: string }[]
  readonly checkpoints: readonly TrackCheckpoint[]
  readonly forks: readonly TrackFork[]
  readonly headX: number
  readonly pxPerSecond: number
  /** The time limit; undefined without one. */
  readonly deadlineX: number | undefined
}

export interface TrackInput {
  readonly moments: readonly AttemptMoment[]
  /** Of the moments those in which a try was wrong. */
  readonly mistakes: readonly AttemptMoment[]
  /** Seconds of work so far, and where the playhead stands. */
  readonly seconds: number
  readonly headSeconds: number
  /** Undefined without a clock. */
  readonly limitSeconds: number | undefined
  readonly width: number
}

const LEAST_TICK_PX = 72
/** Room for the deadline's words at the right edge, px. */
const RIGHT_PAD = 24

const ROWS: readonly {
  readonly label: string
  readonly verb: TrackRow['verb']
  readonly kinds: readonly MomentKind[]
}[] = [
  { label: 'edit', verb: 'compute', kinds: ['edit'] },
  { label: 'run', verb: 'plan', kinds: ['run'] },
  { label: 'hint', verb: 'spill', kinds: ['hint'] },
  { label: 'pause', verb: 'skip', kinds: ['pause', 'resume'] },
]

/** Lays an attempt out along its clock. */
export function layoutTrack(input: TrackInput): Track {
  const { moments, mistakes, seconds, headSeconds, limitSeconds, width } = input
  const span = Math.max(limitSeconds ?? 60, seconds, 1)
  const scale = Math.max(1, width - RIGHT_PAD) / span
  const xOf = (at: number) => at * scale
  const step = tickSeconds(span, width - RIGHT_PAD, LEAST_TICK_PX)
  const ticks = Array.from({ length: Math.floor(span / step) + 1 }, (_, i) => ({
    x: xOf(i * step),
    label: formatClock(i * step),
  }))
  const checkpoints = listCheckpoints(moments).map(({ label, at, judged }) => {
    const { kind, passed = 0, total = 0 } = judged
    return { label, kind, at: moments[at]?.seconds ?? 0, passed, failed: total - passed }
  })
  // A run stands where its code stood.
  const others = moments.filter(({ kind }) => kind !== 'run').map(({ kind, seconds: at }) => ({ kind, at }))
  const placed = [...others, ...checkpoints.filter(({ kind }) => kind === 'run')]
  const rowOf = (label: string, verb: TrackRow['verb'], found: readonly { at: number; count: number }[]): TrackRow => ({
    label,
    verb,
    count: found.reduce((sum, { at, count }) => sum + (at <= headSeconds ? count : 0), 0),
    marks: found.map(({ at }) => ({ x: xOf(at), isFuture: at > headSeconds })),
  })
  const rows = [
    ...ROWS.map(({ label, verb, kinds }) =>
      rowOf(
        label,
        verb,
        placed.filter(({ kind }) => kinds.includes(kind)).map(({ at }) => ({ at, count: 1 })),
      ),
    ),
    rowOf(
      'right',
      'write',
      checkpoints.map(({ at, passed }) => ({ at, count: passed })).filter(({ count }) => count > 0),
    ),
    rowOf('wrong', 'fail', [
      ...mistakes.map(({ seconds: at }) => ({ at, count: 1 })),
      ...checkpoints.map(({ at, failed }) => ({ at, count: failed })).filter(({ count }) => count > 0),
    ]),
  ].filter(({ label, marks }) => label === 'edit' || marks.length > 0)
  return {
    rows,
    ticks,
    checkpoints: checkpoints.map(({ at, label }) => ({ x: xOf(at), label })),
    forks: layoutForks(moments, xOf),
    headX: xOf(headSeconds),
    pxPerSecond: scale,
    deadlineX: limitSeconds === undefined ? undefined : xOf(limitSeconds),
  }
}

/** More than any letter of a name is wide, and what keeps two names apart, px. */
const LETTER_PX = 5.5
const APART_PX = 8

/** Of names on one line those that can be written: none runs into another or over the edge, and the later one goes first. */
export function placeNames(names: readonly TrackName[], width: number): readonly TrackName[] {
  let free = width
  const placed: TrackName[] = []
  for (const { x, text } of names.toSorted((a, b) => b.x - a.x)) {
    const length = text.length * LETTER_PX
    // The last one may move away from the edge.
    const start = placed.length === 0 ? Math.min(x, width - length) : x
    if (start < 0 || start + length > free) continue
    placed.push({ x: start, text })
    free = start - APART_PX
  }
  return placed.reverse()
}

/** Index of the moment that is nearest to a place of the track. */
export function nearestMoment(moments: readonly AttemptMoment[], seconds: number): number {
  let best = 0
  moments.forEach((moment, i) => {
    const isNearer = Math.abs(moment.seconds - seconds) <= Math.abs((moments[best]?.seconds ?? 0) - seconds)
    if (isNearer) best = i
  })
  return best
}
