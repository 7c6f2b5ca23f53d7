import { formatCount } from '../../base/format.ts'
import { ellipsize, textWidth } from '../../viz/text.ts'
import { progressAt } from '../moves.ts'
import type { Session } from '../session.ts'
import type { Pair } from './compare-facts.ts'
import { layoutUnitBars, sumUnits, type UnitBars, type UnitSum } from './unit-bars.ts'
import { useMoment, useSession } from './use-moment.ts'

interface UnitStripProps {
  readonly session: Session
  readonly pair: Pair
  /** What the two are, in a word: "loser tree". */
  readonly what: readonly [string, string]
  readonly width: number
}

const PITCH = 5
const BAR = 4
const HALF = 42
const TITLE = 22
/** Room for the words beside the bars: as much as they need between these, the most as a share of the width. */
const WORDS_PX = 190
const MOST_WORDS = 0.4
const WORDS_GAP = 12
const NAME_GAP = 8
const SUM_SIZE = 15
const NAME_SIZE = 11.5
const MARGIN = 24
/** The bench's own on a phone. */
const PHONE = { width: 600, margin: 16 }

/** What each unit of work took: the left run's bars stand on the line, the right run's hang from it, on one scale. */
export function UnitStrip({ session, pair, what, width }: UnitStripProps) {
  const moment = useMoment(session)
  const other = useSession(session, (state) => state.comparison?.otherPosition ?? 0)
  const { lab } = session
  const counter = moment === undefined ? undefined : lab.counters(moment)[0]
  if (moment === undefined || counter === undefined) return undefined
  const narrow = width < 560
  const margin = width < PHONE.width ? PHONE.margin : MARGIN
  const counted = { ...counter, progress: lab.progress, from: pair.shared }
  const ofLeft = { ...counted, log: pair.left.log, position: moment.position }
  const ofRight = { ...counted, log: pair.right.log, position: other }
  const sums = [sumUnits(ofLeft), sumUnits(ofRight)] as const
  const wordsPx = narrow ? 0 : wordsRoom(sums, what, width)
  const room = width - 2 * margin - wordsPx
  const most = Math.max(8, Math.floor(room / PITCH))
  const done = [
    progressAt(pair.left.log, moment.position, lab.progress),
    progressAt(pair.right.log, other, lab.progress),
  ]
  // Where one is far behind, its own last units are in the middle.
  const last = Math.min(Math.max(...done), Math.min(...done) + (most >> 1))
  const above = layoutUnitBars({ ...ofLeft, most, last })
  const below = layoutUnitBars({ ...ofRight, most, last })
  const scale = HALF / Math.max(1, ...above.counts, ...below.counts)
  const first = Math.min(above.first, below.first)
  const end = margin + Math.max(barsEnd(above, first), barsEnd(below, first))
  const line = TITLE + HALF
  const lastDrawn = Math.max(above.first + above.counts.length, below.first + below.counts.length) - 1
  const shown = shownText(first, lastDrawn, Math.max(...done))
  return (
    <svg
      width={width}
      height={TITLE + 2 * HALF + 8}
      role="img"
      aria-label={`${describeSums(counter.label, what, sums)}; bars: ${shown}`}
    >
      <text x={margin} y={12}>
        <tspan className="strong">
          {counter.label} for each {oneOf(lab.progress.label)}
        </tspan>
        <tspan dx={8}>
          {narrow ? '' : `${shown}; `}above: {pair.names[0]}; below: {pair.names[1]}
        </tspan>
      </text>
      <path className="unit-line" d={`M${margin} ${line + 0.5}H${Math.max(end, margin + room)}`} />
      <path className="unit-above" d={barsPath(above, first, margin, line, -scale)} />
      <path className="unit-below" d={barsPath(below, first, margin, line + 1.5, scale)} />
      <path className="unit-now" d={`M${end + 1} ${TITLE - 2}V${line + HALF + 4}`} />
      {!narrow && (
        <>
          <Words sum={sums[0]} name={what[0]} x={Math.max(end, margin) + WORDS_GAP} y={line - 23} room={wordsPx} />
          <Words sum={sums[1]} name={what[1]} x={Math.max(end, margin) + WORDS_GAP} y={line + 18} room={wordsPx} />
        </>
      )}
    </svg>
  )
}

