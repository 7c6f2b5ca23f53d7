/** How much of the timeline there is room for: `low` is a wide window with hardly any height, a phone on its side. */
export type TimelineVariant = 'full' | 'compact' | 'low' | 'phone'

export interface LaneGeometry {
  /** Top and height of the bars. */
  readonly top: number
  readonly height: number
  /** The line they stand on, and the baseline of the name under it. */
  readonly lineY: number
  readonly labelY: number
}

/** Where everything of the timeline stands, in pixels from its upper edge. */
export interface TimelineGeometry {
  readonly variant: TimelineVariant
  readonly height: number
  readonly ruler: { readonly top: number; readonly bottom: number } | undefined
  readonly score: {
    readonly top: number
    readonly bottom: number
    /** From one row to the next, and the bar's share of it. */
    readonly pitch: number
    readonly barHeight: number
    /** Rows that fit; more are scrolled to. */
    readonly rows: number
    /** All kinds share the one row: a bar is as tall as its kind is rare. */
    readonly isShared: boolean
  }
  readonly trunkY: number
  /** Baseline of the checkpoints' names. */
  readonly checkpointLabelY: number
  readonly lanes: readonly LaneGeometry[]
  readonly strip: { readonly top: number; readonly height: number; readonly labelY: number | undefined } | undefined
}

const SCORE_TOP = 33
/** Rows that have a place. */
export const MOST_ROWS = 8
const WIDE_PITCH_ROWS = 6
const LANE_PITCH = 22
/** Of two lanes under a score of seven or eight rows. */
const TIGHT_PITCH = 18

/** A row's bar starts a pixel under the staff line of the row above. */
export const ROW_INSET = 1

/** Pixels by which the lane of a fork stands right of the place it left. */
export const FORK_SHIFT = 22

/** The vertical layout for a number of event kinds and of forks in view; at most 8 rows and 2 fork lanes have a place. */
export function layoutTimeline(variant: TimelineVariant, kinds: number, forks: number): TimelineGeometry {
  if (variant === 'phone') return phoneGeometry()
  if (variant === 'low') return lowGeometry()
  const rows = Math.min(MOST_ROWS, Math.max(1, kinds))
  const pitch = rows > WIDE_PITCH_ROWS ? 12 : 14
  const bottom = SCORE_TOP + rows * pitch
  const trunkY = bottom + (rows > WIDE_PITCH_ROWS ? 9 : 11)
  const full = variant === 'full'
  const height = full ? 216 : 148
  const lanes = layoutLanes(trunkY, full ? 182 : height, forks)
  const crowded = lanes[0] !== undefined && lanes[0].top < trunkY + 14
  return {
    variant,
    height,
    ruler: { top: 22, bottom: 31 },
    score: { top: SCORE_TOP, bottom, pitch, barHeight: pitch - 3, rows, isShared: false },
    trunkY,
    checkpointLabelY: crowded || trunkY + 14 > height ? trunkY - 4 : trunkY + 12.5,
    lanes,
    strip: full ? { top: 187, height: 10, labelY: 212 } : undefined,
  }
}

/** Lanes stand clear of the checkpoints' names where there is room, else right under the trunk, else closer, else there is one less. */
function layoutLanes(trunkY: number, bottom: number, forks: number): LaneGeometry[] {
  const wanted = Math.min(2, forks)
  for (let count = wanted; count > 0; count--) {
    const needed = count * LANE_PITCH
    if (trunkY + 17 + needed <= bottom) return lanesFrom(trunkY + 17, count, count === 1 ? 7 : 6)
    if (trunkY + 8 + needed <= bottom) return lanesFrom(trunkY + 8, count, 6)
    if (trunkY + 6 + count * TIGHT_PITCH <= bottom + 1) return tightLanes(trunkY + 6, count)
  }
  return []
}

function lanesFrom(top: number, count: number, barHeight: number): LaneGeometry[] {
  return Array.from({ length: count }, (_, i) => {
    const laneTop = top + i * LANE_PITCH
    const lineY = laneTop + barHeight + (barHeight === 7 ? 2 : 1.5)
    return { top: laneTop, height: barHeight, lineY, labelY: lineY + (barHeight === 7 ? 12 : 10.5) }
  })
}

function tightLanes(top: number, count: number): LaneGeometry[] {
  return Array.from({ length: count }, (_, i) => {
    const laneTop = top + i * TIGHT_PITCH
    return { top: laneTop + 1, height: 4, lineY: laneTop + 6, labelY: laneTop + 16 }
  })
}

function phoneGeometry(): TimelineGeometry {
  return {
    variant: 'phone',
    height: 95,
    ruler: undefined,
    score: { top: 12, bottom: 46, pitch: 34, barHeight: 34, rows: 1, isShared: true },
    trunkY: 57,
    checkpointLabelY: 71,
    lanes: [],
    strip: { top: 81, height: 6, labelY: undefined },
  }
}

/** The phone's lane under the ruler, beside a gutter. */
function lowGeometry(): TimelineGeometry {
  return {
    variant: 'low',
    height: 97,
    ruler: { top: 22, bottom: 31 },
    score: { top: SCORE_TOP, bottom: 57, pitch: 24, barHeight: 24, rows: 1, isShared: true },
    trunkY: 66,
    checkpointLabelY: 79,
    lanes: [],
    strip: { top: 84, height: 6, labelY: undefined },
  }
}

/**
 * Height of a kind's bars where all kinds share one lane of `laneHeight` pixels: the commonest (rank 0) is short, the
 * rarest of `ranks` as tall as the lane.
 */
export function rankHeight(rank: number, ranks: number, laneHeight: number): number {
  const share = ranks <= 1 ? 1 : rank / (ranks - 1)
  return laneHeight * (0.34 + 0.66 * share)
}
