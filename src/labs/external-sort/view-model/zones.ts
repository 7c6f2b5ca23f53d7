/** How the stage's area is divided. All in pixels from its top left corner. */
export interface Zones {
  readonly width: number
  readonly height: number
  /** Half of a comparison: no captions, no page budget. */
  readonly compact: boolean
  /** Too narrow for a column of keys at the right. */
  readonly narrow: boolean
  readonly left: number
  readonly right: number
  /** Baseline of the captions over the columns; undefined where there is no room for them. */
  readonly captionY: number | undefined
  /** The area of runs and tree (or file, memory and runs): [workTop, workBottom). */
  readonly workTop: number
  readonly workBottom: number
  /** The page budget: [workBottom, outputTop), empty where there is no room for it. */
  readonly outputTop: number
}

const NARROW_BELOW = 600
const BUDGET_HEIGHT = 44
const SMALL_BUDGET_HEIGHT = 40

/** Divides an area of at least 280 × 240. */
export function layoutZones(width: number, height: number, compact: boolean): Zones {
  const narrow = width < NARROW_BELOW
  const [leftMargin, rightMargin] = margins(width, compact, narrow)
  const captionY = compact ? undefined : captionBaseline(height, narrow)
  const outputHeight = compact ? clamp(Math.round(height * 0.23), 78, 200) : clamp(Math.round(height * 0.312), 104, 260)
  const outputTop = height - outputHeight
  return {
    width,
    height,
    compact,
    narrow,
    left: leftMargin,
    right: width - rightMargin,
    captionY,
    workTop: captionY === undefined ? 4 : captionY + 8,
    workBottom: outputTop - budgetHeight(height, compact, narrow),
    outputTop,
  }
}

function margins(width: number, compact: boolean, narrow: boolean): readonly [number, number] {
  // Under the words over it, where there is room for that.
  if (compact) return width < 340 ? [8, 8] : [24, width < 380 ? 8 : 14]
  if (!narrow) return [24, 24]
  return width < 360 ? [4, 4] : [16, 16]
}

function captionBaseline(height: number, narrow: boolean): number {
  if (narrow) return 14
  return height >= 540 ? 20 : 12
}

function budgetHeight(height: number, compact: boolean, narrow: boolean): number {
  if (compact || (narrow && height < 480)) return 0
  return height >= 500 && !narrow ? BUDGET_HEIGHT : SMALL_BUDGET_HEIGHT
}

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}
