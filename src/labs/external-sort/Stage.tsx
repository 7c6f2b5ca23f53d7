import { useId, useMemo, type ReactNode } from 'react'
import type { SortState } from '../../engine/sort/state.ts'
import type { StageProps } from '../../player/lab.ts'
import { BarCanvas } from '../../viz/BarCanvas.tsx'
import { useResized } from '../../viz/useResized.ts'
import './stage.css'
import { FormParts } from './stage/FormScene.tsx'
import { Highlights } from './stage/Highlights.tsx'
import { barLayers, needsCanvas } from './stage/layers.ts'
import { MergeParts, Strip, TreeWires } from './stage/MergeScene.tsx'
import { OutputArea } from './stage/OutputArea.tsx'
import { canPaint, painterOf } from './stage/painter.ts'
import { RunRow } from './stage/RunRow.tsx'
import { useMarks } from './stage/use-marks.ts'
import { Words } from './stage/Words.tsx'
import { layoutStage } from './view-model.ts'
import { describeMark, runOfMark } from './view-model/marks.ts'
import { createText, cutText } from './view-model/text.ts'
import type { StageText, StageView } from './view-model/types.ts'

/** At most so many events between two pictures may be shown as movement. */
const NEAR = 8

/** The picture of an external sort: the file becomes runs, the runs become the output. */
export function Stage(props: StageProps<SortState>): ReactNode {
  const { moment, width, height, compact, hovered, selected, jump } = props
  const view = useMemo(() => layoutStage(moment, width, height, compact), [moment, width, height, compact])
  const marks = useMarks(props, view)
  const isResized = useResized(moment.position, width, height)
  const prefix = useId()
  const steps = Math.abs(jump)
  const seq = jump === 1 ? moment.event?.seq : undefined
  const pointed = hovered ?? selected
  const lit = useMemo(() => (hovered === undefined ? undefined : runOfMark(moment.state, hovered)), [moment, hovered])
  const onCanvas = needsCanvas(view)
  const isPainted = props.isFast === true && canPaint()
  const layers = useMemo(() => (onCanvas || isPainted ? barLayers(view, lit) : []), [onCanvas, isPainted, view, lit])
  const texts = withReadout(view, pointed === undefined ? '' : describeMark(moment, pointed))
  const over = useMemo(() => (isPainted ? painterOf(view, texts, lit) : undefined), [isPainted, view, texts, lit])
  return (
    <div
      className="es-stage"
      data-motion={isResized || steps > NEAR ? 'still' : steps === 1 ? 'step' : 'near'}
      style={{ width, height }}
    >
      {(onCanvas || isPainted) && <BarCanvas {...{ width, height, layers, over }} />}
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="application"
        aria-roledescription="picture"
        aria-label={view.summary}
        tabIndex={0}
        onPointerMove={marks.onPointerMove}
        onPointerLeave={marks.onPointerLeave}
        onClick={marks.onClick}
        onKeyDown={marks.onKeyDown}
        onBlur={marks.onBlur}
      >
        {!isPainted && <Parts {...{ view, texts, prefix, lit, onCanvas, seq }} />}
        <Highlights marks={marks.list} hovered={hovered} selected={selected} focused={marks.focused} />
      </svg>
    </div>
  )
}

interface PartsProps {
  readonly view: StageView
  readonly texts: readonly StageText[]
  readonly prefix: string
  readonly lit: number | undefined
  readonly onCanvas: boolean
  readonly seq: number | undefined
}

/** The picture as parts of the document. */
function Parts({ view, texts, prefix, lit, onCanvas, seq }: PartsProps): ReactNode {
  const { scene } = view
  return (
    <>
      {scene.rules.map((y) => (
        <path
          key={y}
          d={`M${view.output.bars.origin} ${y + 0.5}H${view.width - view.output.bars.origin}`}
          className="es-rule"
        />
      ))}
      {scene.kind === 'merge' && scene.strip !== undefined && <Strip strip={scene.strip} prefix={prefix} lit={lit} />}
      {scene.kind === 'merge' && <TreeWires tree={scene.tree} />}
      {scene.kind === 'form' && <FormParts scene={scene} lit={lit} onCanvas={onCanvas} seq={seq} />}
      {view.rows.map((row) => (
        <RunRow
          key={row.run === 0 ? `at-${row.x}-${row.y}` : row.run}
          row={row}
          dim={lit !== undefined && row.run !== lit}
          onCanvas={onCanvas}
          seq={row.touch === 'none' ? undefined : seq}
        />
      ))}
      {scene.kind === 'merge' && <MergeParts scene={scene} lit={lit} />}
      <OutputArea output={view.output} lit={lit} onCanvas={onCanvas} seq={seq} />
      {texts.map((text, i) => (
        <Words key={i} text={text} />
      ))}
    </>
  )
}

/** What is pointed at, in words, takes the place of the caption at the top left. */
function withReadout(view: StageView, words: string): readonly StageText[] {
  const caption = view.caption
  if (words === '' || caption === undefined) return view.texts
  const shown = cutText(words, caption.room, 'label')
  const readout = {
    ...createText(caption.x, caption.y, shown, 'label', 'ink'),
    ...(shown === words ? {} : { full: words }),
  }
  return view.texts.map((text) => (text.x === caption.x && text.y === caption.y ? readout : text))
}
