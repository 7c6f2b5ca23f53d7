/** Where versions stand, in px: narrow columns for the past, wide ones where writers are at work. */
export interface VersionScale {
  /** The first version that is drawn; those before it are out of the picture. */
  readonly first: number
  readonly last: number
  readonly left: number
  /** Where bars that go on end. */
  readonly right: number
  /** Versions from this one on stand wide apart. */
  readonly base: number
  x(version: number): number
}

export interface ScaleWanted {
  readonly left: number
  readonly right: number
  readonly oldest: number
  readonly latest: number
  /** The version that somebody at work goes for, at least the latest. */
  readonly horizon: number
  /** The oldest version that a writer at work has read; undefined when nobody is at work. */
  readonly base: number | undefined
}

const WIDEST_STEP = 30
const NARROWEST_STEP = 11
/** Room for a branch between two versions. */
const WORK_WIDTH = 220
const LEAST_WORK_WIDTH = 150
/** Bars that go on end so far behind the latest version. */
const TAIL = 24

export function createScale({ left, right, oldest, latest, horizon, base: wanted }: ScaleWanted): VersionScale {
  const base = Math.min(wanted ?? latest, latest)
  const room = right - left - TAIL
  const wide = wanted === undefined ? 0 : Math.max(horizon - base, 1)
  const work = wide === 0 ? 0 : Math.min(room * 0.6, Math.max(LEAST_WORK_WIDTH, WORK_WIDTH + 90 * (wide - 1)))
  const past = Math.max(oldest, base)
  const step = Math.min(
    WIDEST_STEP,
    Math.max(NARROWEST_STEP, (room - work) / Math.max(1, past - oldest + (wide === 0 ? 1 : 0))),
  )
  const shown = Math.max(0, Math.floor((room - work) / step))
  const first = Math.max(oldest, past - shown)
  const wideStep = wide === 0 ? 0 : work / wide
  const x = (version: number): number => {
    const inPast = (Math.min(version, past) - first) * step
    return left + inPast + Math.max(0, version - past) * (wide === 0 ? step : wideStep)
  }
  const end = Math.min(right, x(wide === 0 ? Math.max(oldest, latest) : past + wide) + TAIL)
  return { first, last: latest, left, right: end, base: past, x }
}
