import { memo } from 'react'
import { formatCount } from '../../base/format.ts'
import { estimateTextWidth } from '../../viz/timeline/labels.ts'
import { detailOf } from '../../viz/timeline/score-layout.ts'
import type { TimelineEnd } from './contract.ts'
import { isInScene, sceneX } from './scene.ts'
import type { Scene } from './scene.ts'

interface EndNoteProps {
  readonly scene: Scene
  readonly end: TimelineEnd
  /** The half of the score that the playhead is not in. */
  readonly free: 'left' | 'right'
  readonly onStop: (() => void) | undefined
}

const GAP_PX = 9

/**
 * What the end of the log is, in words: still written, stopped, failed. It stands right of the end; where events are in
 * the way, or the record of the last one, it is one line above the ruler instead. A complete log needs no words.
 */
export const EndNote = memo(function EndNote({ scene, end, free, onStop }: EndNoteProps) {
  const { width, bleed, length, geometry, window } = scene
  const x = sceneX(scene, length)
  const visible = isInScene(scene, x)
  if (end.type === 'complete' || (!visible && end.type !== 'writing')) return undefined
  const [title, detail] = wordsOf(end, length)
  const wide = Math.max(estimateTextWidth(title, 12, 'sans'), estimateTextWidth(detail, 11.5, 'sans')) + 10
  const isClose = detailOf(width / (window.to - window.from)) === 'cells'
  const beside = visible && !isClose && x + GAP_PX + wide <= width + bleed.right && geometry.variant !== 'phone'
  const place = beside ? { left: x + GAP_PX, top: geometry.score.top } : { [free]: 0, top: 0 }
  return (
    <div className="tl-end" data-end={end.type} data-beside={beside || undefined} style={place}>
      <b>{title}</b>
      {detail !== '' && geometry.variant !== 'phone' && <span>{detail}</span>}
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
