import { useMemo, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { formatPlural } from '../base/format.ts'
import type { Play } from '../engine/challenge/act/play.ts'
import { useElementWidth } from '../player/timeline/use-size.ts'
import { findMistakes } from './act-tries.ts'
import './attempt-track.css'
import type { Attempt, AttemptMoment } from './attempts.ts'
import { formatClock } from './attempt-clock.ts'
import { listCheckpoints } from './checkpoints.ts'
import type { TrackFork } from './layout-forks.ts'
import { layoutTrack, nearestMoment, placeNames, type Track, type TrackName, type TrackRow } from './layout-track.ts'

export interface AttemptTrackProps {
  readonly attempt: Attempt | undefined
  /** What says which of its tries were wrong; undefined where each edit is no try. */
  readonly play: Play | undefined
  readonly seconds: number
  /** Index of the moment that is shown; undefined for now. */
  readonly at: number | undefined
  readonly minutes: number
  /** True where there is a clock, or will be one. */
  readonly isTimed: boolean
  readonly gutter: ReactNode
  readonly onSeek: (at: number | undefined) => void
}

const NO_MOMENTS: readonly AttemptMoment[] = []
const ROW_TOP = 34
const PITCH = 14
const BAR = 11
/** From the trunk down to the forks, under the names of the checkpoints. */
const FORK_DROP = 30
const LANE_PITCH = 16

/** An attempt along its clock: what was done when, every run a checkpoint, what was given up a fork. */
export function AttemptTrack(props: AttemptTrackProps) {
  const { attempt, play, seconds, at, minutes, isTimed, gutter, onSeek } = props
  const plot = useRef<HTMLDivElement>(null)
  const width = useElementWidth(plot)
  const moments = attempt?.moments ?? NO_MOMENTS
  const mistakes = useMemo(() => (play === undefined ? NO_MOMENTS : findMistakes(play, moments)), [play, moments])
  const headSeconds = at === undefined ? seconds : (moments[at]?.seconds ?? seconds)
  const limitSeconds = isTimed ? minutes * 60 : undefined
  const track = layoutTrack({ moments, mistakes, seconds, headSeconds, limitSeconds, width })
  const last = moments.length - 1
  const go = (next: number) => onSeek(next >= last ? undefined : Math.max(0, next))
  const scrub = (event: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect()
    if (box === undefined || moments.length === 0) return
    go(nearestMoment(moments, (event.clientX - box.left) / track.pxPerSecond))
  }
  const press = (event: KeyboardEvent) => {
    const next = keyedMoment(event.key, at ?? last, last)
    if (next === undefined || moments.length === 0) return
    event.preventDefault()
    go(next)
  }
  return (
    <section className="track" aria-label="This attempt">
      <div className="track-gutter">
        {gutter}
        <RowNames rows={track.rows} />
      </div>
      <div
        ref={plot}
        className="track-plot"
        role="slider"
        tabIndex={0}
        aria-label="Moment of the attempt"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={at ?? Math.max(0, last)}
        aria-valuetext={valueText(attempt, mistakes, at ?? last, headSeconds)}
        onKeyDown={press}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          scrub(event)
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) scrub(event)
        }}
      >
        <TrackDrawing track={track} width={width} minutes={minutes} />
      </div>
    </section>
  )
}

function keyedMoment(key: string, at: number, last: number): number | undefined {
  if (key === 'ArrowLeft') return Math.max(0, at - 1)
  if (key === 'ArrowRight') return Math.min(last, at + 1)
  if (key === 'Home') return 0
  return key === 'End' ? last : undefined
}

function valueText(
  attempt: Attempt | undefined,
  mistakes: readonly AttemptMoment[],
  at: number,
  seconds: number,
): string {
  const { moments = [] } = attempt ?? {}
  const moment = moments[at]
  if (moment === undefined) return 'not begun'
  const names = listCheckpoints(moments).filter((checkpoint) => checkpoint.at === at)
  const what = mistakes.includes(moment) ? 'wrong try' : moment.kind
  return [names.map(({ label }) => label).join(', ') || what, `at ${formatClock(seconds)}`].join(', ')
}

function RowNames({ rows }: { readonly rows: readonly TrackRow[] }) {
  return (
    <ul className="track-rows" style={{ top: ROW_TOP - 3 }}>
      {rows.map(({ label, count }) => (
        <li key={label}>
          <span>{label}</span>
          <span className="num">{count}</span>
        </li>
      ))}
    </ul>
  )
}

