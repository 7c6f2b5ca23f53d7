import { formatCount } from '../../base/format.ts'

/** What a program was measured at, the times in milliseconds. */
export interface Measured {
  readonly sizes: readonly number[]
  /** By size, the least of several rounds; shorter than `sizes` where the learner's program was stopped. */
  readonly learner: readonly number[]
  readonly reference: readonly number[]
}

export interface GrowthVerdict extends Measured {
  readonly asked: string
  /** `wrong`: at one of the sizes its output is not the reference's. `unmeasured`: the machine is too slow to tell. */
  readonly kind: 'good' | 'slow' | 'wrong' | 'unmeasured'
  /** `n^x`, fitted to the times; undefined with fewer than two of them. */
  readonly learnerExponent?: number
  readonly referenceExponent?: number
  readonly words: string
}

/** What cannot be measured is not held against a program. */
export function isGoodGrowth({ kind }: GrowthVerdict): boolean {
  return kind === 'good' || kind === 'unmeasured'
}

/** What cannot be told from times: log n from a small power, and a constant from another machine. */
const EXPONENT_MARGIN = 0.4
const TIMES_SLOWER = 4

/** Nothing that is asked for grows like this; tasks ask for n log n at most. */
const STEEP_EXPONENT = 1.6
const TIMES_FAR_SLOWER = 20

/** The slope of the straight line nearest to the points (log n, log time), or undefined for fewer than two points. */
export function fitExponent(sizes: readonly number[], times: readonly number[]): number | undefined {
  const points = times.map((time, i) => [Math.log(sizes[i] ?? NaN), Math.log(Math.max(time, 1e-3))] as const)
  if (points.length < 2) return undefined
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))]
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  const below = points.reduce((sum, [x]) => sum + (x - meanX) * (x - meanX), 0)
  return above / below
}

/**
 * Grows too fast: takes more than 4 times as long as the reference at the largest size that both reached, and its
 * exponent is more than 0.4 above the reference's; or more than 20 times as long with an exponent of 1.6 and above, since a
 * reference that needs a millisecond has no exponent to speak of; or it was stopped where the reference needed less than an
 * eighth of the limit. Both were measured in one run, so that what else the machine does falls on both.
 */
export function judgeGrowth(asked: string, measured: Measured, limitMilliseconds: number): GrowthVerdict {
  const { sizes, learner, reference } = measured
  const learnerExponent = fitExponent(sizes, learner)
  const referenceExponent = fitExponent(sizes, reference)
  const exponents = {
    ...(learnerExponent !== undefined && { learnerExponent }),
    ...(referenceExponent !== undefined && { referenceExponent }),
  }
  const told = (kind: GrowthVerdict['kind'], words: string): GrowthVerdict => ({
    ...measured,
    ...exponents,
    asked,
    kind,
    words,
  })

  if (reference.length < sizes.length) {
    return told(
      'unmeasured',
      'Growth could not be measured here: the reference itself was too slow. It counts as good.',
    )
  }
  const stoppedAt = learner.length
  if (stoppedAt < sizes.length) {
    const took = reference[stoppedAt] ?? 0
    const at = `At n = ${formatCount(sizes[stoppedAt] ?? 0)} yours was stopped after ${timeText(limitMilliseconds)}; the reference took ${timeText(took)}.`
    if (took * 8 < limitMilliseconds) return told('slow', `${at} Asked is ${asked}.`)
    return told('unmeasured', `${at} This machine is too slow to tell; it counts as good.`)
  }
  const [own, others] = [learner.at(-1) ?? 0, reference.at(-1) ?? 0]
  const compared = `At n = ${formatCount(sizes.at(-1) ?? 0)} yours took ${timeText(own)}, the reference ${timeText(others)}.`
  if (learnerExponent === undefined || referenceExponent === undefined) return told('good', compared)
  const isSteeper = own > TIMES_SLOWER * others && learnerExponent > referenceExponent + EXPONENT_MARGIN
  const isSlow = isSteeper || (own > TIMES_FAR_SLOWER * others && learnerExponent >= STEEP_EXPONENT)
  const powers = `Its time grows like n^${learnerExponent.toFixed(1)}, that of the reference like n^${referenceExponent.toFixed(1)}`
  return isSlow ? told('slow', `${compared} ${powers}; asked is ${asked}.`) : told('good', `${compared} ${powers}.`)
}

/** "12 ms", "0.4 ms", "2 s". */
function timeText(milliseconds: number): string {
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  return `${Number((milliseconds / 1_000).toFixed(1))} s`
}
