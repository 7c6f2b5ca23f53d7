import { memo } from 'react'
import { formatCount } from '../../base/format.ts'
import { FORK_SHIFT } from '../../viz/timeline/geometry.ts'
import { estimateTextWidth, layoutLabels } from '../../viz/timeline/labels.ts'
import { thinPlaces } from '../../viz/timeline/thin.ts'
import type { TimelineCheckpoint, TimelineFork } from './contract.ts'
import { sceneX } from './scene.ts'
import type { Scene } from './scene.ts'

interface CheckpointsProps {
  readonly scene: Scene
  readonly checkpoints: readonly TimelineCheckpoint[]
  /** Positions of the checkpoints, ascending, in the same order. */
  readonly places: readonly number[]
  /** How many of them are at or before the playhead. */
  readonly pastCount: number
  /** Index of the one that the state was replayed from, if it is one of them. */
  readonly replayed: number | undefined
  /** Forks in view. */
  readonly forks: readonly TimelineFork[]
  readonly onSeek: (position: number) => void
}

const GAP_PX = 14
/** From a diamond to its name. */
const LABEL_GAP_PX = 9

/** Diamonds on the trunk: filled past, hollow future, the one replayed from in the colour of now. Press jumps there. */
export const Checkpoints = memo(function Checkpoints(props: CheckpointsProps) {
  const { scene, checkpoints, places, pastCount, replayed, forks, onSeek } = props
  const { geometry, window, width, bleed } = scene
  const shown = thinPlaces(places, window, width, GAP_PX, replayed).filter((i) => (places[i] as number) > 0)
  const xs = shown.map((i) => sceneX(scene, places[i] as number))
  const words = shown.map((i) => labelOf(checkpoints[i] as TimelineCheckpoint))
  const widths = layoutLabels(
    shown.map((index, i) => ({
      start: (xs[i] as number) + LABEL_GAP_PX,
      width: estimateTextWidth(words[i] as string, 10, 'mono') + 4,
      strong: index === replayed,
    })),
    width + bleed.right,
    10,
    Number.POSITIVE_INFINITY,
  )
  const curves = forks.map((fork) => sceneX(scene, fork.at))
  /** Where the diamond before ends, with its name. */
  const edgeBefore = (i: number): number => (i === 0 ? 0 : (xs[i - 1] as number) + LABEL_GAP_PX + (widths[i - 1] ?? 0))
  return shown.map((index, i) => {
    const checkpoint = checkpoints[index] as TimelineCheckpoint
    return (
      <Diamond
        key={checkpoint.position}
        checkpoint={checkpoint}
        state={stateOf(checkpoint, index, pastCount, replayed)}
        x={xs[i] as number}
        y={geometry.trunkY}
        labelY={(widths[i] ?? 0) > 0 ? geometry.checkpointLabelY : undefined}
        isLabelLeft={curves.some((curve) => isUnder(curve, xs[i] as number, words[i] as string, edgeBefore(i)))}
        onSeek={onSeek}
      />
    )
  })
})

interface DiamondProps {
  readonly checkpoint: TimelineCheckpoint
  readonly state: ReturnType<typeof stateOf>
  readonly x: number
  readonly y: number
  /** Baseline of its name, where there is room for one. */
  readonly labelY: number | undefined
  readonly isLabelLeft: boolean
  readonly onSeek: (position: number) => void
}

const Diamond = memo(function Diamond({ checkpoint, state, x, y, labelY, isLabelLeft, onSeek }: DiamondProps) {
  return (
    <div className="tl-checkpoint" data-state={state} data-label={isLabelLeft ? 'left' : undefined} style={{ left: x }}>
      <button
        type="button"
        tabIndex={-1}
        aria-label={describe(checkpoint)}
        title={describe(checkpoint)}
        style={{ top: y - 8 }}
        onClick={() => onSeek(checkpoint.position)}
      >
        <svg width="16" height="16" aria-hidden="true">
          <path className="tl-diamond" d="M8 2.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z" />
          {state === 'broken' && <path className="tl-diamond-cross" d="M5.5 5.5l5 5M10.5 5.5l-5 5" />}
        </svg>
      </button>
      {labelY !== undefined && (
        <span className="tl-tick" style={{ top: labelY - 8.5 }}>
          {labelOf(checkpoint)}
        </span>
      )}
    </div>
  )
})

/**
 * True when the curve of a fork that leaves the trunk at `curve` would run through the name right of a diamond at `x`, and
 * left of it there is room: from `edge` on.
 */
function isUnder(curve: number, x: number, name: string, edge: number): boolean {
  const width = LABEL_GAP_PX + estimateTextWidth(name, 10, 'mono')
  return x >= edge + width && curve >= x - FORK_SHIFT && curve <= x + width
}

function stateOf(checkpoint: TimelineCheckpoint, index: number, pastCount: number, replayed: number | undefined) {
  if (checkpoint.broken === true) return 'broken'
  if (index === replayed) return 'now'
  return index < pastCount ? 'past' : 'future'
}

function labelOf(checkpoint: TimelineCheckpoint): string {
  return checkpoint.broken === true ? `${checkpoint.label} differs` : checkpoint.label
}

function describe(checkpoint: TimelineCheckpoint): string {
  const where = `checkpoint ${checkpoint.label} at event ${formatCount(checkpoint.position)}`
  return checkpoint.broken === true ? `${where} does not match its replay` : where
}
