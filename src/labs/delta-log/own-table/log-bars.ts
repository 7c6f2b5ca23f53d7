import { formatBytes, formatCount, formatPlural } from '../../../base/format.ts'
import { widthOf } from '../../../viz/placed-text.ts'
import type { LogBar, LogLines } from './table-report.ts'

/** By place in a bar's counts, in the order in which they are stacked. */
export const SORTS = [
  { word: 'commitInfo', verb: 'commit' },
  { word: 'add', verb: 'write' },
  { word: 'remove', verb: 'skip' },
  { word: 'metaData, protocol', verb: 'plan' },
  { word: 'others', verb: 'read' },
] as const
/** What stands at the top of a bar that is drawn to scale, and what behind it. */
const STACK = [0, 3, 4, 2, 1]

/** A piece of a bar: one line, or all lines of a sort. */
export interface Piece {
  readonly y: number
  readonly height: number
  readonly sort: number
}

export interface BarOfLog {
  readonly bar: LogBar
  readonly x: number
  readonly width: number
  readonly pieces: readonly Piece[]
  /** Where what stands behind actions is marked: [from, to). */
  readonly tail: readonly [top: number, bottom: number] | undefined
  readonly words: string
}

export interface LogPicture {
  readonly width: number
  readonly height: number
  readonly bars: readonly BarOfLog[]
  /** Versions over bars. */
  readonly heads: readonly { readonly x: number; readonly text: string }[]
  /** At the left: numbers of lines, or the scale. */
  readonly ticks: readonly { readonly y: number; readonly text: string }[]
  readonly tickX: number
  readonly checkpoints: readonly { readonly x: number; readonly y: number; readonly radius: number }[]
  /** Every line is drawn; otherwise heights are to scale. */
  readonly isLineByLine: boolean
}

/** Where bars begin, px below the top. */
export const TOP = 22
const LINE = 13.5
const LINE_HEIGHT = 10
const MOST_LINES = 14
const LEAST_STEP = 18
const SCALED_HEIGHT = 120
/** A sort that is there is seen. */
const LEAST_PIECE = 1.5
const MOST_STEP = 48
const GAP = 10

/** Where the bars of a log stand in a picture that is `width` px wide. */
export function layoutLog({ bars }: LogLines, width: number): LogPicture {
  const most = Math.max(1, ...bars.map(linesOf))
  const tickX = Math.max(14, widthOf(formatCount(most), 'tick') + 2)
  const left = tickX + GAP
  const step = Math.min(MOST_STEP, (width - left - 8) / Math.max(1, bars.length))
  const isLineByLine = step >= LEAST_STEP && most <= MOST_LINES && bars.every(isListed)
  const barWidth = Math.max(1, isLineByLine ? step * 0.62 : step * 0.72)
  const bottom = TOP + (isLineByLine ? most * LINE : SCALED_HEIGHT)
  const placed = bars.map((bar, i): BarOfLog => {
    const pieces = isLineByLine ? drawLines(bar) : drawScaled(bar, most)
    const end = pieces.at(-1)
    return {
      bar,
      x: left + i * step,
      width: barWidth,
      pieces,
      tail: bar.tails === 0 || end === undefined ? undefined : [TOP, end.y + end.height],
      words: describeBar(bar),
    }
  })
  const radius = Math.max(1.5, Math.min(6, step / 2 - 0.5))
  return {
    width,
    height: bottom + 18,
    bars: placed,
    heads: planHeads(placed, step, width),
    ticks: isLineByLine
      ? Array.from({ length: most }, (_, i) => ({ y: TOP + i * LINE + LINE_HEIGHT - 1, text: String(i + 1) }))
      : [
          { y: TOP + 7, text: '0' },
          { y: bottom, text: formatCount(most) },
        ],
    tickX,
    checkpoints: placed
      .filter(({ bar }) => bar.checkpoints > 0)
      .map(({ x }) => ({ x: x + barWidth / 2, y: bottom + 9, radius })),
    isLineByLine,
  }
}

function isListed({ order, counts }: LogBar): boolean {
  return order !== undefined || counts.every((count) => count === 0)
}

function linesOf({ counts }: LogBar): number {
  return counts.reduce((sum, count) => sum + count, 0)
}

function drawLines({ order = [] }: LogBar): Piece[] {
  return order.map((sort, i) => ({ y: TOP + i * LINE, height: LINE_HEIGHT, sort }))
}

function drawScaled({ counts }: LogBar, most: number): Piece[] {
  const pieces: Piece[] = []
  let y = TOP
  for (const sort of STACK) {
    const count = counts[sort] ?? 0
    if (count === 0) continue
    const height = Math.max(LEAST_PIECE, (count / most) * SCALED_HEIGHT)
    pieces.push({ y, height, sort })
    y += height
  }
  return pieces
}

/** Over as many bars as there is room for. */
function planHeads(bars: readonly BarOfLog[], step: number, width: number): LogPicture['heads'] {
  const widest = Math.max(0, ...bars.map(({ bar }) => widthOf(formatCount(bar.first), 'mono')))
  const every = Math.max(1, Math.ceil((widest + 8) / step))
  const fits = (bar: BarOfLog, i: number): boolean => i % every === 0 && (i === 0 || bar.x + widest <= width)
  return bars.filter(fits).map(({ x, bar }) => ({ x, text: formatCount(bar.first) }))
}

/** "version 7: 1 commitInfo, 4 add, 3.2 kB" */
function describeBar({ first, last, commits, counts, sizeBytes, checkpoints, damaged, tails }: LogBar): string {
  const where =
    first === last
      ? `version ${formatCount(first)}`
      : `versions ${formatCount(first)} to ${formatCount(last)}, ${formatPlural(commits, 'commit')}`
  const parts = counts.flatMap((count, sort) => (count === 0 ? [] : `${formatCount(count)} ${SORTS[sort]?.word ?? ''}`))
  if (damaged > 0) parts.push(damaged === 1 ? 'one commit cannot be read' : `${formatCount(damaged)} cannot be read`)
  if (tails > 0) parts.push(`text behind ${formatPlural(tails, 'action')}`)
  if (checkpoints > 0) parts.push(first === last ? 'a checkpoint' : formatPlural(checkpoints, 'checkpoint'))
  return `${where}: ${[...parts, formatBytes(sizeBytes)].join(', ')}`
}

/** What the picture shows, in words: for its caption. */
export function captionOf({ bars, actions, tails }: LogLines, commits: number, { isLineByLine }: LogPicture): string {
  const count = `${formatPlural(commits, 'commit')}, ${formatPlural(actions, 'action')}`
  const most = Math.max(1, ...bars.map((bar) => bar.commits))
  const each = most === 1 ? 'each bar is a commit' : `each bar is of up to ${formatPlural(most, 'commit')}`
  const tail = tails === 0 ? '' : '; a tick at the end = text after the action'
  return `${count}${isLineByLine ? '' : `; ${each}, its length the actions`}${tail}`
}
