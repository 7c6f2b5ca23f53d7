import { formatCount } from '../../base/format.ts'

/** What two programs were measured at, the times in milliseconds, by size the least of all rounds. */
export interface Measured {
  readonly sizes: readonly number[]
  /** Shorter than `sizes` where the learner's program was stopped. */
  readonly learner: readonly number[]
  readonly reference: readonly number[]
  /** Of a program that does nothing but return what the reference does: calls and answers alone. */
  readonly overhead: readonly number[]
}

/** Times are those of the work: what calls and answers take is taken off them. */
export interface GrowthVerdict extends Omit<Measured, 'overhead'> {
  /** What was taken off; left out in what was judged before it was. */
  readonly overhead?: readonly number[]
  readonly asked: string
  /** `wrong`: at one of the sizes its output is not the reference's. `unmeasured`: times are too noisy to tell. */
  readonly kind: 'good' | 'slow' | 'wrong' | 'unmeasured'
  /** `n^x`, fitted to the times; undefined where they are too short or too noisy to have one. */
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
/** Nearer than this and it need not be measured again. */
const CLEAR_MARGIN = 0.2
const CLEAR_TIMES = 2
/** No constant is this great, so that less of an exponent is needed, and none of what was stopped. */
const TIMES_FAR_SLOWER = 20
/** Of the limit and the reference, calls and answers included: below it a busy machine may have stopped the program. */
const TIMES_STOPPED = 8

/** What tasks ask for lies between n and n log n; a reference whose times say anything else was not measured well. */
const LEAST_ASKED = 1
const MOST_ASKED = 1.2

/** A time below these is noise: of the clock, and of what is taken off. */
const LEAST_MILLISECONDS = 1
const LEAST_OF_OVERHEAD = 1 / 2

/** An exponent is fitted to the largest sizes, whose times are the longest, and told where they lie on a line. */
const FITTED = 3
const MOST_ERROR = 0.35

export interface Fit {
  readonly exponent: number
  /** The standard error of the exponent; 0 for two points. */
  readonly error: number
}

/** The straight line nearest to the points (log n, log time), or undefined for fewer than two points. */
export function fitExponent(sizes: readonly number[], times: readonly number[]): Fit | undefined {
  const points = times.map((time, i) => [Math.log(sizes[i] ?? NaN), Math.log(Math.max(time, 1e-3))] as const)
  if (points.length < 2) return undefined
  const sum = (of: (x: number, y: number) => number): number => points.reduce((all, [x, y]) => all + of(x, y), 0)
  const [meanX, meanY] = [sum((x) => x) / points.length, sum((_, y) => y) / points.length]
  const spread = sum((x) => (x - meanX) ** 2)
  const exponent = sum((x, y) => (x - meanX) * (y - meanY)) / spread
  const left = sum((x, y) => (y - meanY - exponent * (x - meanX)) ** 2)
  return { exponent, error: points.length === 2 ? 0 : Math.sqrt(left / (points.length - 2) / spread) }
}

/** What times come to. */
export interface Weighed {
  readonly kind: Exclude<GrowthVerdict['kind'], 'wrong'>
  /** False where another round, or a larger n, may find otherwise. */
  readonly isClear: boolean
}

/**
 * Grows too fast: takes more than 4 times as long as the reference at the largest size, and its exponent is more than 0.4
 * above the reference's, which is taken for one between 1 and 1.2. What was stopped took at least its limit, and where that
 * is more than 20 times the reference it needs no exponent. Calls and answers are taken off all times, and a time that is
 * short beside them counts as half of them. All were measured in one run, so that what else the machine does falls on all.
 */
export function weighGrowth(measured: Measured, limitMilliseconds: number): Weighed {
  const { sizes, learner, reference } = measured
  if (reference.length < sizes.length) return { kind: 'unmeasured', isClear: false }
  const isStopped = learner.length < sizes.length
  const reached = isStopped ? [...learner, limitMilliseconds] : learner
  const at = reached.length - 1
  const others = Math.max(netTimes(reference, measured)[at] ?? 0, floorAt(at, measured))
  const times = (netTimes(reached, measured)[at] ?? 0) / others
  const own = isStopped ? tryLeastExponent(learner, reached, measured) : tryExponent(reached, measured)
  const asked = Math.min(MOST_ASKED, Math.max(LEAST_ASKED, tryExponent(reference, measured) ?? MOST_ASKED))
  if (times <= TIMES_SLOWER) {
    const isNear = own === undefined ? times <= 1 : times <= CLEAR_TIMES && own < asked + EXPONENT_MARGIN
    return { kind: isStopped ? 'unmeasured' : 'good', isClear: isNear && !isStopped }
  }
  const isFar = times > TIMES_FAR_SLOWER
  if (isStopped && isFar && limitMilliseconds > TIMES_STOPPED * (reference[at] ?? 0)) {
    return { kind: 'slow', isClear: true }
  }
  if (own === undefined) return { kind: 'unmeasured', isClear: false }
  if (own > asked + (isFar ? CLEAR_MARGIN : EXPONENT_MARGIN)) return { kind: 'slow', isClear: true }
  // A stop says that it took at least so long, not that it grows slowly.
  if (isStopped) return { kind: 'unmeasured', isClear: false }
  // So much slower than the reference is never clear at once: one uneven round may hide how it grows.
  return { kind: own > asked + CLEAR_MARGIN ? 'unmeasured' : 'good', isClear: false }
}

/** The verdict and its words. */
export function judgeGrowth(asked: string, measured: Measured, limitMilliseconds: number): GrowthVerdict {
  const { sizes } = measured
  const { kind } = weighGrowth(measured, limitMilliseconds)
  const learnerExponent = tryExponent(measured.learner, measured)
  const referenceExponent = tryExponent(measured.reference, measured)
  const learner = netTimes(measured.learner, measured)
  const reference = netTimes(measured.reference, measured)
  const told = (words: string): GrowthVerdict => ({
    ...measured,
    learner,
    reference,
    ...(learnerExponent !== undefined && { learnerExponent }),
    ...(referenceExponent !== undefined && { referenceExponent }),
    asked,
    kind,
    words,
  })

  if (reference.length < sizes.length) {
    return told('Growth could not be measured here: the reference itself was too slow. It counts as good.')
  }
  const last = Math.min(learner.length, sizes.length - 1)
  const at = `At n = ${formatCount(sizes[last] ?? 0)} yours`
  const others = `${netText(measured.reference, last, measured)}${overheadText(last, measured)}`
  if (learner.length < sizes.length) {
    const stopped = `${at} was stopped after ${timeText(limitMilliseconds)}; the reference took ${others}.`
    return told(kind === 'slow' ? `${stopped} Asked is ${asked}.` : `${stopped} ${UNTOLD}`)
  }
  const compared = `${at} took ${netText(measured.learner, last, measured)}, the reference ${others}.`
  const powers = powersText(learnerExponent, referenceExponent)
  if (kind === 'slow') return told(`${compared} ${powers}; asked is ${asked}.`)
  return told(kind === 'good' ? `${compared} ${powers}.` : `${compared} ${powers}. ${UNTOLD}`)
}

const UNTOLD = 'From these times it cannot be told how it grows; it counts as good.'

function powersText(own: number | undefined, others: number | undefined): string {
  const power = (exponent: number): string => `n^${exponent.toFixed(1)}`
  if (own === undefined) return 'The times are too short or too uneven to name a power of n'
  if (others === undefined)
    return `Its time grows like ${power(own)}; that of the reference is too short or too uneven to tell`
  return `Its time grows like ${power(own)}, that of the reference like ${power(others)}`
}

/** A time that is noise is told by what it stays below. */
function netText(times: readonly number[], index: number, measured: Measured): string {
  const [time = 0, least] = [netTimes(times, measured)[index], floorAt(index, measured)]
  return time < least ? `less than ${timeText(least)}` : timeText(time)
}

function overheadText(index: number, { overhead }: Measured): string {
  const time = overhead[index] ?? 0
  return time < LEAST_MILLISECONDS ? '' : ` (${timeText(time)} for calls and answers are taken off)`
}

function netTimes(times: readonly number[], { overhead }: Measured): number[] {
  return times.map((time, i) => Math.max(0, time - (overhead[i] ?? 0)))
}

/** At a size, the least time that is more than noise. */
function floorAt(index: number, { overhead }: Measured): number {
  return Math.max(LEAST_MILLISECONDS, (overhead[index] ?? 0) * LEAST_OF_OVERHEAD)
}

/** The exponent at the largest sizes, where their times are long enough, rise, and lie on a line. */
function tryExponent(times: readonly number[], measured: Measured): number | undefined {
  const from = Math.max(0, times.length - FITTED)
  const net = netTimes(times, measured).slice(from)
  if (net.length < FITTED || net.some((time, i) => time < floorAt(from + i, measured))) return undefined
  const fit = fitExponent(measured.sizes.slice(from), net)
  return fit !== undefined && fit.exponent > 0 && fit.error <= MOST_ERROR ? fit.exponent : undefined
}

/** Of what was stopped, whose last time is one it took at least: the greater of the exponents with and without it. */
function tryLeastExponent(
  learner: readonly number[],
  reached: readonly number[],
  measured: Measured,
): number | undefined {
  const exponents = [learner, reached].flatMap((times) => {
    const from = Math.max(0, times.length - FITTED)
    const net = netTimes(times, measured).slice(from)
    if (net.some((time, i) => time < floorAt(from + i, measured))) return []
    return fitExponent(measured.sizes.slice(from), net)?.exponent ?? []
  })
  return reached.length < FITTED || exponents.length === 0 ? undefined : Math.max(...exponents)
}

/** "12 ms", "0.4 ms", "2 s". */
function timeText(milliseconds: number): string {
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  return `${Number((milliseconds / 1_000).toFixed(1))} s`
}
