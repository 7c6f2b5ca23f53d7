import { memo, useState } from 'react'
import { formatCount } from '../../base/format.ts'
import { FORK_SHIFT } from '../../viz/timeline/geometry.ts'
import type { LaneGeometry } from '../../viz/timeline/geometry.ts'
import { estimateTextWidth } from '../../viz/timeline/labels.ts'
import { clamp } from '../../viz/timeline/window.ts'
import type { TimelineFork } from './contract.ts'
import { isInScene, sceneX } from './scene.ts'
import type { Scene } from './scene.ts'

interface ForkLinesProps {
  readonly scene: Scene
  /** All that reach into the window; those without a lane are a ring on the trunk. */
  readonly forks: readonly TimelineFork[]
  readonly lanes: readonly TimelineFork[]
  readonly clip: string
}

/** The lines of the forks in view: ring, curve, lane, the tick at the same state as now, and the ring at the end. */
export const ForkLines = memo(function ForkLines({ scene, forks, lanes, clip }: ForkLinesProps) {
  // Forks that were there at first are simply there; one that is made later grows out of its ring, once.
  const [drawn, setDrawn] = useState(() => new Set(forks.map((fork) => fork.id)))
  const { geometry } = scene
  return (
    <g>
      <g clipPath={clip}>
        {lanes.map((fork, i) => {
          const lane = geometry.lanes[i]
          return lane === undefined ? undefined : (
            <path
              key={fork.id}
              className="tl-fork"
              data-new={!drawn.has(fork.id) || undefined}
              pathLength={1}
              d={forkPath(scene, fork, lane)}
              onAnimationEnd={() => setDrawn((before) => new Set(before).add(fork.id))}
            />
          )
        })}
      </g>
      {forks.map((fork) => (
        <ForkEnds key={fork.id} scene={scene} fork={fork} lane={geometry.lanes[lanes.indexOf(fork)]} />
      ))}
    </g>
  )
})

function forkPath(scene: Scene, fork: TimelineFork, lane: LaneGeometry): string {
  const x = sceneX(scene, fork.at)
  const y = scene.geometry.trunkY
  const start = x + FORK_SHIFT
  const end = Math.min(sceneX(scene, fork.log.length) + FORK_SHIFT, scene.width)
  const curve = `M${x.toFixed(1)} ${y}C${(x + 12).toFixed(1)} ${y} ${(x + 8).toFixed(1)} ${lane.lineY} ${start.toFixed(1)} ${lane.lineY}`
  return `${curve}H${Math.max(start, end).toFixed(1)}`
}

interface ForkEndsProps {
  readonly scene: Scene
  readonly fork: TimelineFork
  readonly lane: LaneGeometry | undefined
}

function ForkEnds({ scene, fork, lane }: ForkEndsProps) {
  const x = sceneX(scene, fork.at)
  const end = sceneX(scene, fork.log.length) + FORK_SHIFT
  const same = fork.sameAt === undefined ? undefined : sceneX(scene, fork.sameAt) + FORK_SHIFT
  return (
    <>
      {isInScene(scene, x) && <circle className="tl-node" cx={x} cy={scene.geometry.trunkY} r="3" />}
      {lane !== undefined && isInScene(scene, end) && (
        <circle className="tl-node tl-fork-end" cx={end + 3} cy={lane.lineY} r="3" />
      )}
      {lane !== undefined && same !== undefined && isInScene(scene, same) && (
        <path className="tl-same" d={`M${same.toFixed(1)} ${lane.top - 2}V${lane.lineY + 3}`} />
      )}
    </>
  )
}

interface ForkNamesProps {
  readonly scene: Scene
  readonly forks: readonly TimelineFork[]
  readonly onFork: (id: string) => void
}

const NAME_PX = 11

/** The whole of a name and its outcome; the name is bold. */
function widthOfName({ name, outcome }: TimelineFork): number {
  return estimateTextWidth(`${name}  ${outcome}`, NAME_PX, 'sans') + name.length + 8
}

/** Name and outcome under each lane; pressing either, or the ring at the end, goes to the fork. */
export const ForkNames = memo(function ForkNames({ scene, forks, onFork }: ForkNamesProps) {
  const { geometry, width, bleed } = scene
  return forks.map((fork, i) => {
    const lane = geometry.lanes[i]
    if (lane === undefined) return undefined
    const start = clamp(
      sceneX(scene, fork.at) + FORK_SHIFT + 2,
      2,
      Math.max(4, width + bleed.right - widthOfName(fork)),
    )
    const end = sceneX(scene, fork.log.length) + FORK_SHIFT
    return (
      <div key={fork.id}>
        <button
          type="button"
          className="tl-fork-name"
          style={{ left: start, top: lane.labelY - 9, maxWidth: width + bleed.right - start }}
          title={fork.outcome === '' ? fork.name : `${fork.name}: ${fork.outcome}`}
          onClick={() => onFork(fork.id)}
        >
          <b>{fork.name}</b> {fork.outcome}
        </button>
        {isInScene(scene, end) && (
          <button
            type="button"
            tabIndex={-1}
            className="tl-fork-ring"
            aria-label={`end of ${fork.name}`}
            style={{ left: end - 5, top: lane.lineY - 8 }}
            onClick={() => onFork(fork.id)}
          />
        )}
      </div>
    )
  })
})

/** Where a branch without a place is found: "3 branches", which opens the list of all. */
export function ForkList({ forks, onFork }: Pick<ForkNamesProps, 'forks' | 'onFork'>) {
  const [open, setOpen] = useState(false)
  const choose = (id: string) => {
    setOpen(false)
    onFork(id)
  }
  return (
    <div
      className="tl-fork-list"
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        setOpen(false)
      }}
    >
      <button type="button" className="tl-link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {forks.length === 1 ? '1 branch' : `${forks.length} branches`}
      </button>
      {open && (
        <ul>
          {forks.map((fork) => (
            <li key={fork.id}>
              <button type="button" onClick={() => choose(fork.id)}>
                <span className="tl-tick">{formatCount(fork.at)}</span>
                <b>{fork.name}</b>
                <span>{fork.outcome}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
