import { memo, useRef, useState } from 'react'
import type { PointerEvent } from 'react'
import { centreFrame, dragFrame, hitFrame, layoutFrame } from '../../viz/timeline/frame.ts'
import type { FramePart } from '../../viz/timeline/frame.ts'
import { thinPlaces } from '../../viz/timeline/thin.ts'
import { wholeWindow, xOf } from '../../viz/timeline/window.ts'
import type { EventWindow } from '../../viz/timeline/window.ts'
import type { TimelineEnd, TimelineFork } from './contract.ts'
import type { Scene } from './scene.ts'

/** Geometry of the strip; parts of it render only where the variant has one. */
export interface StripPlace {
  readonly top: number
  readonly height: number
  readonly labelY: number | undefined
}

interface StripLinesProps {
  readonly scene: Scene
  readonly strip: StripPlace
  readonly places: readonly number[]
  readonly pastCount: number
  readonly forks: readonly TimelineFork[]
  readonly end: TimelineEnd
}

const TICK_GAP_PX = 8

/** Over the strip: a tick a checkpoint; under it the forks' extents; at its end the edge of what is written. */
export const StripLines = memo(function StripLines(props: StripLinesProps) {
  const { scene, strip, places, pastCount, forks, end } = props
  const { width, extent, length, geometry } = scene
  const whole = wholeWindow(extent)
  const at = (position: number) => xOf(whole, width, position)
  const shown = thinPlaces(places, whole, width, TICK_GAP_PX, undefined)
  const ticks = (past: boolean) =>
    shown
      .filter((i) => i < pastCount === past)
      .map((i) => `M${at(places[i] as number).toFixed(1)} ${strip.top - 1}v-4`)
      .join('')
  const foot = strip.top + strip.height
  const middle = strip.top + strip.height / 2
  return (
    <g>
      {geometry.variant === 'full' && <path className="tl-strip-tick tl-strip-past" d={ticks(true)} />}
      {geometry.variant === 'full' && <path className="tl-strip-tick" d={ticks(false)} />}
      {forks.map((fork, i) => (
        <path
          key={fork.id}
          className="tl-strip-fork"
          d={underStrip(at(fork.at), at(fork.log.length), foot, i, width)}
        />
      ))}
      {length < whole.to && end.type === 'writing' && (
        <>
          <path className="tl-unwritten" d={`M${at(length).toFixed(1)} ${middle}H${width}`} />
          <path className="tl-edge" d={`M${at(length).toFixed(1)} ${strip.top - 2}V${foot + 2}`} />
        </>
      )}
      {end.type === 'failed' && (
        <path className="tl-cross" d={`M${at(length) - 3} ${middle - 3}l6 6M${at(length) + 3} ${middle - 3}l-6 6`} />
      )}
    </g>
  )
})

function underStrip(from: number, to: number, foot: number, index: number, width: number): string {
  const drop = 3.5 + index * 2
  return `M${from.toFixed(1)} ${foot}c1 ${drop} 2 ${drop} 5 ${drop}H${Math.max(from + 5, Math.min(width, to)).toFixed(1)}`
}

interface StripFrameProps {
  readonly scene: Scene
  readonly strip: StripPlace
  readonly onWindow: (window: EventWindow) => void
}

interface FrameDrag {
  readonly pointer: number
  readonly part: FramePart
  readonly x: number
  readonly window: EventWindow
}

const CURSORS: Readonly<Record<FramePart, string>> = {
  left: 'ew-resize',
  right: 'ew-resize',
  inside: 'grab',
  outside: 'pointer',
}
const TOUCH_GRIP_PX = 14

/** The frame around what the score shows: drag it, drag its edges, or press beside it to bring it there. */
export const StripFrame = memo(function StripFrame({ scene, strip, onWindow }: StripFrameProps) {
  const { window, width, extent } = scene
  const drag = useRef<FrameDrag | undefined>(undefined)
  const [cursor, setCursor] = useState('pointer')
  const frame = layoutFrame(window, extent, width)
  const xOfEvent = (event: PointerEvent) => event.clientX - event.currentTarget.getBoundingClientRect().left

  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || drag.current !== undefined) return
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    const x = xOfEvent(event)
    const part = hitFrame(frame, x, event.pointerType === 'touch' ? TOUCH_GRIP_PX : undefined)
    const start = part === 'outside' ? centreFrame(window, x, width, extent) : window
    if (part === 'outside') onWindow(start)
    drag.current = { pointer: event.pointerId, part, x, window: start }
  }
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const x = xOfEvent(event)
    const held = drag.current
    if (held === undefined) setCursor(CURSORS[hitFrame(frame, x)])
    else if (held.pointer === event.pointerId) {
      onWindow(dragFrame(held.part, held.window, x - held.x, width, extent))
    }
  }
  const up = (event: PointerEvent<HTMLDivElement>) => {
    if (drag.current?.pointer === event.pointerId) drag.current = undefined
  }

  const reach = scene.geometry.variant === 'phone' ? 8 : 6
  return (
    <div
      className="tl-strip-hit"
      style={{ top: strip.top - reach, height: strip.height + 2 * reach, cursor }}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
    >
      <svg className="tl-frame" width={width} height={strip.height + 2 * reach} aria-hidden="true">
        <rect x={frame.left} width={frame.width} y={reach - 2.5} height={strip.height + 5} rx="2" />
      </svg>
    </div>
  )
})

/** The playhead on the strip, and the hatch after it in predict mode. */
export function StripHead(props: {
  readonly scene: Scene
  readonly strip: StripPlace
  readonly position: number
  readonly pattern: string | undefined
}) {
  const { scene, strip, position, pattern } = props
  const x = xOf(wholeWindow(scene.extent), scene.width, position)
  const right = scene.width - x - 2
  return (
    <g>
      {pattern !== undefined && right > 0 && (
        <rect fill={pattern} x={x + 2} y={strip.top} width={right} height={strip.height} />
      )}
      <path className="tl-strip-head" d={`M${x.toFixed(1)} ${strip.top - 4}v${strip.height + 8}`} />
    </g>
  )
}
