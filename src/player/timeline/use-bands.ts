import { useEffect, useMemo, useState } from 'react'
import type { Log } from '../../engine/trace/log.ts'
import { drawCells, drawLane, drawOneLane, drawScore } from '../../viz/timeline/draw.ts'
import type { KindColor } from '../../viz/timeline/draw.ts'
import { FORK_SHIFT, rankHeight } from '../../viz/timeline/geometry.ts'
import { layoutLane } from '../../viz/timeline/lane-layout.ts'
import { veilFor } from '../../viz/timeline/band.ts'
import type { Band } from '../../viz/timeline/band.ts'
import { layoutRecords } from '../../viz/timeline/records.ts'
import { layoutScore, type ScoreLayout } from '../../viz/timeline/score-layout.ts'
import type { EventWindow } from '../../viz/timeline/window.ts'
import { pxPerEvent, wholeWindow, xOf } from '../../viz/timeline/window.ts'
import type { TimelineFork, TimelineRow } from './contract.ts'
import { rowsOf } from './rows.ts'
import { sceneX } from './scene.ts'
import type { Scene } from './scene.ts'
import { useArrivedFonts, type TimelinePalette } from './use-palette.ts'

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
  readonly ahead?: EventWindow | undefined
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
  const split = sceneX(scene, position)
  const score = useScorePicture(input, split)
  const strip = useStripPicture(input)
  const lanes = useLanePictures(input)
  const futureAlpha = hidden ? 0 : palette.futureAlpha
  const { geometry, width, extent } = scene
  const { top, bottom } = geometry.score
  const bands: Band[] = [
    {
      ...{ top, height: bottom - top, draw: score.draw, split, alpha: 1 },
      veil: score.showsFuture ? 0 : veilFor(1, futureAlpha),
    },
  ]
  if (geometry.strip !== undefined) {
    const stripSplit = xOf(wholeWindow(extent), width, position)
    const veil = veilFor(STRIP_ALPHA, futureAlpha)
    bands.push({ ...geometry.strip, draw: strip, split: stripSplit, alpha: STRIP_ALPHA, veil })
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
      alpha: LANE_ALPHA,
      veil: veilFor(LANE_ALPHA, futureAlpha),
    })
  })
  return bands
}

/** The score. With records beside its cells the picture says itself what is future, since they fade less than marks. */
function useScorePicture(
  input: BandsInput,
  headX: number,
): { readonly draw: Band['draw']; readonly showsFuture: boolean } {
  const { scene, log, rows, shownRows, palette, record, hidden } = input
  const { geometry, width } = scene
  const layout = useScoreLayout(input)
  const hasRecords = layout?.detail === 'cells' && !geometry.score.isShared
  const stop = hasRecords ? headX : undefined
  const areFontsHere = useArrivedFonts(hasRecords)
  // Another one once the fonts are here: what was drawn without them is drawn again.
  const text = useMemo(
    () => ({ font: palette.recordFont, ink: palette.recordInk, areFontsHere }),
    [palette, areFontsHere],
  )
  return useMemo(() => {
    const color = colorOf(rows, palette, true)
    const { pitch, barHeight } = geometry.score
    if (layout === undefined || stop === undefined) {
      const draw: Band['draw'] = (context) => {
        if (layout === undefined) return
        if (!geometry.score.isShared) drawScore(context, layout, pitch, barHeight, color)
        else drawOneLane(context, layout, barHeight, (row) => rankHeight(row, rows.length, barHeight), color)
      }
      return { draw, showsFuture: false }
    }
    const muted = new Set(shownRows.filter((row) => row.muted).map((row) => row.kind))
    const { texts, widths } = layoutRecords(
      layout,
      width,
      (seq) => (muted.has(log.kindOf(seq)) ? '' : record(seq)),
      stop,
    )
    const drawAll = (context: CanvasRenderingContext2D, cellAlpha: number, recordAlpha: number): void => {
      context.globalAlpha = cellAlpha
      drawCells(context, layout, widths, pitch, color)
      context.globalAlpha = recordAlpha
      context.font = text.font
      context.fillStyle = text.ink
      for (const { row, x, text: words } of texts) context.fillText(words, x, row * pitch + RECORD_BASELINE)
    }
    const draw: Band['draw'] = (context) => {
      const split = Math.round(stop)
      drawBetween(context, 0, split, () => drawAll(context, 1, 1))
      if (!hidden) {
        drawBetween(context, split, width, () => drawAll(context, palette.futureAlpha, RECORD_FUTURE_ALPHA))
      }
    }
    return { draw, showsFuture: true }
  }, [layout, stop, rows, shownRows, palette, geometry, width, log, record, hidden, text])
}

/** What the score shows of its window; while it plays, what it will show of the next one is made in a frame before. */
function useScoreLayout({ scene, log, rows, shownRows, ahead }: BandsInput): ScoreLayout | undefined {
  const { geometry, window, width, length } = scene
  const [known] = useState(() => new KnownLayout())
  const make = useMemo(() => {
    const kinds = (geometry.score.isShared ? rows : shownRows).map((row) => row.kind)
    return (shown: EventWindow) => layoutScore(log, kinds, shown, width, geometry.score.barHeight)
  }, [log, rows, shownRows, width, geometry])
  // The log grows in place; what the score shows of it changes only while its end is in the window.
  const end = endIn(window, length)
  const aheadEnd = ahead === undefined ? 0 : endIn(ahead, length)
  useEffect(() => {
    if (ahead !== undefined && aheadEnd > 0 && width > 0) known.prepare(make, ahead, aheadEnd)
  }, [known, make, ahead, aheadEnd, width])
  return useMemo(
    () => (end > 0 && width > 0 ? known.layout(make, window, end) : undefined),
    [known, make, window, end, width],
  )
}

function endIn(window: EventWindow, length: number): number {
  return Math.min(length, Math.ceil(window.to))
}

type MakeLayout = (window: EventWindow) => ScoreLayout

/** A layout that was made before it is shown. */
class KnownLayout {
  #kept:
    | { readonly make: MakeLayout; readonly window: EventWindow; readonly end: number; readonly layout: ScoreLayout }
    | undefined

  prepare(make: MakeLayout, window: EventWindow, end: number): void {
    if (this.#find(make, window, end) === undefined) this.#kept = { make, window, end, layout: make(window) }
  }

  layout(make: MakeLayout, window: EventWindow, end: number): ScoreLayout {
    return this.#find(make, window, end) ?? make(window)
  }

  #find(make: MakeLayout, { from, to }: EventWindow, end: number): ScoreLayout | undefined {
    const kept = this.#kept
    const isSame = kept?.make === make && kept.window.from === from && kept.window.to === to && kept.end === end
    return isSame ? kept.layout : undefined
  }
}

/** Draws what lies between two places. */
function drawBetween(context: CanvasRenderingContext2D, from: number, to: number, draw: () => void): void {
  if (to <= from) return
  context.save()
  context.beginPath()
  context.rect(from, 0, to - from, context.canvas.height)
  context.clip()
  draw()
  context.restore()
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
