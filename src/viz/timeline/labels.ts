/** The two faces of the timeline: words, and what the machine counted. */
export type LabelFace = 'sans' | 'mono'

/** Advance of an average character in em, on the safe side for the two faces at their label widths. */
const ADVANCE_EM = { sans: 0.47, mono: 0.61 } as const

/** Width of a text in pixels, guessed from its length so that layout needs no document; rather too wide than too narrow. */
export function estimateTextWidth(text: string, sizePx: number, face: LabelFace): number {
  return text.length * sizePx * ADVANCE_EM[face]
}

/** The glyph of a mark, and how wide its name wants to be. */
export interface MarkWish {
  readonly x: number
  readonly width: number
  /** Its name may stand left of the glyph where another mark is in the way at the right. */
  readonly turns: boolean
  /** The glyph stands so far aside of `x`, on the side of its name; the other names give way to that one. */
  readonly asidePx?: number | undefined
}

export interface MarkPlace {
  readonly side: 'left' | 'right'
  readonly width: number
}

const GLYPH_PX = 8

/**
 * Where the names of marks stand, in the order given (from left to right): right of the glyph, else, if it turns, left of
 * it, else right and cut by the next mark; not shown, 0 wide, under `least`. At most one mark stands aside.
 */
export function layoutMarkNames(marks: readonly MarkWish[], end: number, gapPx: number, least: number): MarkPlace[] {
  const asideAt = marks.findIndex(({ asidePx }) => asidePx !== undefined)
  const aside = asideAt < 0 ? undefined : placeAside(marks, asideAt, end, gapPx)
  const startOf = (i: number): number => (i === asideAt ? aside?.from : marks[i]?.x) ?? end + gapPx
  let free = 0
  return marks.map(({ x, width, turns }, i) => {
    if (i === asideAt && aside !== undefined) {
      free = aside.to
      return aside.place
    }
    const room = Math.min(end, startOf(i + 1) - gapPx) - x - gapPx
    if (width > room && turns && x - width - 2 >= free) {
      free = x + GLYPH_PX
      return { side: 'left', width }
    }
    const shown = Math.min(width, room)
    const isShown = shown >= Math.min(least, width)
    free = x + (isShown ? gapPx + shown : GLYPH_PX)
    return { side: 'right', width: isShown ? shown : 0 }
  })
}

/** The mark that stands aside, on the side where its name has the more room, at the right if both have enough. */
function placeAside(
  marks: readonly MarkWish[],
  i: number,
  end: number,
  gapPx: number,
): { readonly place: MarkPlace; readonly from: number; readonly to: number } {
  const { x, width, asidePx = 0 } = marks[i] as MarkWish
  const before = marks[i - 1]
  const right = Math.min(end, (marks[i + 1]?.x ?? end + gapPx) - gapPx) - x - asidePx - gapPx
  const left = x - asidePx - GLYPH_PX - (before === undefined ? 0 : before.x + GLYPH_PX)
  const side = right >= Math.min(width, left) ? 'right' : 'left'
  const shown = Math.max(0, Math.min(width, side === 'left' ? left : right))
  const from = side === 'left' ? x - asidePx - GLYPH_PX - shown : x
  return { place: { side, width: shown }, from, to: side === 'left' ? x : x + asidePx + gapPx + shown }
}

/** The name of a phase, which stands from `x` on, or wants to. */
export interface PhaseWish {
  /** Where the phase begins, and where its name does, right of that line. */
  readonly x: number
  readonly start: number
  readonly width: number
  /** The playhead is in it: its name is whole. */
  readonly isCurrent: boolean
}

/**
 * Where the names of phases start and how wide they may be, 0 for those that are not shown. The name of the current one
 * stands left of where its phase begins, rather than be cut at `end`; those that it would stand on are cut or left out.
 */
export function layoutPhaseNames(
  phases: readonly PhaseWish[],
  end: number,
  gapPx: number,
  least: number,
): readonly { readonly left: number; readonly width: number }[] {
  const at = phases.findIndex(({ isCurrent }) => isCurrent)
  const current = phases[at]
  const turned = current === undefined ? 0 : 2 * current.x - current.start - current.width
  const turns = current !== undefined && current.start + current.width > end && turned > 0
  const lay = (some: readonly PhaseWish[], limit: number): { left: number; width: number }[] => {
    const wishes = some.map(({ start, width, isCurrent }) => ({ start, width, strong: isCurrent }))
    return layoutLabels(wishes, limit, gapPx, least).map((width, i) => ({ left: some[i]?.start ?? 0, width }))
  }
  if (!turns) return lay(phases, end)
  const before = lay(phases.slice(0, at), turned - gapPx)
  return [...before, { left: turned, width: current.width }, ...lay(phases.slice(at + 1), end)]
}

/** A label that wants `width` pixels from `start` on. */
export interface LabelWish {
  readonly start: number
  readonly width: number
  /** It is not cut for the ones after it; they give way. */
  readonly strong?: boolean
}

/**
 * How wide each label may be, in the order given (which must be from left to right): its wish, or what is left up to
 * the next label's start or `end`; 0, not shown, where that is less than `least` or an earlier strong one is in the way.
 */
export function layoutLabels(wishes: readonly LabelWish[], end: number, gapPx: number, least: number): number[] {
  let taken = Number.NEGATIVE_INFINITY
  return wishes.map((wish, i) => {
    if (wish.start < taken) return 0
    const next = wishes[i + 1]
    const limit = wish.strong === true || next === undefined ? end : Math.min(end, next.start - gapPx)
    const width = Math.min(wish.width, limit - wish.start)
    if (width < Math.min(least, wish.width)) return 0
    if (wish.strong === true) taken = wish.start + width + gapPx
    return width
  })
}
