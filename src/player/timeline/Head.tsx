import { memo, useLayoutEffect, useRef } from 'react'
import { FORK_SHIFT } from '../../viz/timeline/geometry.ts'
import type { LaneGeometry } from '../../viz/timeline/geometry.ts'
import { isInScene, sceneX } from './scene.ts'
import type { Scene } from './scene.ts'

interface PlayheadProps {
  readonly scene: Scene
  readonly position: number
  readonly valueText: string
  /** Brings a playhead that is outside the window back into it. */
  readonly onReveal: () => void
}

/** One line through marks, score and trunk, moved by a transform; its grip is the slider. */
export function Playhead({ scene, position, valueText, onReveal }: PlayheadProps) {
  const x = sceneX(scene, position)
  const inside = isInScene(scene, x)
  const { geometry, width } = scene
  const place = inside ? x : x < 0 ? 0 : width
  const head = useSlide(place)
  return (
    <div
      ref={head}
      className="tl-head"
      data-outside={inside ? undefined : x < 0 ? 'left' : 'right'}
      style={{ transform: `translateX(${place.toFixed(2)}px)`, height: geometry.trunkY + 7 }}
    >
      <div
        role="slider"
        tabIndex={0}
        className="tl-grip"
        aria-label="Playhead"
        aria-valuemin={0}
        aria-valuemax={scene.length}
        aria-valuenow={position}
        aria-valuetext={valueText}
        onClick={inside ? undefined : onReveal}
      >
        <GripShape round={geometry.variant === 'phone'} outside={inside ? undefined : x < 0 ? 'left' : 'right'} />
      </div>
    </div>
  )
}

const LONGEST_PX = 100_000

/**
 * Slides the element to a place by an animation that stands still there. Chromium hands a transform to its compositor as it
 * is only where it is of an animation; one of the style makes it arrange all layers of the page anew.
 */
function useSlide(place: number) {
  const element = useRef<HTMLDivElement>(null)
  const slide = useRef<Animation>(undefined)
  useLayoutEffect(() => {
    const frames = [0, LONGEST_PX].map((px) => ({ transform: `translateX(${px}px)` }))
    slide.current = element.current?.animate?.(frames, { duration: LONGEST_PX, iterations: Infinity })
    slide.current?.pause()
  }, [])
  useLayoutEffect(() => {
    if (slide.current !== undefined) slide.current.currentTime = place
  }, [place])
  return element
}

interface GripShapeProps {
  readonly round: boolean
  readonly outside: 'left' | 'right' | undefined
}

const GripShape = memo(function GripShape({ round, outside }: GripShapeProps) {
  if (outside !== undefined) {
    return (
      <svg width="24" height="16" aria-hidden="true">
        <path className="tl-now" d={outside === 'left' ? 'M20 1v11l-8 -5.5z' : 'M4 1v11l8 -5.5z'} />
      </svg>
    )
  }
  return (
    <svg width="24" height="16" aria-hidden="true">
      {round ? (
        <circle className="tl-now" cx="12" cy="7" r="6" />
      ) : (
        <path className="tl-now" d="M6.5 0h11v7l-5.5 5.5l-5.5 -5.5z" />
      )}
    </svg>
  )
})

interface LinkProps {
  readonly scene: Scene
  readonly position: number
  /** The other head's position in its own log, and its lane. */
  readonly other: number
  readonly lane: LaneGeometry
}

/** The dashed line from this head to the head in the fork. */
export function HeadLink({ scene, position, other, lane }: LinkProps) {
  const x = sceneX(scene, position)
  const otherX = sceneX(scene, other) + FORK_SHIFT
  const top = scene.geometry.trunkY + 7
  const foot = lane.top - 3
  return (
    <g>
      <path
        className="tl-head-link"
        d={`M${x.toFixed(1)} ${top}C${x.toFixed(1)} ${top + 13} ${otherX.toFixed(1)} ${foot - 12} ${otherX.toFixed(1)} ${foot}`}
      />
      {isInScene(scene, otherX) && (
        <>
          <path className="tl-other-head" d={`M${otherX.toFixed(1)} ${foot}V${lane.lineY + 5}`} />
          <path className="tl-now" d={`M${otherX.toFixed(1)} ${foot + 6}l5 -6h-10z`} />
        </>
      )}
    </g>
  )
}

/** In predict mode: a hatch over everything after the playhead. */
export function Hatch({
  scene,
  position,
  pattern,
}: {
  readonly scene: Scene
  readonly position: number
  readonly pattern: string
}) {
  const { geometry, width, bleed } = scene
  const x = Math.max(0, sceneX(scene, position)) + 4
  const { score, ruler } = geometry
  if (x >= width) return undefined
  return (
    <g>
      {ruler !== undefined && (
        <>
          <rect className="tl-ground" x={x} y={ruler.top - 2} width={width + bleed.right - x} height={12} />
          {width + bleed.right - x > 150 && (
            <text className="tl-label tl-ink" x={x + 10} y={ruler.bottom - 3}>
              hidden until it is played
            </text>
          )}
        </>
      )}
      <rect fill={pattern} x={x} y={score.top} width={width - x} height={score.bottom - score.top} />
    </g>
  )
}
