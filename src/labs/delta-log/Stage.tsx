import { useCallback, useId, useMemo, type ReactNode } from 'react'
import type { DeltaState } from '../../engine/delta/state.ts'
import type { StageProps } from '../../player/lab.ts'
import { announce } from '../../ui/LiveRegion.tsx'
import { MarkRings } from '../../viz/MarkRings.tsx'
import { PlacedWords } from '../../viz/PlacedWords.tsx'
import { TextureDefs } from '../../viz/texture.tsx'
import { useMarks } from '../../viz/useMarks.ts'
import { useResized } from '../../viz/useResized.ts'
import { describeMark } from './marks.ts'
import { BeforeFirst } from './stage/BeforeFirst.tsx'
import { Branches } from './stage/Branches.tsx'
import { FileRows } from './stage/FileRows.tsx'
import { Trunk } from './stage/Trunk.tsx'
import './stage.css'
import { layoutTable, NARROW } from './view-model.ts'
import type { TableView } from './view-model/types.ts'

/** The picture of a Delta table: the log, those who write it, and the lives of its files. */
export function Stage(props: StageProps<DeltaState>): ReactNode {
  const { moment, width, height, compact, hovered, selected, jump, onHover, onSelect } = props
  const view = useMemo(
    () => layoutTable(moment, { width, height, compact }, selected),
    [moment, width, height, compact, selected],
  )
  const isResized = useResized(moment.position, width, height)
  const prefix = useId()
  const list = useCallback(() => view.marks, [view])
  const onEnter = useCallback((mark: string) => announce(describeMark(moment.state, mark)), [moment])
  const marks = useMarks({ list, hovered, selected, onHover, onSelect, onEnter })
  const file = /^file-(\d+)$/.exec(hovered ?? '')?.[1]
  const isStep = Math.abs(jump) === 1 && !isResized
  return (
    <div className="dl-stage" data-motion={isStep ? 'step' : 'still'} style={{ width, height }}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="application"
        aria-roledescription="picture"
        aria-label={view.summary}
        tabIndex={0}
        {...marks.handlers}
      >
        <TextureDefs prefix={prefix} />
        <Predicates view={view} prefix={prefix} />
        <path
          d={view.columns.map((x) => `M${Math.round(x) + 0.5} ${view.columnsTop}V${view.columnsBottom}`).join('')}
          className="dl-columns"
        />
        <FileRows view={view} prefix={prefix} lit={file === undefined ? undefined : Number(file)} />
        <AsOf view={view} />
        <Branches branches={view.branches} />
        {view.toCome !== undefined && (
          <path d={`M${view.toCome[0]} ${view.trunkY}H${view.toCome[1]}`} className="dl-to-come" />
        )}
        <Trunk view={view} />
        {view.texts.map((text, i) => (
          <PlacedWords key={i} text={text} />
        ))}
        <MarkRings list={marks.list} selected={selected} focused={marks.focused} />
      </svg>
      {view.toCome !== undefined && <BeforeFirst events={moment.log.length} isNarrow={width < NARROW} />}
    </div>
  )
}

function Predicates({ view, prefix }: { readonly view: TableView; readonly prefix: string }): ReactNode {
  return (
    <g>
      <defs>
        <pattern id={`${prefix}-read`} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width={6} height={6} fill="var(--band)" opacity={0.5} />
          <rect width={1} height={6} fill="var(--ink-3)" opacity={0.35} />
        </pattern>
      </defs>
      {view.predicates.map(({ actor, x, y, width, height, isHit }) => (
        <g key={actor}>
          <rect x={x} y={y} width={width} height={height} fill={`url(#${prefix}-read)`} />
          <rect
            x={x}
            y={y}
            width={width}
            height={height}
            rx={2}
            className={`dl-predicate ${isHit ? 'dl-predicate-hit' : ''}`}
          />
        </g>
      ))}
    </g>
  )
}

function AsOf({ view: { asOf } }: { readonly view: TableView }): ReactNode {
  if (asOf === undefined) return null
  const { x, top, bottom, rings, label, labelBox } = asOf
  return (
    <g>
      <path d={`M${x} ${top}V${bottom}`} className="dl-asof" />
      {rings.map(({ y, isGone }) =>
        isGone ? (
          <path key={y} d={`M${x - 3.4} ${y - 3.4}l6.8 6.8m0 -6.8l-6.8 6.8`} className="dl-asof-gone" />
        ) : (
          <circle key={y} cx={x} cy={y} r={3.2} className="dl-asof-ring" />
        ),
      )}
      <rect {...labelBox} rx={2} className="dl-asof-box" />
      <text x={labelBox.x + labelBox.width / 2} y={labelBox.y + 13} textAnchor="middle" className="dl-asof-label">
        {label}
      </text>
    </g>
  )
}
