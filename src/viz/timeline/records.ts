import { estimateTextWidth } from './labels.ts'
import type { ScoreLayout } from './score-layout.ts'

/** The record of an event, written beside its cell. */
export interface RecordText {
  readonly row: number
  readonly x: number
  readonly text: string
}

const GAP_PX = 3

/**
 * The records that fit behind their cells: an event's text stands right of its cell and ends before the next cell of
 * the same row (or the right edge). Only cells have records; bars and counts give none.
 */
export function layoutRecords(layout: ScoreLayout, widthPx: number, record: (seq: number) => string): RecordText[] {
  if (layout.detail !== 'cells') return []
  const found: RecordText[] = []
  layout.rows.forEach((row, i) => {
    row.seqs.forEach((seq, cell) => {
      const start = (row.xs[cell] as number) + layout.barWidth + GAP_PX
      const end = row.xs[cell + 1] ?? widthPx
      if (start < 0 || end - start < 8) return
      const text = record(seq)
      if (text !== '' && estimateTextWidth(text, 10, 'mono') <= end - start) found.push({ row: i, x: start, text })
    })
  })
  return found
}
