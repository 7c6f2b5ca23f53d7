import type { EventSource } from '../../viz/timeline/events.ts'
import { pickEvent, pressedPosition } from '../../viz/timeline/pick.ts'
import { clamp, panWindow, pinchWindow } from '../../viz/timeline/window.ts'
import type { EventWindow } from '../../viz/timeline/window.ts'

/** What the gesture sees of the timeline at the moment it asks. */
export interface ScrubView {
  readonly log: EventSource
  readonly window: EventWindow
  readonly width: number
  readonly extent: number
}

/** What the gesture may do, and a clock of frames: `frame` calls back once and returns how to cancel. */
export interface ScrubActs {
  readonly seek: (position: number) => void
  /** A drag of the playhead begins or is over. */
  readonly hold: (isHeld: boolean) => void
  readonly show: (window: EventWindow) => void
  readonly frame: (callback: () => void) => () => void
}

/** A finger or pointer going down on the score. */
export interface ScrubPress {
  readonly id: number
  readonly x: number
  /** The row under it. */
  readonly kind: number | undefined
  /** Fingers act when they move or leave, because a second one may follow. */
  readonly touch: boolean
  /** Pixels from the playhead to the pointer when it is the playhead's grip that is held. */
  readonly grip: number | undefined
}

const EDGE_PX = 24
/** Share of the window that a frame pans by at the inner rim of the edge zone; three times as much far outside. */
const EDGE_SPEED = 0.012
const SLOP_PX = 4

type Mode =
  | { readonly type: 'rest' }
  /** `moved`: a press becomes a drag after a few pixels. */
  | { readonly type: 'scrub'; readonly press: ScrubPress; moved: boolean; x: number }
  | { readonly type: 'pinch'; readonly start: EventWindow; readonly startXs: readonly [number, number] }

/**
 * Press moves the playhead, drag scrubs, the 24 px at either edge pan while scrubbing, two fingers zoom. Knows nothing
 * of the document: coordinates in, positions and windows out.
 */
export class ScrubGesture {
  readonly #view: () => ScrubView
  readonly #acts: ScrubActs
  readonly #fingers = new Map<number, number>()
  #mode: Mode = { type: 'rest' }
  #cancelFrame: (() => void) | undefined

  constructor(view: () => ScrubView, acts: ScrubActs) {
    this.#view = view
    this.#acts = acts
  }

  get active(): boolean {
    return this.#mode.type !== 'rest'
  }

  down(press: ScrubPress): void {
    this.#fingers.set(press.id, press.x)
    if (this.#fingers.size === 2) {
      this.#leave()
      this.#mode = { type: 'pinch', start: this.#view().window, startXs: this.#pair() }
    } else if (this.#fingers.size === 1) {
      this.#mode = { type: 'scrub', press, moved: false, x: press.x }
      if (!press.touch) this.#press(press)
    }
  }

  move(id: number, x: number): void {
    if (!this.#fingers.has(id)) return
    this.#fingers.set(id, x)
    const mode = this.#mode
    if (mode.type === 'pinch' && this.#fingers.size === 2) {
      const { width, extent } = this.#view()
      this.#acts.show(pinchWindow(mode.start, mode.startXs, this.#pair(), width, extent))
    }
    if (mode.type !== 'scrub') return
    if (!mode.moved && Math.abs(x - mode.press.x) <= SLOP_PX) return
    if (!mode.moved) this.#acts.hold(true)
    mode.moved = true
    mode.x = x - (mode.press.grip ?? 0)
    this.#scrubTo(mode.x, this.#view().window)
    this.#watchEdge()
  }

  up(id: number): void {
    if (!this.#fingers.delete(id)) return
    const mode = this.#mode
    if (mode.type === 'scrub' && mode.press.touch && !mode.moved) this.#press(mode.press)
    if (mode.type === 'scrub' || this.#fingers.size === 0) this.#leave()
  }

  /** The browser took the pointer away: ends without acting. */
  cancel(): void {
    this.#fingers.clear()
    this.#leave()
  }

  /** The pointer goes to somebody else. One that was lifted before that has ended its part already. */
  lose(id: number): void {
    if (this.#fingers.has(id)) this.cancel()
  }

  #leave(): void {
    const mode = this.#mode
    this.#mode = { type: 'rest' }
    this.#stopPanning()
    if (mode.type === 'scrub' && mode.moved) this.#acts.hold(false)
  }

  #press(press: ScrubPress): void {
    if (press.grip !== undefined) return
    const { log, window, width } = this.#view()
    const picked = press.kind === undefined ? undefined : pickEvent(log, window, width, press.x, press.kind)
    this.#acts.seek(picked ?? pressedPosition(log, window, width, press.x))
  }

  #scrubTo(x: number, window: EventWindow): void {
    const { log, width } = this.#view()
    this.#acts.seek(pressedPosition(log, window, width, clamp(x, 0, width)))
  }

  /** How fast the window pans for a pointer at `x`, as a share of it a frame; 0 away from the edges. */
  #edgeSpeed(x: number): number {
    const { width } = this.#view()
    const depth = x < EDGE_PX ? x - EDGE_PX : Math.max(0, x - (width - EDGE_PX))
    return Math.sign(depth) * Math.min(3, 0.5 + Math.abs(depth) / EDGE_PX) * EDGE_SPEED
  }

  #watchEdge(): void {
    const mode = this.#mode
    if (mode.type !== 'scrub' || this.#edgeSpeed(mode.x) === 0) this.#stopPanning()
    else this.#cancelFrame ??= this.#acts.frame(() => this.#panEdge())
  }

  #panEdge(): void {
    this.#cancelFrame = undefined
    const mode = this.#mode
    if (mode.type !== 'scrub') return
    const { window, extent } = this.#view()
    const next = panWindow(window, this.#edgeSpeed(mode.x) * (window.to - window.from), extent)
    if (next.from === window.from && next.to === window.to) return
    this.#acts.show(next)
    this.#scrubTo(mode.x, next)
    this.#watchEdge()
  }

  #stopPanning(): void {
    this.#cancelFrame?.()
    this.#cancelFrame = undefined
  }

  #pair(): readonly [number, number] {
    const [a = 0, b = 0] = this.#fingers.values()
    return [a, b]
  }
}
