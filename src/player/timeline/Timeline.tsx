import { useMemo, useRef, useState } from 'react'
import { formatCount } from '../../base/format.ts'
import { estimateTextWidth } from '../../viz/timeline/labels.ts'
import { layoutTimeline } from '../../viz/timeline/geometry.ts'
import type { TimelineVariant } from '../../viz/timeline/geometry.ts'
import type { TimelineProps } from './contract.ts'
import { ForkList } from './Forks.tsx'
import { chooseForks, forksInView } from './forks-in-view.ts'
import { Plot } from './Plot.tsx'
import { RowLabels } from './RowLabels.tsx'
import { rowsOf } from './rows.ts'
import type { Scene } from './scene.ts'
import './timeline.css'
import './timeline-marks.css'
import './checkpoints.css'
import { useElementWidth, useViewportHeight } from './use-size.ts'

const PHONE_BELOW_PX = 600
const COMPACT_BELOW_PX = 900
const COMPACT_BELOW_HEIGHT_PX = 760
const LOW_BELOW_HEIGHT_PX = 480

/**
 * The log as a line in time: marks and ruler, the score with a row a kind, the trunk with its checkpoints, the forks, and
 * the whole log in a strip. It shows what it is given and reports what is pressed; position and window are the caller's.
 * The log may grow in place: render again when it has.
 */
export function Timeline(props: TimelineProps) {
  const { log, window, extent, countedTo } = props
  const root = useRef<HTMLElement>(null)
  const plot = useRef<HTMLDivElement>(null)
  const variant = variantOf(useElementWidth(root), useViewportHeight())
  const width = useElementWidth(plot)
  const { length } = log
  const [firstRow, setFirstRow] = useState(0)
  const rows = useMemo(() => (length < 0 ? [] : rowsOf(props.rows, log)), [props.rows, log, length])
  const forksHere = useMemo(() => forksInView(props.forks, window, width), [props.forks, window, width])
  const geometry = useMemo(
    () => layoutTimeline(variant, rows.length, forksHere.length),
    [variant, rows.length, forksHere.length],
  )
  const lanes = useMemo(
    () => chooseForks(forksHere, geometry.lanes.length, props.other?.fork),
    [forksHere, geometry, props.other?.fork],
  )
  const shownRows = useMemo(() => {
    const first = Math.min(firstRow, rows.length - geometry.score.rows)
    return rows.slice(Math.max(0, first), Math.max(0, first) + geometry.score.rows)
  }, [rows, firstRow, geometry])
  const scene = useMemo<Scene>(() => {
    const bleed = variant === 'phone' ? { left: 16, right: 16 } : { left: 0, right: 20 }
    return { geometry, window, width, bleed, length, extent: Math.max(extent, length) }
  }, [geometry, window, width, variant, length, extent])
  const { strip, trunkY } = geometry
  return (
    <section
      ref={root}
      className="tl"
      aria-label="Timeline"
      data-variant={variant}
      style={{ height: heightOf(variant, geometry.height) }}
    >
      <div className="tl-gutter">
        <div className="tl-gutter-slot">{props.gutter}</div>
        {!geometry.score.isShared && (
          <RowLabels
            rows={rows}
            counts={rows.map((row) => log.count(row.kind, Math.min(countedTo, length)))}
            geometry={geometry}
            countWidth={Math.max(37, 6 + estimateTextWidth(formatCount(length), 10, 'mono'))}
            onMute={props.onMute}
            onScroll={setFirstRow}
          />
        )}
        {!geometry.score.isShared && props.forks.length > lanes.length && !(variant === 'compact' && props.other) && (
          <div className="tl-gutter-forks" style={{ top: variant === 'full' ? trunkY - 8 : 2 }}>
            <ForkList forks={props.forks} onFork={props.onFork} />
          </div>
        )}
        {variant === 'full' && strip !== undefined && (
          <span className="tl-whole tl-label" style={{ top: strip.top - 3 }}>
            whole log
          </span>
        )}
      </div>
      <Plot {...props} {...{ plot, scene, rows, shownRows, lanes, forksHere }} allRows={props.rows} />
    </section>
  )
}

/** The gutter stands under the plot on a phone, so the height is its content's. */
function heightOf(variant: TimelineVariant, height: number): number | undefined {
  return variant === 'phone' ? undefined : height
}

function variantOf(width: number, viewportHeight: number): TimelineVariant {
  if (width > 0 && width < PHONE_BELOW_PX) return 'phone'
  if (viewportHeight < LOW_BELOW_HEIGHT_PX) return 'low'
  if ((width > 0 && width < COMPACT_BELOW_PX) || viewportHeight < COMPACT_BELOW_HEIGHT_PX) return 'compact'
  return 'full'
}
