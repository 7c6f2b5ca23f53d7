import { canHandOver, Painter } from '../../../viz/painting.ts'
import { packPicture, type FastPicture, type PackedPicture } from './pack.ts'

/** Before it is there, and where it cannot be, the document shows every picture. */
let painter: Painter<FastPicture, PackedPicture> | undefined

/** Starts the thread that paints fast pictures, where it can. */
export function startPainter(): void {
  if (painter !== undefined || !canHandOver()) return
  try {
    painter = new Painter(
      new Worker(new URL('./paint-worker.ts', import.meta.url), { type: 'module', name: 'painter' }),
      packPicture,
    )
  } catch {
    // A page that may start no worker of this kind does without.
  }
}

let forcedColours: MediaQueryList | undefined

/** What paints the stage's fast pictures, if it can: with forced colours the document alone has the right ones. */
export function findPainter(): Painter<FastPicture, PackedPicture> | undefined {
  forcedColours ??= window.matchMedia('(forced-colors: active)')
  return painter?.isReady === true && !forcedColours.matches ? painter : undefined
}
