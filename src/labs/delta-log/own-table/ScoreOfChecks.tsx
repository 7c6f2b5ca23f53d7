import { useRef } from 'react'
import { useElementSize } from '../../../player/bench/use-element-size.ts'
import { formatPlural } from '../../../base/format.ts'
import '../../../viz/stage-text.css'
import { AXIS, describeScore, LANE, layoutScore, TICK, type ScorePicture } from './check-score.ts'
import './check-score.css'
import './log-bars.css'
import type { CheckScore } from './table-report.ts'

/** Half of the diamond with which a part begins. */
const DIAMOND = 5

/** Everything that the check did, from left to right in its order, a lane for each sort. */
export function ScoreOfChecks({ score }: { readonly score: CheckScore }) {
  const place = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(place)
  return (
    <section className="check-score">
      <h3 className="log-bars-head">
        How it was checked <span>{captionOf(score)}</span>
      </h3>
      <div ref={place}>{width > 0 && <Drawing picture={layoutScore(score, width)} label={describeScore(score)} />}</div>
    </section>
  )
}

function captionOf({ total, binSize }: CheckScore): string {
  const steps = `${formatPlural(total, 'step')} from left to right`
  return binSize > 1 ? `${steps}, ${formatPlural(binSize, 'step')} a mark` : steps
}

function Drawing({ picture, label }: { readonly picture: ScorePicture; readonly label: string }) {
  const { height, lanes, wordX, countX, axis, parts, trunkY, left, right } = picture
  return (
    <svg width={right + 2} height={height} role="img" aria-label={label}>
      {axis.map(({ x, text }) => (
        <g key={x}>
          <path d={`M${x} 3V${AXIS - 6}`} className="check-scale" />
          <text x={x + 4} y={AXIS - 7} className="st-tick">
            {text}
          </text>
        </g>
      ))}
      {lanes.map(({ word, count, tone, y, ticks }) => (
        <g key={word}>
          <path d={`M${left} ${y + LANE - 2.5}H${right}`} className="check-lane" />
          <text x={wordX} y={y + TICK} textAnchor="end" className="st-label">
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
      <path d={`M${left} ${trunkY}H${right}`} className="check-trunk" />
      {parts.map(({ x, text }) => (
        <g key={x}>
          <path
            d={`M${x - DIAMOND} ${trunkY}l${DIAMOND} ${-DIAMOND}l${DIAMOND} ${DIAMOND}l${-DIAMOND} ${DIAMOND}z`}
            className="check-part"
          />
          <text x={x} y={height - 2} className="st-tick">
            {text}
          </text>
        </g>
      ))}
    </svg>
  )
}
