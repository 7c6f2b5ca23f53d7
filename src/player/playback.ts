/** Speeds of the player in events per second; "fit" takes 20 s for the whole log, so its place among them is the log's. */
export const SPEEDS = [1, 2, 6, 20, 60, 200, 1000, 10_000, 'fit'] as const

export type Speed = (typeof SPEEDS)[number]

/** Above this many events a second nothing on a stage moves from place to place: one picture replaces another. */
export const MOVING_RATE = 200

/** How long "fit" takes for a whole log, in seconds. */
const FIT_SECONDS = 20

/** Events per second of a speed on a log of `length` events. */
export function eventsPerSecond(speed: Speed, length: number): number {
  return speed === 'fit' ? Math.max(1, length / FIT_SECONDS) : speed
}

/** The next slower (-1) or faster (+1) speed on a log of `length` events; undefined where there is none. */
export function tryShiftSpeed(speed: Speed, by: -1 | 1, length: number): Speed | undefined {
  const rate = eventsPerSecond(speed, length)
  const isFurther = (other: Speed): boolean => by * (eventsPerSecond(other, length) - rate) > 0
  const further = SPEEDS.filter(isFurther).toSorted(
    (left, right) => by * (eventsPerSecond(left, length) - eventsPerSecond(right, length)),
  )
  return further[0]
}

export function describeSpeed(speed: Speed): string {
  if (speed === 'fit') return 'fit to 20 s'
  return speed >= 1000 ? `${speed / 1000} k/s` : `${speed}/s`
}

/** What is said of a new speed. */
export function speedNotice(speed: Speed): string {
  return `Speed: ${describeSpeed(speed)}`
}

/**
 * Turns elapsed time into whole events, carrying the rest: state moves by events, never by frames, so the same play
 * shows the same states at any frame rate.
 */
export class PlayClock {
  #rate = 0
  /** Time played at this rate, and events given for it. Their ratio is kept, so rounding does not add up over frames. */
  #elapsedMs = 0
  #given = 0

  /** Events due after `elapsedMs` more milliseconds at `rate` events per second. */
  due(elapsedMs: number, rate: number): number {
    if (rate !== this.#rate) {
      this.reset()
      this.#rate = rate
    }
    this.#elapsedMs += elapsedMs
    const whole = Math.floor((this.#elapsedMs * rate) / 1000) - this.#given
    this.#given += whole
    return whole
  }

  reset(): void {
    this.#elapsedMs = 0
    this.#given = 0
  }
}
