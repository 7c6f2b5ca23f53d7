import { useMemo } from 'react'
import type { Log } from '../../engine/trace/log.ts'
import { drawCells, drawLane, drawOneLane, drawScore } from '../../viz/timeline/draw.ts'
import type { KindColor } from '../../viz/timeline/draw.ts'
import { FORK_SHIFT, rankHeight } from '../../viz/timeline/geometry.ts'
import { layoutLane } from '../../viz/timeline/lane-layout.ts'
import type { Band } from '../../viz/timeline/band.ts'
import { layoutRecords } from '../../viz/timeline/records.ts'
import { layoutScore } from '../../viz/timeline/score-layout.ts'
import { pxPerEvent, wholeWindow, xOf } from '../../viz/timeline/window.ts'
import type { TimelineFork, TimelineRow } from './contract.ts'
import { rowsOf } from './rows.ts'
import { sceneX } from './scene.ts'
import type { Scene } from './scene.ts'
import type { TimelinePalette } from './use-palette.ts'

/** What the canvas shows apart from the position. */
export interface BandsInput {
  readonly scene: Scene
  readonly log: Log
  /** Every kind that occurs, commonest first, and those of them that the score has in view. */
  readonly rows: readonly TimelineRow[]
  readonly shownRows: readonly TimelineRow[]
  /** Every kind there is: what does not occur here may occur in a fork. */
  readonly allRows: readonly TimelineRow[]
  /** Forks with a lane. */
  readonly forks: readonly TimelineFork[]
  readonly palette: TimelinePalette
  readonly record: (seq: number) => string
  readonly hidden: boolean
  readonly position: number
  readonly other: { readonly fork: string; readonly position: number } | undefined
}

const STRIP_ALPHA = 0.9
const LANE_ALPHA = 0.85
/** On the strip of the whole log events stand apart from so many pixels on. */
const APART_PX = 8
/** Records are text: in the future they fade less than marks, to stay readable. */
const RECORD_FUTURE_ALPHA = 0.8
/** From the top of a row down to the foot of its record. */
const RECORD_BASELINE = 10

/** The pieces of the canvas. Their pictures change with window, size, theme and log; the position only moves splits. */
export function useBands(input: BandsInput): Band[] {
  const { scene, position, hidden, palette, forks, other } = input
  const { bars, records } = useScorePictures(input, sceneX(input.scene, input.position))
  const strip = useStripPicture(input)
  const lanes = useLanePictures(input)
  const futureAlpha = hidden ? 0 : palette.futureAlpha
  const split = sceneX(scene, position)
  const { geometry, width, extent } = scene
  const scoreTop = geometry.score.top
  const scoreHeight = geometry.score.bottom - scoreTop
  const bands: Band[] = [{ top: scoreTop, height: scoreHeight, draw: bars, split, pastAlpha: 1, futureAlpha }]
  if (geometry.strip !== undefined) {
    const stripSplit = xOf(wholeWindow(extent), width, position)
    bands.push({ ...geometry.strip, draw: strip, split: stripSplit, pastAlpha: STRIP_ALPHA, futureAlpha })
  }
  forks.forEach((fork, i) => {
    const lane = geometry.lanes[i]
    const draw = lanes[i]
    if (lane === undefined || draw === undefined) return
    const head = other?.fork === fork.id ? other.position : (fork.sameAt ?? (hidden ? position : undefined))
    bands.push({
      top: lane.top,
      height: lane.height,
      draw,
      split: head === undefined ? width : sceneX(scene, head) + FORK_SHIFT,
      pastAlpha: LANE_ALPHA,
      futureAlpha,
    })
  })
  if (records !== undefined) {
    const recordAlpha = hidden ? 0 : RECORD_FUTURE_ALPHA
    bands.push({ top: scoreTop, height: scoreHeight, draw: records, split, pastAlpha: 1, futureAlpha: recordAlpha })
  }
  return bands
}

