import { memo } from 'react'
import { formatCount } from '../../base/format.ts'
import { estimateTextWidth } from '../../viz/timeline/labels.ts'
import type { TimelineEnd } from './contract.ts'
import { isInScene, sceneX } from './scene.ts'
import type { Scene } from './scene.ts'

interface EndNoteProps {
  readonly scene: Scene
  readonly end: TimelineEnd
  readonly onStop: (() => void) | undefined
}

const GAP_PX = 9

/** What the end of the log is, in words beside it: still written, stopped, failed. A complete log needs none. */
export const EndNote = memo(function EndNote({ scene, end, onStop }: EndNoteProps) {
  const { width, bleed, length, geometry } = scene
  const x = sceneX(scene, length)
  if (end.type === 'complete' || !isInScene(scene, x)) return undefined
  const [title, detail] = wordsOf(end, length)
  const wide = Math.max(estimateTextWidth(title, 12, 'sans'), estimateTextWidth(detail, 11.5, 'sans')) + 10
  const right = x + GAP_PX + wide <= width + bleed.right
  const place = right ? { left: x + GAP_PX } : { right: width - x + GAP_PX }
  return (
    <div
      className="tl-end"
      data-end={end.type}
      data-side={right ? 'right' : 'left'}
      style={{ ...place, top: geometry.score.top }}
    >
      <b>{title}</b>
      {detail !== '' && <span>{detail}</span>}
      {end.type === 'writing' && onStop !== undefined && (
        <button type="button" className="tl-link" onClick={onStop}>
          Stop here
        </button>
      )}
    </div>
  )
})

/** A note is a headline, and after "; " or ". " a second line. */
function wordsOf(end: Exclude<TimelineEnd, { type: 'complete' }>, length: number): readonly [string, string] {
  const note = end.type === 'failed' ? end.message : end.note
  const cut = /[;.] /.exec(note)
  if (cut !== null) return [note.slice(0, cut.index), note.slice(cut.index + 2)]
  return [note, end.type === 'failed' ? `State at ${formatCount(length)} is intact.` : '']
}
