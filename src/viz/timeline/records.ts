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
/** Records of a few letters pass the playhead whole. */
const LONG_PX = 60
const LEAST_LETTERS = 4

/**
 * Records beside their cells, up to the next cell of the same row or the right edge; one that does not fit is left out.
 * Where neighbours are too close for that, but an event's own place can hold a narrow cell and its record, all cells of
 * the row are narrow. Only cells have records; bars and counts give none. `record` may be empty. A long record that would
 * run under the playhead at `headX` ends before it.
 */
export function layoutRecords(
  layout: ScoreLayout,
  widthPx: number,
  record: (seq: number) => string,
  headX = Number.POSITIVE_INFINITY,
): RecordLayout {
  const texts: RecordText[] = []
  const widths = layout.rows.map((row, i) => {
    const wishes = layout.detail === 'cells' ? wishesOf(row, layout.barWidth, widthPx, record) : []
    const crowded = wishes.some((wish) => layout.barWidth + wish.width > wish.room && fitsNarrow(wish, layout.barWidth))
    const width = crowded ? NARROW_CELL_PX : layout.barWidth
    for (const wish of wishes) {
      if (width + wish.width > wish.room) continue
      const x = wish.x + width + GAP_PX
      const text = wish.width > LONG_PX && x < headX ? cutBefore(headX - x - GAP_PX, wish.text) : wish.text
      if (text !== '') texts.push({ row: i, x, text })
    }
    return width
  })
  return { texts, widths }
}

/** The beginning of a text in that many pixels; nothing where it would be a few letters. */
function cutBefore(room: number, text: string): string {
  if (estimateTextWidth(text, 10, 'mono') <= room) return text
  const letters = Math.floor(room / estimateTextWidth('0', 10, 'mono')) - 1
  return letters < LEAST_LETTERS ? '' : `${text.slice(0, letters).trimEnd()}…`
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
