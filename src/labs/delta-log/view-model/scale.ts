import { countWhile } from '../../../base/search.ts'

/** Where versions stand, in px: narrow columns for the past, wide ones where writers are at work. */
export interface VersionScale {
  /** The first version that is drawn; those before it are out of the picture. */
  readonly first: number
  readonly last: number
  /** Where the picture begins: the first version, or the stretch that stands for those before it. */
  readonly left: number
  /** Where bars that go on end. */
  readonly right: number
  /** The first version that a writer of the picture works on, else the latest. */
  readonly base: number
  /** Versions are out of the picture. */
  readonly isCut: boolean
  x(version: number): number
  /** Where begins what began at a version: at the left when that is out of the picture. */
  start(version: number): number
}

export interface ScaleWanted {
  readonly left: number
  readonly right: number
  readonly oldest: number
  readonly latest: number
  /** Steps with a branch, each by the version it begins at; ascending. */
  readonly wide: readonly number[]
  /** What stays free behind the last version for what came of the branches. */
  readonly margin: number
}

const WIDEST_STEP = 30
const NARROWEST_STEP = 11
/** Room for a branch between two versions, as far as there is any. */
const WIDEST_BRANCH = 280
/** Of the room, what branches have whatever there is of the past; more where they would have less than the least width. */
const BRANCHES_SHARE = 0.6
const MOST_BRANCHES_SHARE = 0.8
const LEAST_BRANCH = 110
/** Bars that go on end so far behind the last version. */
const TAIL = 24
/** In place of versions that are out of the picture. */
const BREAK = 14

export function createScale(wanted: ScaleWanted): VersionScale {
  const scale = fit(wanted, 0)
  return scale.isCut ? fit(wanted, BREAK) : scale
}

function fit({ left, right, oldest, latest, wide, margin }: ScaleWanted, lead: number): VersionScale {
  const base = wide[0] ?? latest
  // The first version of all has a branch in front of it, too.
  const start = Math.min(oldest, wide[0] ?? oldest)
  const end = Math.max(oldest, latest, (wide.at(-1) ?? -1) + 1)
  const room = right - left - lead - Math.max(TAIL, margin)
  // Without branches there is room for the version that comes next.
  const narrow = end - start - wide.length + (wide.length === 0 ? 1 : 0)
  const least = Math.min(room * MOST_BRANCHES_SHARE, wide.length * LEAST_BRANCH)
  const share = Math.max(room * BRANCHES_SHARE, least, room - narrow * WIDEST_STEP)
  const work = wide.length === 0 ? 0 : Math.min(share, wide.length * WIDEST_BRANCH)
  const step = Math.min(WIDEST_STEP, Math.max(NARROWEST_STEP, (room - work) / Math.max(1, narrow)))
  const narrowBehind = end - base - wide.length
  const shown = Math.max(0, Math.floor((room - work) / step) - narrowBehind)
  const first = Math.max(start, base - shown)
  const wideStep = wide.length === 0 ? 0 : work / wide.length
  const x = (version: number): number => {
    const before = countWhile(wide.length, (i) => (wide[i] as number) < version)
    return left + lead + (version - first - before) * step + before * wideStep
  }
  const goesOn = Math.min(right, x(end) + TAIL)
  const startOf = (version: number): number => (version < first ? left : x(version))
  return { first, last: latest, left, right: goesOn, base, isCut: first > start, x, start: startOf }
}
