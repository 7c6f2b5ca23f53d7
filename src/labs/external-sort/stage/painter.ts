import { canHandOver, Painter } from '../../../viz/painting.ts'
import type { StageText, StageView } from '../view-model/types.ts'

/** A picture for the thread that paints. */
export interface FastPicture {
  readonly view: StageView
  readonly texts: readonly StageText[]
  /** The run that is lit. */
  readonly lit: number | undefined
}

/** Before it is there, and where it cannot be, the document shows every picture. */
let painter: Painter<FastPicture> | undefined

/** Starts the thread that paints fast pictures, where it can. */
export function startPainter(): void {
  if (painter !== undefined || !canHandOver()) return
  try {
    painter = new Painter(
      new Worker(new URL('./paint-worker.ts', import.meta.url), { type: 'module', name: 'painter' }),
    )
  } catch {
    // A page that may start no worker of this kind does without.
  }
}

let forcedColours: MediaQueryList | undefined

/** What paints the stage's fast pictures, if it can: with forced colours the document alone has the right ones. */
export function findPainter(): Painter<FastPicture> | undefined {
  forcedColours ??= window.matchMedia('(forced-colors: active)')
  return painter?.isReady === true && !forcedColours.matches ? painter : undefined
}
