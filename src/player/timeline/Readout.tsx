import { memo, useSyncExternalStore } from 'react'
import { formatCount } from '../../base/format.ts'
import type { Log } from '../../engine/trace/log.ts'
import { estimateTextWidth } from '../../viz/timeline/labels.ts'
import { pickEvent } from '../../viz/timeline/pick.ts'
import type { RulerTick } from '../../viz/timeline/ticks.ts'
import { clamp } from '../../viz/timeline/window.ts'
import type { TimelineRow } from './contract.ts'
import type { HoverPoint, HoverStore } from './hover.ts'
import { sceneX } from './scene.ts'
import type { Scene } from './scene.ts'

interface ReadoutProps {
  readonly scene: Scene
  readonly ticks: readonly RulerTick[]
  readonly hover: HoverStore
  readonly log: Log
  readonly rows: readonly TimelineRow[]
  readonly record: (seq: number) => string
  /** Events after this position are not told. */
  readonly tellUpTo: number
}

/** One line at the ruler about the event under the pointer: number, kind, record. */
export const Readout = memo(function Readout({ hover, ...props }: ReadoutProps) {
  const point = useSyncExternalStore(hover.subscribe, hover.get)
  const { scene } = props
  const { ruler } = scene.geometry
  if (point === undefined || ruler === undefined || scene.width === 0) return undefined
  const told = describeHover(props, point)
  if (told === undefined) return undefined
  const words = `${told.seq} ${told.kind} ${told.record} ${told.among}`
  const wide = estimateTextWidth(words, 11.5, 'sans') + 24
  const left = clamp(point.x + 6, 0, scene.width + scene.bleed.right - wide)
  const [from, to] = coverLabels(props.ticks, left, left + wide)
  const top = ruler.top - 4
  return (
    <>
      <div className="tl-readout-ground" style={{ left: from, top, width: to - from }} />
      <div className="tl-readout-tick" style={{ left: told.x, top: ruler.top, height: ruler.bottom - ruler.top }} />
      <div className="tl-readout" style={{ left, top }}>
        <span className="tl-tick">{told.seq}</span> <b>{told.kind}</b> {told.record} <i>{told.among}</i>
      </div>
    </>
  )
})

/** The stretch [from, to] widened so that it covers whole labels of the ruler, not parts of them. */
function coverLabels(ticks: readonly RulerTick[], from: number, to: number): readonly [number, number] {
  const hit = ticks.filter((tick) => {
    const end = tick.x + 6 + estimateTextWidth(tick.label, 10, 'mono')
    return tick.label !== '' && tick.x + 2 < to && end > from
  })
  const ends = hit.map((tick) => tick.x + 6 + estimateTextWidth(tick.label, 10, 'mono'))
  return [Math.min(from, ...hit.map((tick) => tick.x + 2)), Math.max(to, ...ends)]
}

function describeHover(props: Omit<ReadoutProps, 'hover' | 'ticks'>, point: HoverPoint) {
  const { scene, log, rows, record, tellUpTo } = props
  const { window, width } = scene
  const onRow = point.kind === undefined ? undefined : pickEvent(log, window, width, point.x, point.kind)
  const seq = onRow ?? pickEvent(log, window, width, point.x, undefined)
  if (seq === undefined || seq > tellUpTo) return undefined
  const kind = log.kindOf(seq)
  const here = Math.round((window.to - window.from) / width)
  return {
    x: sceneX(scene, seq - 1),
    seq: formatCount(seq),
    kind: rows.find((row) => row.kind === kind)?.label ?? '',
    record: record(seq),
    among: here > 1 ? `one of ${formatCount(here)} in this pixel` : '',
  }
}
