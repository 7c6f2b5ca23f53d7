import { memo } from 'react'
import { pixelsOf } from '../../viz/timeline/thin.ts'
import type { RulerTick } from '../../viz/timeline/ticks.ts'
import { sceneX } from './scene.ts'
import type { Scene } from './scene.ts'

interface RulerProps {
  readonly scene: Scene
  readonly ticks: readonly RulerTick[]
  readonly touched: readonly number[] | undefined
}

/** Staff lines, ticks of the ruler with their numbers, and ticks under the events that touched the selected mark. */
export const Ruler = memo(function Ruler({ scene, ticks, touched }: RulerProps) {
  const { geometry, width } = scene
  const { score, ruler } = geometry
  const staff = score.isShared ? [] : Array.from({ length: score.rows }, (_, i) => i + 1)
  return (
    <g>
      {staff.map((line) => (
        <path key={line} className="tl-staff" d={`M0 ${score.top + line * score.pitch - 0.5}H${width}`} />
      ))}
      {ruler !== undefined &&
        ticks.map((tick) => (
          <g key={tick.position}>
            <path className="tl-axis" d={`M${tick.x.toFixed(1)} ${ruler.top}V${ruler.bottom}`} />
            <text className="tl-tick tl-halo" x={tick.x + 3.5} y={ruler.bottom - 2}>
              {tick.label}
            </text>
          </g>
        ))}
      {touched !== undefined && <Touched scene={scene} touched={touched} />}
    </g>
  )
})

/** A tick at the middle of each event, one a pixel at most. */
function Touched({ scene, touched }: { readonly scene: Scene; readonly touched: readonly number[] }) {
  const y = scene.geometry.score.bottom + 1
  const half = (sceneX(scene, 1) - sceneX(scene, 0)) / 2
  const xs = pixelsOf(touched, { from: scene.window.from + 1, to: scene.window.to + 1 }, scene.width)
  return <path className="tl-touched" d={xs.map((x) => `M${(x + Math.min(half, 3)).toFixed(1)} ${y}v5`).join('')} />
}
