import { formatCount, formatPlural } from '../../../base/format.ts'
import { widthOf } from '../../../viz/placed-text.ts'
import type { CheckScore } from './table-report.ts'

/** By place in the counts of the score, as they stand under one another. */
export const LANES = [
  { word: 'line read', tone: 'line' },
  { word: 'line repaired', tone: 'finding' },
  { word: 'finding', tone: 'finding' },
  { word: 'file found', tone: 'file' },
  { word: 'file missing', tone: 'missing' },
  { word: 'check passed', tone: 'passed' },
  { word: 'check failed', tone: 'missing' },
] as const

export interface LaneView {
  readonly word: string
  readonly count: string
  readonly tone: (typeof LANES)[number]['tone']
  readonly y: number
  readonly ticks: readonly { readonly x: number; readonly width: number }[]
}

export interface ScorePicture {
  readonly height: number
  readonly lanes: readonly LaneView[]
  /** Where words and counts end. */
  readonly wordX: number
  readonly countX: number
  /** How many steps are behind a place, at round numbers. */
  readonly axis: readonly { readonly x: number; readonly text: string }[]
  /** Where the parts of the check begin, and their names. */
  readonly parts: readonly { readonly x: number; readonly text: string | undefined }[]
  /** The line on which they begin. */
  readonly trunkY: number
  readonly left: number
  readonly right: number
}

export const AXIS = 18
export const LANE = 16
export const TICK = 9
/** From the last lane to the line of the parts, and under it. */
const TRUNK = 8
const PARTS = 20
/** Between two numbers of the axis, at least. */
const NUMBERS_APART = 70
const NAMES_APART = 10

/** Where everything that a check did stands in a picture that is `width` px wide; lanes in which nothing is are left out. */
export function layoutScore({ counts, bins, binSize, total, parts }: CheckScore, width: number): ScorePicture {
  const shown = LANES.flatMap((lane, place) => ((counts[place] ?? 0) > 0 ? { ...lane, place } : []))
  const wordX = Math.max(0, ...shown.map(({ word }) => widthOf(word, 'label')))
  const countX = wordX + 12 + Math.max(0, ...counts.map((count) => widthOf(formatCount(count), 'mono')))
  const left = countX + 12
  const right = Math.max(left + 1, width - 2)
  const step = (right - left) / Math.max(1, bins.length)
  const tick = Math.max(1, Math.min(6, step * 0.7))
  const lanes = shown.map(({ word, tone, place }, i): LaneView => ({
    word,
    count: formatCount(counts[place] ?? 0),
    tone,
    y: AXIS + i * LANE,
    ticks: bins.flatMap((bin, at) => ((bin[place] ?? 0) > 0 ? { x: left + at * step, width: tick } : [])),
  }))
  const trunkY = AXIS + lanes.length * LANE + TRUNK
  const xOf = (done: number): number => left + (done / binSize) * step
  return {
    height: trunkY + PARTS,
    lanes,
    wordX,
    countX,
    axis: layoutAxis(total, xOf, right),
    parts: layoutParts(parts, total, xOf, right),
    trunkY,
    left,
    right,
  }
}

function layoutAxis(total: number, xOf: (done: number) => number, right: number): ScorePicture['axis'] {
  const least = (NUMBERS_APART * total) / Math.max(1, xOf(total) - xOf(0))
  const power = 10 ** (String(Math.ceil(least)).length - 1)
  const apart = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= least) ?? 10 * power
  const numbers = Array.from({ length: Math.floor(total / apart) + 1 }, (_, i) => i * apart)
  return numbers
    .map((done) => ({ x: xOf(done), text: formatCount(done) }))
    .filter(({ x, text }) => x + 4 + widthOf(text, 'tick') <= right)
}

/** Names stand where there is room for them, those of long parts first; a part without its name keeps its mark. */
function layoutParts(
  parts: CheckScore['parts'],
  total: number,
  xOf: (done: number) => number,
  right: number,
): ScorePicture['parts'] {
  const views = parts.flatMap(({ name, from }, i) => {
    const steps = (parts[i + 1]?.from ?? total) - from
    return steps === 0 ? [] : [{ name, steps, x: xOf(from), end: xOf(from) + widthOf(name, 'tick') + NAMES_APART }]
  })
  const named = new Set<(typeof views)[number]>()
  for (const view of views.toSorted((a, b) => b.steps - a.steps)) {
    const isFree = [...named].every(({ x, end }) => view.end <= x || end <= view.x)
    if (isFree && view.end - NAMES_APART <= right) named.add(view)
  }
  return views.map((view) => ({ x: view.x, text: named.has(view) ? view.name : undefined }))
}

/** The picture in words: "48 lines read, 10 files missing, …". */
export function describeScore({ counts, total }: CheckScore): string {
  const told = LANES.flatMap(({ word }, place) => {
    const count = counts[place] ?? 0
    const [noun = '', state] = word.split(' ')
    return count === 0 ? [] : `${formatPlural(count, noun)}${state === undefined ? '' : ` ${state}`}`
  })
  return `${formatPlural(total, 'step')}: ${told.join(', ')}`
}
