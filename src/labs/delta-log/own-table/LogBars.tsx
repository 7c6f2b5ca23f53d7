import { memo, useRef } from 'react'
import { formatCount } from '../../../base/format.ts'
import { useElementSize } from '../../../player/bench/use-element-size.ts'
import '../../../viz/stage-text.css'
import { captionOf, layoutLog, SORTS, TOP, type BarOfLog, type LogPicture } from './log-bars.ts'
import './log-bars.css'
import type { LogLines } from './table-report.ts'

export interface LogBarsProps {
  readonly lines: LogLines
  readonly commits: number
}

/** The log of a table, line by line; of a long one bars to scale. Nothing where there is no commit. */
export function LogBars({ lines, commits }: LogBarsProps) {
  const place = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(place)
  const picture = layoutLog(lines, width)
  const caption = captionOf(lines, commits, picture)
  if (lines.bars.length === 0) return undefined
  return (
    <section className="log-bars">
      <h3 className="log-bars-head">
        {headOf(picture)} <span>{caption}</span>
      </h3>
      <div ref={place}>{width > 0 && <Drawing picture={picture} label={`${caption}. ${describe(lines)}`} />}</div>
      <Legend lines={lines} />
    </section>
  )
}

function headOf({ isLineByLine, bars }: LogPicture): string {
  if (isLineByLine) return 'The log, line by line'
  return bars.some(({ bar }) => bar.commits > 1) ? 'The log, some commits a bar' : 'The log, commit by commit'
}

function Drawing({ picture, label }: { readonly picture: LogPicture; readonly label: string }) {
  const { width, height, bars, heads, ticks, tickX, checkpoints } = picture
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      {ticks.map(({ y, text }) => (
        <text key={text} x={tickX} y={y} className="st-tick" textAnchor="end">
          {text}
        </text>
      ))}
      {heads.map(({ x, text }) => (
        <text key={text} x={x} y={12} className="st-mono st-tone-ink">
          {text}
        </text>
      ))}
      {bars.map((bar) => (
        <Bar key={bar.bar.first} {...bar} />
      ))}
      {checkpoints.map(({ x, y, radius: r }) => (
        <path key={x} d={diamond(x, y, r)} className="log-checkpoint" />
      ))}
    </svg>
  )
}

const Bar = memo(function Bar({ bar, x, width, pieces, tail, words }: BarOfLog) {
  return (
    <g>
      <title>{words}</title>
      {pieces.map(({ y, height, sort }) => (
        <rect key={y} {...{ x, y, width, height }} className={`log-line-${SORTS[sort]?.verb ?? 'read'}`} />
      ))}
      {bar.damaged > 0 && <rect x={x} y={TOP} width={width} height={10} className="log-damaged" />}
      {tail !== undefined && <path d={`M${x + width + 2.5} ${tail[0]}V${tail[1]}`} className="log-tail" />}
    </g>
  )
})

function diamond(x: number, y: number, r: number): string {
  return `M${x - r} ${y}l${r} ${-r}l${r} ${r}l${-r} ${r}z`
}

/** Sorts that are in the log, a checkpoint and a damaged commit where there is one. */
function Legend({ lines: { bars } }: { readonly lines: LogLines }) {
  const sums = sumsOf(bars)
  return (
    <ul className="log-legend">
      {SORTS.map(({ word, verb }, sort) =>
        sums[sort] === 0 ? undefined : (
          <li key={word}>
            <svg width="12" height="9" aria-hidden="true">
              <rect width="12" height="9" className={`log-line-${verb}`} />
            </svg>
            {word}
          </li>
        ),
      )}
      {bars.some(({ checkpoints }) => checkpoints > 0) && (
        <li>
          <svg width="12" height="12" aria-hidden="true">
            <path d={diamond(6, 6, 6)} className="log-checkpoint" />
          </svg>
          checkpoint
        </li>
      )}
      {bars.some(({ damaged }) => damaged > 0) && (
        <li>
          <svg width="14" height="11" aria-hidden="true">
            <rect x="1" y="1" width="12" height="9" className="log-damaged" />
          </svg>
          cannot be read
        </li>
      )}
    </ul>
  )
}

function sumsOf(bars: LogLines['bars']): number[] {
  return SORTS.map((_, sort) => bars.reduce((sum, { counts }) => sum + (counts[sort] ?? 0), 0))
}

function describe({ bars }: LogLines): string {
  const sums = sumsOf(bars)
  return SORTS.flatMap(({ word }, sort) => (sums[sort] === 0 ? [] : `${formatCount(sums[sort] ?? 0)} ${word}`)).join(
    ', ',
  )
}
