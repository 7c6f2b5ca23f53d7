import type { Painter } from '../../../viz/BarCanvas.tsx'
import type { Pen as PenType } from '../../../viz/pen.ts'
import type { StageText, StageView } from '../view-model/types.ts'
import type { paintStage as paintStageType } from './paint.ts'

interface Parts {
  readonly paintStage: typeof paintStageType
  readonly Pen: typeof PenType
}

/** Fetched behind the words: before, and where it does not arrive, the document shows every picture. */
let parts: Parts | undefined

export async function fetchPainter(): Promise<void> {
  const [{ paintStage }, { Pen }] = await Promise.all([import('./paint.ts'), import('../../../viz/pen.ts')])
  parts = { paintStage, Pen }
}

let forcedColours: MediaQueryList | undefined

/** True where the stage can be drawn on a canvas: with forced colours the document alone has the right ones. */
export function canPaint(): boolean {
  forcedColours ??= window.matchMedia('(forced-colors: active)')
  return parts !== undefined && !forcedColours.matches
}

/** What draws the picture without its bars. */
export function painterOf(view: StageView, texts: readonly StageText[], lit: number | undefined): Painter | undefined {
  if (parts === undefined) return undefined
  const { Pen, paintStage } = parts
  return (context, tokens, ratio) => paintStage(new Pen(context, tokens, ratio), view, texts, lit)
}
