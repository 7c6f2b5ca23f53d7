import { memo, useId, useMemo, useRef, useState, type ReactNode } from 'react'
import type { SortState } from '../../engine/sort/state.ts'
import type { StageProps } from '../../player/lab.ts'
import { BarCanvas } from '../../viz/BarCanvas.tsx'
import { FastCanvas } from '../../viz/FastCanvas.tsx'
import { NO_SPREAD, withSpread } from '../../viz/text.ts'
import { useResized } from '../../viz/useResized.ts'
import { useSpread } from '../../viz/useSpread.ts'
import './stage.css'
import { FormParts } from './stage/FormScene.tsx'
import { Highlights } from './stage/Highlights.tsx'
import { barLayers, needsCanvas } from './stage/layers.ts'
import { MergeParts, Strip, TreeWires } from './stage/MergeScene.tsx'
import { OutputArea } from './stage/OutputArea.tsx'
import { findPainter } from './stage/painter.ts'
import { RunRow } from './stage/RunRow.tsx'
import { useMarks } from './stage/use-marks.ts'
import { Words } from './stage/Words.tsx'
import { barStepOf, layoutStage } from './view-model.ts'
import { describeMark, runOfMark } from './view-model/marks.ts'
import { createText, cutText } from './view-model/text.ts'
import type { StageText, StageView } from './view-model/types.ts'

/** At most so many events between two pictures may be shown as movement. */
const NEAR = 8

/** The picture of an external sort: the file becomes runs, the runs become the output. */
export function Stage(props: StageProps<SortState>): ReactNode {
  const { moment, width, height, compact, beside, hovered, selected, jump } = props
  const probe = useRef<HTMLSpanElement>(null)
  const spread = useSpread(probe)
  // What is compared is drawn to one scale.
  const mostStep = useMemo(
    () => beside && withSpread(spread, () => barStepOf(beside, width, height)),
    [beside, width, height, spread],
  )
  const view = useMemo(
    () => withSpread(spread, () => layoutStage(moment, width, height, compact, mostStep)),
    [moment, width, height, compact, mostStep, spread],
  )
  const marks = useMarks(props, view)
  const isResized = useResized(moment.position, width, height)
  const prefix = useId()
  const steps = Math.abs(jump)
  const seq = jump === 1 ? moment.event?.seq : undefined
  const pointed = hovered ?? selected
  const lit = useMemo(() => (hovered === undefined ? undefined : runOfMark(moment.state, hovered)), [moment, hovered])
  const texts = useMemo(
    () => withSpread(spread, () => withReadout(view, pointed === undefined ? '' : describeMark(moment, pointed))),
    [view, moment, pointed, spread],
  )
  const picture = useMemo(() => ({ view, texts, lit }), [view, texts, lit])
  // A canvas does not set letters apart as the reader does.
  const painter = props.isFast === true && spread === NO_SPREAD ? findPainter() : undefined
  const isKept = painter !== undefined
  // The document keeps its last picture until the first of the fast ones stands.
  const [isCovered, setCovered] = useState(false)
  const isHidden = isKept && isCovered
  return (
    <div
      className="es-stage"
      data-motion={isResized || steps > NEAR ? 'still' : steps === 1 ? 'step' : 'near'}
      style={{ width, height }}
    >
      <span ref={probe} className="es-spread" aria-hidden="true">
        a b
      </span>
      {painter !== undefined && <FastCanvas {...{ painter, width, height }} picture={picture} onShown={setCovered} />}
      <div hidden={isHidden}>
        <ManyBars {...{ view, lit, isKept }} />
      </div>
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
        <g display={isHidden ? 'none' : undefined}>
          <Parts {...{ view, texts, prefix, lit, seq, isKept }} />
        </g>
        <Highlights marks={marks.list} hovered={hovered} selected={selected} focused={marks.focused} />
      </svg>
    </div>
  )
}

interface DocumentProps {
  readonly view: StageView
  readonly lit: number | undefined
  /** What was shown last is kept as it is. */
  readonly isKept: boolean
}

const isKeptNow = (_: DocumentProps, now: DocumentProps): boolean => now.isKept

/** The bars, where they are too many to be parts of the document. */
const ManyBars = memo(function ManyBars({ view, lit }: DocumentProps): ReactNode {
  const { width, height } = view
  const layers = useMemo(() => (needsCanvas(view) ? barLayers(view, lit) : undefined), [view, lit])
  return layers !== undefined && <BarCanvas {...{ width, height, layers }} />
}, isKeptNow)

interface PartsProps extends DocumentProps {
  readonly texts: readonly StageText[]
  readonly prefix: string
  readonly seq: number | undefined
}

/** The picture as parts of the document. */
const Parts = memo(function Parts({ view, texts, prefix, lit, seq }: PartsProps): ReactNode {
  const { scene } = view
  const onCanvas = needsCanvas(view)
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
}, isKeptNow)

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
