import { memo } from 'react'
import { SPARK_BARS } from './sparkline.ts'

const PITCH = 2
const HEIGHT = 14
const LEAST = 1.2
const WIDTH = SPARK_BARS * PITCH + 2

interface SparklineProps {
  readonly bars: readonly number[]
  /** Share of the log that has passed. */
  readonly now: number
  /** The bars after now are not shown. */
  readonly hidden: boolean
}

/** Where in the log the events of a counter are; what is to come is faint. */
export const Sparkline = memo(function Sparkline({ bars, now, hidden }: SparklineProps) {
  const passed = Math.round(now * SPARK_BARS)
  const x = Math.round(now * SPARK_BARS * PITCH)
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path className="spark-past" d={barsPath(bars, 0, passed)} />
      {!hidden && <path className="spark-future" d={barsPath(bars, passed, bars.length)} />}
      <path className="spark-now" d={`M${x}.5 0V${HEIGHT}`} />
    </svg>
  )
})

function barsPath(bars: readonly number[], from: number, to: number): string {
  let path = ''
  for (let i = from; i < to; i++) {
    const share = bars[i] ?? 0
    if (share === 0) continue
    const height = Math.max(LEAST, share * HEIGHT).toFixed(1)
    path += `M${i * PITCH} ${HEIGHT}v-${height}h1.6v${height}z`
  }
  return path
}
