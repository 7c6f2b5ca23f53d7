import { barX } from '../../../viz/bars.ts'
import type { RowView, StageText } from '../view-model/types.ts'

/** Where a run's shape and name stand. */
export const GLYPH_X = 7
export const NAME_X = 17

export function nameTone(row: RowView): StageText['tone'] {
  if (row.touch === 'begin' || row.touch === 'seal') return 'now'
  return row.length === 0 && row.expected > 0 ? 'ink-2' : 'ink'
}

/** The line from the first bar that is left to the head's box; "" where there is none. */
export function wireOf({ wireTo, cursor, length, bars }: RowView): string {
  if (wireTo === undefined || cursor >= length) return ''
  const from = barX(bars, cursor) + bars.width + 3.2
  return from < wireTo ? `M${Math.round(from)} 0H${wireTo}` : ''
}

/** y of the line under what is in memory or was touched. */
export function touchY({ bars, height }: RowView): number {
  return bars.base + Math.min(3.5, Math.max(1.5, height * 0.09))
}
