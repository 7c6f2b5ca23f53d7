import type { RunLimits } from './sandbox.ts'

/** Which limit passed, and how much it is. */
export interface Overrun {
  readonly limit: 'case' | 'total'
  readonly milliseconds: number
}

export interface Stopwatch {
  /** From now on something is waited for, no longer than the limits allow. */
  readonly watch: () => void
  /** A case begins; it is watched from here. */
  readonly start: () => void
  /**
   * A case has ended at a time of the page's clock. Gives what it took since its start: never less than it ran, when it ran
   * in between.
   */
  readonly stop: (at: number) => number
  readonly clear: () => void
}

/** Measures cases and tells when a limit has passed, once. */
export function createStopwatch(limits: RunLimits, onOverrun: (overrun: Overrun) => void): Stopwatch {
  let used = 0
  let startedAt = 0
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const clear = (): void => {
    turn++
    clearTimeout(timer)
  }
  const watch = (): void => {
    clear()
    const mine = turn
    const left = Math.max(0, limits.totalMilliseconds - used)
    const isOfCase = limits.caseMilliseconds <= left
    const overrun: Overrun = isOfCase
      ? { limit: 'case', milliseconds: limits.caseMilliseconds }
      : { limit: 'total', milliseconds: limits.totalMilliseconds }
    // The page may have been busy: what has already come counts before the clock does.
    const check = (): void => void (timer = setTimeout(() => mine === turn && onOverrun(overrun)))
    timer = setTimeout(check, Math.min(limits.caseMilliseconds, left))
  }
  return {
    watch,
    start() {
      startedAt = performance.now()
      watch()
    },
    stop(at) {
      const took = at - startedAt
      used += took
      return took
    },
    clear,
  }
}
