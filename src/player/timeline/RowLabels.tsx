import { memo, useRef } from 'react'
import { formatCount } from '../../base/format.ts'
import type { TimelineGeometry } from '../../viz/timeline/geometry.ts'
import type { TimelineRow } from './contract.ts'

interface RowLabelsProps {
  readonly rows: readonly TimelineRow[]
  /** Events of each row's kind up to now, in the order of `rows`. */
  readonly counts: readonly number[]
  readonly geometry: TimelineGeometry
  readonly countWidth: number
  readonly onMute: (kind: number, solo: boolean) => void
  readonly onScroll: (firstRow: number) => void
}

/** The names of the staff lines and how often each has sounded. Press mutes a kind, alt-press solos it. */
export function RowLabels({ rows, counts, geometry, countWidth, onMute, onScroll }: RowLabelsProps) {
  const list = useRef<HTMLUListElement>(null)
  const { top, bottom, pitch } = geometry.score
  const scroll = () => onScroll(Math.round((list.current?.scrollTop ?? 0) / pitch))
  return (
    <>
      <ul
        ref={list}
        className="tl-rows"
        aria-label="Event kinds"
        onScroll={scroll}
        style={{ top, height: bottom - top }}
      >
        {rows.map((row, i) => (
          <RowLabel key={row.kind} row={row} count={counts[i] ?? 0} {...{ pitch, countWidth, onMute }} />
        ))}
      </ul>
      {rows.length > geometry.score.rows && (
        <span className="tl-more-kinds tl-tick">
          {geometry.score.rows} of {rows.length} kinds
        </span>
      )}
    </>
  )
}

interface RowLabelProps {
  readonly row: TimelineRow
  readonly count: number
  readonly pitch: number
  readonly countWidth: number
  readonly onMute: (kind: number, solo: boolean) => void
}

const RowLabel = memo(function RowLabel({ row, count, pitch, countWidth, onMute }: RowLabelProps) {
  return (
    <li style={{ height: pitch }}>
      <button
        type="button"
        className="tl-row"
        aria-pressed={row.muted}
        aria-label={`${row.label}, ${formatCount(count)} so far, mute`}
        title="Press to mute, alt and press to hear it alone"
        onClick={(event) => onMute(row.kind, event.altKey)}
        style={{ lineHeight: `${pitch}px` }}
      >
        <span className="tl-row-name">{row.label}</span>
        <span className="tl-row-count tl-tick" style={{ width: countWidth }}>
          {formatCount(count)}
        </span>
      </button>
    </li>
  )
})
