import { apply } from './built-ins.ts'

const start = setTimeout
const stop = clearTimeout

/** The timers of one case: they can be counted, none outlives it, and their numbers begin anew with each. */
export interface Timers {
  readonly names: Readonly<Record<string, unknown>>
  readonly isWaiting: () => boolean
  readonly clear: () => void
}

interface Timer {
  isLive: boolean
  native: number
}

/** `onError` gets what a timer's function throws. */
export function createTimers(onError: (error: unknown) => void): Timers {
  let timers: Record<number, Timer> = { __proto__: null } as never
  let lastId = 0
  let liveCount = 0

  const end = (timer: Timer): void => {
    timer.isLive = false
    liveCount--
  }
  const add = (run: unknown, delay: unknown, values: unknown[], isRepeated: boolean): number => {
    if (typeof run !== 'function') throw new TypeError('a timer needs a function')
    const wait = typeof delay === 'number' ? delay : 0
    const timer: Timer = { isLive: true, native: 0 }
    const fire = (): void => {
      if (!timer.isLive) return
      if (isRepeated) timer.native = start(fire, wait) as unknown as number
      else end(timer)
      try {
        apply(run as () => void, undefined, values)
      } catch (error) {
        onError(error)
      }
    }
    timer.native = start(fire, wait) as unknown as number
    liveCount++
    timers[++lastId] = timer
    return lastId
  }
  const clear = (id: unknown): void => {
    const timer = typeof id === 'number' ? timers[id] : undefined
    if (!timer?.isLive) return
    end(timer)
    stop(timer.native)
  }
  return {
    names: {
      setTimeout: (run: unknown, delay?: unknown, ...values: unknown[]) => add(run, delay, values, false),
      setInterval: (run: unknown, delay?: unknown, ...values: unknown[]) => add(run, delay, values, true),
      clearTimeout: clear,
      clearInterval: (id?: unknown) => clear(id),
    },
    isWaiting: () => liveCount > 0,
    clear() {
      for (let id = 1; id <= lastId; id++) clear(id)
      timers = { __proto__: null } as never
      lastId = 0
    },
  }
}
