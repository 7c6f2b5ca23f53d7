import { memo } from 'react'
import { clamp } from '../../viz/timeline/window.ts'
import type { TimelineEnd } from './contract.ts'
import { isInScene, sceneX } from './scene.ts'
import type { Scene } from './scene.ts'

interface TrunkProps {
  readonly scene: Scene
  readonly position: number
  readonly replayedFrom: number
  readonly hidden: boolean
  readonly end: TimelineEnd
}

/** The line of the log: ink up to now, grey after, dotted where nothing is written yet; thick where it was replayed. */
export const Trunk = memo(function Trunk({ scene, position, replayedFrom, hidden, end }: TrunkProps) {
  const { geometry, width, bleed, length, extent } = scene
  const y = geometry.trunkY
  const left = Math.max(-bleed.left, sceneX(scene, 0))
  const right = width + (geometry.variant === 'phone' ? bleed.right : 0)
  const at = (place: number) => clamp(sceneX(scene, place), left, right)
  const now = at(position)
  const written = at(length)
  const open = at(end.type === 'writing' && end.expected === undefined ? scene.window.to : extent)
  const line = (from: number, to: number) => `M${from.toFixed(1)} ${y}H${to.toFixed(1)}`
  return (
    <g>
      {now > left && <path className="tl-past" d={line(left, now)} />}
      {!hidden && written > now && <path className="tl-future" d={line(now, written)} />}
      {open > written && <path className="tl-unwritten" d={line(written, open)} />}
      {now > at(replayedFrom) && <path className="tl-span" d={line(at(replayedFrom), now)} />}
    </g>
  )
})

/** Where the log ends: an edge while it is written, a cross where it failed. */
export const TrunkEnd = memo(function TrunkEnd({ scene, end }: Pick<TrunkProps, 'scene' | 'end'>) {
  const { geometry, length } = scene
  const y = geometry.trunkY
  const x = sceneX(scene, length)
  return (
    <g>
      {(end.type === 'writing' || end.type === 'stopped') && isInScene(scene, x) && (
        <path className="tl-edge" d={`M${x.toFixed(1)} ${geometry.score.top}V${y + 6}`} />
      )}
      {end.type === 'failed' && isInScene(scene, x) && (
        <path className="tl-cross" d={`M${x - 4} ${y - 4}l8 8M${x + 4} ${y - 4}l-8 8`} />
      )}
    </g>
  )
})
