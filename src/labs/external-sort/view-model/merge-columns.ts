import { clamp, type Zones } from './zones.ts'
import { widthOf } from './text.ts'

/** Where the columns of the merge stand, from left to right. */
export interface MergeColumns {
  /** Bars of the runs, relative to the row's left edge. */
  readonly barsLeft: number
  readonly barsRight: number
  readonly headX: number
  /** 0: no column of heads. */
  readonly headWidth: number
  readonly nodeX: readonly number[]
  /** Width of a node's box; narrower ones carry no key, and below 8 px no shape. */
  readonly nodeWidth: number
  readonly hasKeys: boolean
  /** Left edge of the winner's box, undefined where there is no room for it. */
  readonly winnerX: number | undefined
  /** From a vertical line to the box behind it. */
  readonly elbow: number
}

export interface ColumnWishes {
  /** Columns of boxes: levels of the loser tree, or of the heap. */
  readonly levels: number
  readonly hasWinner: boolean
  /** Characters of the longest key. */
  readonly keyLength: number
  readonly namePx: number
  /** Most records in a run. */
  readonly capacity: number
  /** Rows too low for boxes with keys. */
  readonly lowRows: boolean
  /** So many columns behind the first may begin beside the boxes of the one before them, which stand higher or lower. */
  readonly lapped: number
}

interface Widths {
  readonly bars: number
  readonly head: number
  readonly node: number
  readonly first: number
  readonly gap: number
  /** By so much a column that may is nearer to the one before it. */
  readonly slid: number
  readonly winner: number
}

const LONGEST_KEY = 12
/** What a column may lie over the one before it, as a share of its boxes. */
const MOST_LAP = 0.31

/** Shares the width out: first the gaps give way, then the winner's box, then the bars, then the keys. */
export function layoutMergeColumns(zones: Zones, wishes: ColumnWishes): MergeColumns {
  const room = zones.right - zones.left - wishes.namePx
  const widths = chooseWidths(room, zones, wishes)
  const left = zones.left + wishes.namePx
  const headX = left + widths.bars + (widths.head === 0 ? 6 : barsGap(zones))
  const nodeStart = headX + widths.head + widths.first
  const nodeX = Array.from({ length: wishes.levels }, (_, i) => nodeStart + columnsWidth(i, widths, wishes))
  const treeEnd = wishes.levels === 0 ? headX + widths.head : (nodeX.at(-1) ?? 0) + widths.node
  return {
    barsLeft: wishes.namePx,
    barsRight: wishes.namePx + widths.bars,
    headX,
    headWidth: widths.head,
    nodeX,
    nodeWidth: widths.node,
    hasKeys: widths.node >= 34,
    winnerX: widths.winner === 0 ? undefined : treeEnd + winnerGap(zones),
    elbow: Math.min(15, Math.max(4, Math.round(widths.gap * 0.4))),
  }
}

/** From the left edge of the first column to that of the one `count` further on. */
function columnsWidth(count: number, { node, gap, slid }: Widths, { lapped }: ColumnWishes): number {
  return count * (node + gap) - Math.min(count, lapped) * slid
}

function barsGap(zones: Zones): number {
  return zones.narrow || zones.compact ? 8 : 20
}

function winnerGap(zones: Zones): number {
  return zones.narrow || zones.compact ? 8 : 19
}

function chooseWidths(room: number, zones: Zones, wishes: ColumnWishes): Widths {
  const options = candidates(zones, wishes)
  const leastBars = Math.min(zones.narrow || zones.compact ? 72 : 110, wishes.capacity * 12)
  const fitting = options.find((option) => room - fixedPx(option, zones, wishes) >= leastBars) ?? options.at(-1)
  const chosen = fitting as Widths
  const most = Math.min(wishes.capacity * 12, Math.max(mostBars(zones), leastBars))
  const tight = room - fixedPx(chosen, zones, wishes)
  const { lapped } = wishes
  const slid = lapped === 0 ? 0 : clamp((most - tight) / lapped, 0, chosen.gap + Math.round(chosen.node * MOST_LAP))
  const left = tight + lapped * slid
  const bars = clamp(left, Math.min(leastBars, 40), most)
  const spare = Math.max(0, left - bars)
  const gaps = Math.max(1, wishes.levels)
  const grow = zones.narrow ? 0 : Math.min(mostGrowth(zones), Math.floor(spare / (gaps + 1)))
  return { ...chosen, bars, slid, first: chosen.first + grow, gap: chosen.gap + grow }
}

/** So much wider than needed a gap may be: more on a wide stage, which the tree fills, but not so much that it falls apart. */
function mostGrowth({ width, compact }: Zones): number {
  // A half is as wide as its stage lets it be.
  const whole = compact ? 2 * width : width
  return clamp(Math.round(28 + (whole - 860) * 0.06), 28, 90)
}

function mostBars(zones: Zones): number {
  if (zones.compact) return clamp((zones.right - zones.left) * 0.316, 124, 300)
  return zones.narrow ? 150 : clamp((zones.right - zones.left) * 0.316, 150, 480)
}

/** From the roomiest to the tightest. */
function candidates(zones: Zones, wishes: ColumnWishes): Widths[] {
  const key = Math.min(LONGEST_KEY, Math.max(3, wishes.keyLength))
  const small = zones.narrow || zones.compact
  const keyPx = widthOf('0'.repeat(key), small ? 'small-key' : 'key')
  const tight = widthOf('0'.repeat(Math.min(key, 5)), 'small-key')
  const roomy = small ? 44 : 62
  const node = Math.max(small ? 18 + keyPx + 5 : 26 + keyPx, zones.compact ? 52 : roomy)
  const head = zones.compact ? 0 : Math.max(keyPx + 14, small ? 36 : 48)
  const winner = wishes.hasWinner && !small ? node : 0
  const plain: Widths = { bars: 0, head, node, first: small ? 12 : 47, gap: small ? 10 : 38, slid: 0, winner }
  const dense = zones.compact || wishes.lowRows ? 0 : tight + 9
  return [
    plain,
    { ...plain, first: small ? 10 : 30, gap: small ? 8 : 20 },
    { ...plain, first: small ? 8 : 24, gap: small ? 6 : 14, node: 21 + tight, winner: winner === 0 ? 0 : 24 + tight },
    { ...plain, head: dense, first: 8, gap: 8, node: 21 + tight, winner: 0 },
    { ...plain, head: dense, first: 8, gap: 7, node: 18, winner: 0 },
    { ...plain, head: dense, first: 6, gap: 6, node: 10, winner: 0 },
    { ...plain, head: 0, first: 5, gap: 5, node: 6, winner: 0 },
  ]
}

function fixedPx(widths: Widths, zones: Zones, wishes: ColumnWishes): number {
  const last = wishes.levels - 1
  const tree = last < 0 ? 0 : widths.first + columnsWidth(last, widths, wishes) + widths.node
  const winner = widths.winner === 0 ? 0 : winnerGap(zones) + widths.winner + 20
  return (widths.head === 0 ? 6 : barsGap(zones) + widths.head) + tree + winner
}
