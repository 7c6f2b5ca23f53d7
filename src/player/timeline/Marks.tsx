import { memo } from 'react'
import { estimateTextWidth, layoutMarkNames } from '../../viz/timeline/labels.ts'
import type { TimelineMark } from './contract.ts'
import { isInScene, sceneX } from './scene.ts'
import type { Scene } from './scene.ts'

interface MarksProps {
  readonly scene: Scene
  readonly marks: readonly TimelineMark[]
  readonly onMark: (id: string) => void
}

interface PlacedMark {
  readonly mark: TimelineMark
  readonly x: number
  /** A breakpoint that fired is where the playhead is, so its ring steps aside. */
  readonly asidePx: number | undefined
}

const FIRED_ASIDE_PX = 14
const LABEL_GAP_PX = 11

function placeMarks(scene: Scene, marks: readonly TimelineMark[]): PlacedMark[] {
  return marks
    .map((mark) => {
      const x = sceneX(scene, mark.position)
      return { mark, x, asidePx: mark.fired === true ? FIRED_ASIDE_PX : undefined }
    })
    .filter(({ x }) => isInScene(scene, x))
    .toSorted((a, b) => a.x - b.x)
}

/** The lines that marks drop to the trunk. */
export const MarkLines = memo(function MarkLines({ scene, marks }: Omit<MarksProps, 'onMark'>) {
  return (
    <g>
      {placeMarks(scene, marks).map(({ mark, x }) => (
        <path
          key={mark.id}
          className={`tl-mark-line tl-${mark.type}`}
          d={`M${x.toFixed(1)} ${mark.type === 'bookmark' || mark.type === 'deadline' ? 3 : 14}V${scene.geometry.trunkY}`}
          visibility={mark.fired === true ? 'hidden' : undefined}
        />
      ))}
    </g>
  )
})

const UNNAMED = { side: 'right', width: 0 } as const

/** Bookmarks as flags, breakpoints as rings, pins as discs, deadlines as a line; each with its name where there is room. */
export const MarkFlags = memo(function MarkFlags({ scene, marks, onMark }: MarksProps) {
  const placed = placeMarks(scene, marks)
  const named = scene.geometry.variant !== 'phone'
  const names = layoutMarkNames(
    placed.map(({ mark, x, asidePx }) => ({
      x,
      asidePx,
      width: pinNumber(mark) === undefined ? estimateTextWidth(mark.label, 12, 'sans') : 0,
      turns: mark.type === 'bookmark',
    })),
    scene.width + scene.bleed.right,
    LABEL_GAP_PX,
    24,
  )
  return placed.map(({ mark, x, asidePx = 0 }, i) => {
    const { side, width } = names[i] ?? UNNAMED
    const glyphX = side === 'left' ? x - asidePx : x + asidePx
    return (
      <button
        key={mark.id}
        type="button"
        className={`tl-flag tl-${mark.type}`}
        data-fired={mark.fired === true || undefined}
        data-side={side}
        aria-label={`${mark.type} ${mark.label}`}
        title={mark.label}
        style={{ left: glyphX, maxWidth: LABEL_GAP_PX + width }}
        onClick={() => onMark(mark.id)}
      >
        <MarkGlyph mark={mark} />
        {named && width > 0 && <span>{mark.label}</span>}
      </button>
    )
  })
})

function MarkGlyph({ mark }: { readonly mark: TimelineMark }) {
  switch (mark.type) {
    case 'bookmark':
      return (
        <svg width="8" height="16" aria-hidden="true">
          <path className="tl-ink" d="M0 4h7l-2 3.5l2 3.5h-7z" />
        </svg>
      )
    case 'breakpoint':
      return (
        <svg className="tl-centred" width="10" height="16" aria-hidden="true">
          <circle className="tl-ring" cx="5" cy="8" r="3.7" />
        </svg>
      )
    case 'pin':
      return (
        <svg className="tl-centred" width="16" height="16" aria-hidden="true">
          <circle className="tl-ink" cx="8" cy="8" r="7" />
          <text className="tl-tick tl-pin-number" x="8" y="11.5">
            {pinNumber(mark) ?? ''}
          </text>
        </svg>
      )
    case 'deadline':
      return (
        <svg width="8" height="16" aria-hidden="true">
          <path className="tl-bad" d="M0 3h5v6h-5z" />
        </svg>
      )
  }
}

/** What stands in a pin's disc; longer labels stand beside it. */
function pinNumber(mark: TimelineMark): string | undefined {
  return mark.type === 'pin' && mark.label.length <= 2 ? mark.label : undefined
}
