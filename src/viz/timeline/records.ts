import { estimateTextWidth } from './labels.ts'
import type { ScoreLayout, ScoreRow } from './score-layout.ts'

/** The record of an event, written beside its cell. */
export interface RecordText {
  readonly row: number
  readonly x: number
  readonly text: string
}

export interface RecordLayout {
  readonly texts: readonly RecordText[]
  /** Width of the cells of each row: the layout's, or narrow where the row's records need the room. */
  readonly widths: readonly number[]
}

const GAP_PX = 3
const NARROW_CELL_PX = 8

/**
 * Records beside their cells, up to the next cell of the same row or the right edge; one that does not fit is left out.
 * Where neighbours are too close for that, but an event's own place can hold a narrow cell and its record, all cells of
 * the row are narrow. Only cells have records; bars and counts give none. `record` may be empty.
 */
export function layoutRecords(layout: ScoreLayout, widthPx: number, record: (seq: number) => string): RecordLayout {
  const texts: RecordText[] = []
  const widths = layout.rows.map((row, i) => {
    const wishes = layout.detail === 'cells' ? wishesOf(row, layout.barWidth, widthPx, record) : []
    const crowded = wishes.some((wish) => layout.barWidth + wish.width > wish.room && fitsNarrow(wish, layout.barWidth))
    const width = crowded ? NARROW_CELL_PX : layout.barWidth
    for (const wish of wishes) {
      if (width + wish.width <= wish.room) texts.push({ row: i, x: wish.x + width + GAP_PX, text: wish.text })
    }
    return width
  })
  return { texts, widths }
}

interface RecordWish {
  /** Left edge of the cell, and the pixels for cell and text without the gap between them. */
  readonly x: number
  readonly room: number
  readonly text: string
  readonly width: number
}

function wishesOf(row: ScoreRow, cellWidth: number, widthPx: number, record: (seq: number) => string): RecordWish[] {
  const wishes: RecordWish[] = []
  row.seqs.forEach((seq, cell) => {
    const x = row.xs[cell] as number
    const room = (row.xs[cell + 1] ?? widthPx) - x - GAP_PX
    // A record is asked for only where some text could stand.
    if (x < 0 || room < Math.min(cellWidth, NARROW_CELL_PX) + 6) return
    const text = record(seq)
    if (text !== '') wishes.push({ x, room, text, width: estimateTextWidth(text, 10, 'mono') })
  })
  return wishes
}

function fitsNarrow(wish: RecordWish, cellWidth: number): boolean {
  return NARROW_CELL_PX + GAP_PX + wish.width <= cellWidth
}
