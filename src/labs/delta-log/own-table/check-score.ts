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
  readonly countX: number
  /** Where the parts of the check begin, and their names. */
  readonly parts: readonly { readonly x: number; readonly text: string | undefined }[]
  readonly left: number
  readonly right: number
}

const LANE = 16
export const TICK = 9
const PARTS = 18

/** Where everything that a check did stands in a picture that is `width` px wide; lanes in which nothing is are left out. */
export function layoutScore({ counts, bins, binSize, total, parts }: CheckScore, width: number): ScorePicture {
  const shown = LANES.flatMap((lane, place) => ((counts[place] ?? 0) > 0 ? { ...lane, place } : []))
  const words = Math.max(0, ...shown.map(({ word }) => widthOf(word, 'label')))
  const countX = words + 12 + Math.max(0, ...counts.map((count) => widthOf(formatCount(count), 'mono')))
  const left = countX + 12
  const right = Math.max(left + 1, width - 2)
  const step = (right - left) / Math.max(1, bins.length)
  const tick = Math.max(1, Math.min(6, step * 0.7))
  const lanes = shown.map(({ word, tone, place }, i): LaneView => ({
    word,
    count: formatCount(counts[place] ?? 0),
    tone,
    y: i * LANE,
    ticks: bins.flatMap((bin, at) => ((bin[place] ?? 0) > 0 ? { x: left + at * step, width: tick } : [])),
  }))
  let end = -Infinity
  const placed = parts.flatMap(({ name, from }, i) => {
    const isEmpty = from === (parts[i + 1]?.from ?? total)
    if (isEmpty) return []
    const x = left + (from / binSize) * step
    // A part that is too short for its name keeps its mark.
    const text = x < end || x + widthOf(name, 'tick') > right ? undefined : name
    if (text !== undefined) end = x + widthOf(name, 'tick') + 10
    return { x, text }
  })
  return { height: lanes.length * LANE + PARTS, lanes, countX, parts: placed, left, right }
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
