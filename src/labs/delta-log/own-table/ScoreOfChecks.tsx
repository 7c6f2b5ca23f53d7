import { useRef } from 'react'
import { useElementSize } from '../../../player/bench/use-element-size.ts'
import { formatPlural } from '../../../base/format.ts'
import '../../../viz/stage-text.css'
import { describeScore, layoutScore, TICK, type ScorePicture } from './check-score.ts'
import './check-score.css'
import type { CheckScore } from './table-report.ts'

/** Everything that the check did, from left to right in its order, a lane for each sort. */
export function ScoreOfChecks({ score }: { readonly score: CheckScore }) {
  const place = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(place)
  return (
    <section className="check-score">
      <h3 className="table-head">How it was checked</h3>
      <p className="i3">
        {formatPlural(score.total, 'step')} from left to right
        {score.binSize > 1 && `, ${formatPlural(score.binSize, 'step')} a mark`}
      </p>
      <div ref={place}>{width > 0 && <Drawing picture={layoutScore(score, width)} label={describeScore(score)} />}</div>
    </section>
  )
}

function Drawing({ picture, label }: { readonly picture: ScorePicture; readonly label: string }) {
  const { height, lanes, countX, parts, left, right } = picture
  const bottom = height - 16
  return (
    <svg width={right + 2} height={height} role="img" aria-label={label}>
      {parts.map(({ x, text }) => (
        <g key={x}>
          <path d={`M${x} 0V${height}`} className="check-part" />
          <text x={x + 4} y={height - 3} className="st-tick">
            {text}
          </text>
        </g>
      ))}
      <path d={`M${left} ${bottom}H${right}`} className="check-part" />
      {lanes.map(({ word, count, tone, y, ticks }) => (
        <g key={word}>
          <text y={y + TICK} className="st-label">
            {word}
          </text>
          <text x={countX} y={y + TICK} textAnchor="end" className="st-mono st-tone-ink">
            {count}
          </text>
          {ticks.map(({ x, width }) => (
            <rect key={x} x={x} y={y + 1} width={width} height={TICK} className={`check-${tone}`} />
          ))}
        </g>
      ))}
    </svg>
  )
}