interface NamesProps {
  readonly names: readonly TrackName[]
  readonly y: number
  readonly width: number
}

function Names({ names, y, width }: NamesProps) {
  return placeNames(names, width).map(({ x, text }) => (
    <text key={x} className="track-word" x={x} y={y}>
      {text}
    </text>
  ))
}

function forkEnd(from: number, to: number): number {
  return Math.max(to, from + 16)
}

function nameFork({ kind, from, to, edits }: TrackFork): TrackName {
  const text = `${kind === 'copy' ? 'another copy' : 'given up'}: ${formatPlural(edits, 'edit')}`
  return { x: forkEnd(from, to) + 8, text }
}

function laneY(trunkY: number, lane: number | undefined): number {
  return lane === undefined ? trunkY : trunkY + FORK_DROP + lane * LANE_PITCH
}

interface ForkLanesProps {
  readonly forks: readonly TrackFork[]
  readonly trunkY: number
  readonly width: number
}

/** Each fork on its lane, out of the trunk or of the fork that it left; an old one without a lane is a ring where it left. */
function ForkLanes({ forks, trunkY, width }: ForkLanesProps) {
  return forks.map((fork, i) => {
    const { from, to, lane, parent } = fork
    const [start, y] = [laneY(trunkY, parent), laneY(trunkY, lane)]
    const drop = y - start
    return (
      <g key={i} className="track-fork" fill="none" stroke="var(--ink-3)">
        {lane !== undefined && <path d={`M${from} ${start}c8 0 4 ${drop} 12 ${drop}H${forkEnd(from, to)}`} />}
        <circle cx={lane === undefined ? from : forkEnd(from, to)} cy={y} r="3" fill="var(--paper-2)" />
        {lane !== undefined && <Names y={y + 4} width={width} names={[nameFork(fork)]} />}
      </g>
    )
  })
}

interface DrawingProps {
  readonly track: Track
  readonly width: number
  readonly minutes: number
}

function TrackDrawing({ track, width, minutes }: DrawingProps) {
  const { rows, ticks, checkpoints, forks, headX, deadlineX } = track
  const lanes = forks.filter(({ lane }) => lane !== undefined)
  const bottom = ROW_TOP + rows.length * PITCH
  const trunkY = bottom + 10
  // A tick's words may not run into the deadline's.
  const shown = ticks.filter(({ x }) => (deadlineX === undefined || Math.abs(x - deadlineX) > 40) && x < width - 30)
  return (
    <svg width={width} height={laneY(trunkY, Math.max(1, lanes.length) - 1) + 16} aria-hidden="true">
      {shown.map(({ x, label }) => (
        <g key={label}>
          <path d={`M${x + 0.5} 22V31`} stroke="var(--line-2)" />
          <text className="tick" x={x + 4} y={31}>
            {label}
          </text>
        </g>
      ))}
      {rows.map(({ label, verb, marks }, i) => (
        <g key={label}>
          <path d={`M0 ${ROW_TOP + (i + 1) * PITCH - 0.5}H${width}`} stroke="var(--line)" />
          {marks.map(({ x, isFuture }, j) => (
            <rect
              key={j}
              x={x}
              y={ROW_TOP + i * PITCH + 1}
              width={label === 'edit' ? 1.5 : 2.5}
              height={BAR}
              fill={`var(--ev-${verb})`}
              opacity={isFuture ? 'var(--future)' : undefined}
            />
          ))}
        </g>
      ))}
      <path d={`M0 ${trunkY}H${headX}`} stroke="var(--ink)" strokeWidth="1.5" />
      <ForkLanes {...{ forks, trunkY, width }} />
      {checkpoints.map(({ x }, i) => (
        <path key={i} d={`M${x} ${trunkY - 5}l5 5l-5 5l-5 -5z`} fill="var(--ink)" />
      ))}
      <Names y={trunkY + 16} width={width} names={checkpoints.map(({ x, label }) => ({ x, text: label }))} />
      {deadlineX !== undefined && (
        <g>
          <path d={`M${deadlineX + 0.5} 14V${trunkY + 6}`} stroke="var(--bad)" strokeWidth="1.5" />
          <text className="tick track-deadline" x={deadlineX - 4} y={11} textAnchor="end">
            {formatClock(minutes * 60)}
          </text>
        </g>
      )}
      <path d={`M${headX} 12V${trunkY + 6}`} stroke="var(--now)" strokeWidth="1.5" />
      <path d={`M${headX - 5} 2h10v6l-5 5l-5 -5z`} fill="var(--now)" />
    </svg>
  )
}
