import { formatBytes, formatCount } from '../../../base/format.ts'
import type { TableReport } from './table-report.ts'

/** A partition so much larger than the median is skewed: Spark's own factor for a skewed partition of a join. */
const SKEW_FACTOR = 5

/** The largest partition beside the median, and whether that is skew; undefined where there are not two. */
export function skewText(skew: TableReport['skew']): string | undefined {
  if (skew === undefined) return undefined
  const { partition, sizeBytes, medianBytes } = skew
  if (sizeBytes <= SKEW_FACTOR * medianBytes) {
    const factor = timesText(sizeBytes / Math.max(1, medianBytes))
    const much = factor === '1 times' ? 'as many bytes as' : `${factor} the bytes of`
    return `No skew: the largest partition has ${much} the median; it would be skew from ${SKEW_FACTOR} times on.`
  }
  const times =
    medianBytes === 0
      ? ''
      : `, ${timesText(sizeBytes / medianBytes)} those of the median, which has ${formatBytes(medianBytes)}`
  return `Skew: the largest partition, ${partition}, has ${formatBytes(sizeBytes)}${times}.`
}

function timesText(factor: number): string {
  return `${factor < 10 ? Math.round(factor * 10) / 10 : formatCount(Math.round(factor))} times`
}