/** The bars of the score, and the records beside them when they are cells. */
function useScorePictures(
  input: BandsInput,
  headX: number,
): {
  readonly bars: Band['draw']
  readonly records: Band['draw'] | undefined
} {
  const { scene, log, rows, shownRows, palette, record } = input
  const { geometry, window, width } = scene
  // The log grows in place; what the score shows of it changes only while its end is in the window.
  const end = Math.min(scene.length, Math.ceil(window.to))
  const layout = useMemo(() => {
    const kinds = (geometry.variant === 'phone' ? rows : shownRows).map((row) => row.kind)
    return end > 0 && width > 0 ? layoutScore(log, kinds, window, width, geometry.score.barHeight) : undefined
  }, [log, end, rows, shownRows, window, width, geometry])
  const hasRecords = layout?.detail === 'cells' && geometry.variant !== 'phone'
  const stop = hasRecords ? headX : undefined
  const records = useMemo(() => {
    if (layout === undefined || stop === undefined) return undefined
    const muted = new Set(shownRows.filter((row) => row.muted).map((row) => row.kind))
    return layoutRecords(layout, width, (seq) => (muted.has(log.kindOf(seq)) ? '' : record(seq)), stop)
  }, [layout, log, shownRows, width, stop, record])
  return useMemo(() => {
    const color = colorOf(rows, palette, true)
    const { pitch, barHeight } = geometry.score
    const bars: Band['draw'] = (context) => {
      if (layout === undefined) return
      if (geometry.variant === 'phone') {
        drawOneLane(context, layout, barHeight, (row) => rankHeight(row, rows.length, barHeight), color)
      } else if (records === undefined) drawScore(context, layout, pitch, barHeight, color)
      else drawCells(context, layout, records.widths, pitch, color)
    }
    const texts: Band['draw'] = (context) => {
      context.font = palette.recordFont
      context.fillStyle = palette.recordInk
      for (const { row, x, text } of records?.texts ?? []) context.fillText(text, x, row * pitch + RECORD_BASELINE)
    }
    return { bars, records: records === undefined ? undefined : texts }
  }, [layout, records, rows, palette, geometry])
}

function useStripPicture({ scene, log, rows, palette }: BandsInput): Band['draw'] {
  const { geometry, width, extent, length } = scene
  const lane = useMemo(() => {
    const kinds = rows.map((row) => row.kind)
    if (length < 0 || width === 0) return undefined
    const whole = wholeWindow(extent)
    const lane = layoutLane(log, kinds, whole, width)
    const px = pxPerEvent(whole, width)
    // A band without gaps; a hair between events where each of them can be told from the next.
    return px < 1 ? lane : { ...lane, barWidth: px < APART_PX ? px : px - 1 }
  }, [log, length, extent, width, rows])
  const height = geometry.strip?.height ?? 0
  return useMemo(() => {
    const color = colorOf(rows, palette, false)
    const inset = height > 8 ? 1 : 0
    return (context) => {
      if (lane !== undefined) drawLane(context, lane, inset, height - 2 * inset, color)
    }
  }, [lane, rows, palette, height])
}

function useLanePictures({ scene, allRows, forks, palette }: BandsInput): Band['draw'][] {
  const { geometry, window, width } = scene
  const ends = forks.map((fork) => fork.log.length).join()
  return useMemo(() => {
    const shift = FORK_SHIFT / pxPerEvent(window, Math.max(1, width))
    const shifted = { from: window.from - shift, to: window.to - shift }
    const color = colorOf(allRows, palette, false)
    return forks.slice(0, ends.length === 0 ? 0 : geometry.lanes.length).map((fork, i) => {
      const kinds = rowsOf(allRows, fork.log).map((row) => row.kind)
      const lane = layoutLane(fork.log, kinds, shifted, Math.max(1, width), fork.at)
      const height = geometry.lanes[i]?.height ?? 0
      return (context) => drawLane(context, lane, 0, height, color)
    })
  }, [forks, ends, allRows, palette, window, width, geometry])
}

function colorOf(rows: readonly TimelineRow[], palette: TimelinePalette, mutes: boolean): KindColor {
  const colors = new Map(rows.map((row) => [row.kind, row.muted && mutes ? palette.ghost : palette.verbs[row.verb]]))
  return (kind) => colors.get(kind) ?? palette.ghost
}