/** Which units have bars, of how many that are finished: there is seldom room for all, and the first is preparation. */
function shownText(first: number, last: number, done: number): string {
  if (last < first) return 'none drawn yet'
  const numbers =
    first === last ? `number ${formatCount(first)}` : `numbers ${formatCount(first)} to ${formatCount(last)}`
  return `${numbers} of ${formatCount(done)}`
}

/** "records emitted" of one: "record emitted". */
function oneOf(label: string): string {
  return label.replace(/^(\S+)s\b/, '$1')
}

function wordsRoom(sums: readonly [UnitSum, UnitSum], what: readonly [string, string], width: number): number {
  const widths = sums.flatMap((sum, side) => [
    sumWidth(sum) + NAME_GAP + textWidth(what[side as 0 | 1], NAME_SIZE, 'sans'),
    // The words about a unit under way come and go: the bars leave room for them all the time.
    textWidth(apart({ ...sum, total: 2 * sum.total, begun: sum.first }), NAME_SIZE, 'sans'),
  ])
  return Math.min(width * MOST_WORDS, Math.max(WORDS_PX, WORDS_GAP + Math.max(...widths)))
}

function sumWidth({ total }: UnitSum): number {
  return textWidth(formatCount(total), SUM_SIZE, 'mono')
}

interface WordsProps {
  readonly sum: UnitSum
  readonly name: string
  readonly x: number
  readonly y: number
  /** From the end of the bars on. */
  readonly room: number
}

function Words({ sum, name, x, y, room }: WordsProps) {
  const left = room - WORDS_GAP - sumWidth(sum) - NAME_GAP
  return (
    <text y={y}>
      <tspan className="unit-sum" x={x}>
        {formatCount(sum.total)}
      </tspan>
      <tspan dx={NAME_GAP}>{ellipsize(name, left, NAME_SIZE, 'sans')}</tspan>
      <tspan x={x} dy={15}>
        {apart(sum)}
      </tspan>
    </text>
  )
}

/** What was spent before the first unit is told apart: building is no part of what a unit takes. */
function apart({ total, first, each, begun }: UnitSum): string {
  if (total === 0) return 'none yet'
  if (begun === total) return `${formatCount(begun)} begun`
  const ofFirst = formatCount(first)
  const done = each === undefined ? `${ofFirst} for the first` : `first ${ofFirst}, then ${meanText(each)} each`
  return begun === 0 ? done : `${done}, ${formatCount(begun)} since`
}

function meanText(mean: number): string {
  if (Number.isInteger(mean)) return formatCount(mean)
  const tenths = Math.round(10 * mean)
  return `${formatCount(Math.floor(tenths / 10))}.${tenths % 10}`
}

function describeSums(label: string, what: readonly [string, string], sums: readonly [UnitSum, UnitSum]): string {
  const words = label.toLowerCase()
  const of = (side: 0 | 1): string => {
    const { total, first, each, begun } = sums[side]
    const rest = each === undefined ? '' : `, ${meanText(each)} each after the first, which took ${first}`
    return `${what[side]}: ${total} ${words}${rest}${begun === 0 || begun === total ? '' : `, ${begun} since`}`
  }
  return `${of(0)}; ${of(1)}`
}

function barsEnd({ first, counts }: UnitBars, from: number): number {
  return (first - from + counts.length) * PITCH
}

/** The unit `from` stands at `x`. */
function barsPath({ first, counts }: UnitBars, from: number, x: number, y: number, scale: number): string {
  return counts
    .map((count, i) => {
      const height = (count * scale).toFixed(1)
      return `M${x + (first - from + i) * PITCH} ${y}v${height}h${BAR}V${y}z`
    })
    .join('')
}
