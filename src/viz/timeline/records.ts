import { estimateTextWidth } from './labels.ts'
import type { ScoreLayout } from './score-layout.ts'

/** The record of an event, written beside its cell. */
export interface RecordText {
  readonly row: number
  readonly x: number
  readonly text: string
}

export interface RecordLayout {
  readonly texts: readonly RecordText[]
  /** Width of every cell, by row and by cell: most are the layout's, some give way to their text. */
  readonly widths: readonly (readonly number[])[]
}

const GAP_PX = 3
const NARROW_CELL_PX = 8

/**
 * Records beside their cells: right of the whole cell where the row is free up to the next cell, else right of a narrow
 * cell where the event's own place holds both, else not at all. Only cells have records; bars and counts give none.
 * `record` may be empty.
 */
export function layoutRecords(layout: ScoreLayout, widthPx: number, record: (seq: number) => string): RecordLayout {
  const texts: RecordText[] = []
  const widths = layout.rows.map((row, i) =>
    row.seqs.map((seq, cell) => {
      const x = row.xs[cell] as number
      const room = (row.xs[cell + 1] ?? widthPx) - x - GAP_PX
      const text = layout.detail === 'cells' && x >= 0 && room > NARROW_CELL_PX ? record(seq) : ''
      if (text === '') return layout.barWidth
      const wanted = estimateTextWidth(text, 10, 'mono')
      const free = layout.barWidth + wanted <= room
      if (!free && NARROW_CELL_PX + GAP_PX + wanted > layout.barWidth) return layout.barWidth
      const width = free ? layout.barWidth : NARROW_CELL_PX
      texts.push({ row: i, x: x + width + GAP_PX, text })
      return width
    }),
  )
  return { texts, widths }
}
