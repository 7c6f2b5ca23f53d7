/** Counters that are nearly right: each goes wrong in one way that somebody once thought of. */

export interface Counter {
  readonly hit: (t: number) => void
  readonly count: (t: number) => number
}

export type Call = readonly ['hit', number] | readonly ['count', number]

export interface WrongCounter {
  /** What it does, said of it: "counts a hit that …". */
  readonly name: string
  /** The range of a number that it has: a case draws it, up to and with the second. */
  readonly sizes?: readonly [number, number]
  readonly create: (size: number) => Counter
  /** The shortest calls after which a right one gives something else. */
  readonly telling: (size: number) => readonly Call[]
}

const WINDOW_SECONDS = 300

/** Keeps every hit and looks through all of them for each question. */
export function createRightCounter(): Counter {
  return counterOf((times, t) => countAfter(times, t - WINDOW_SECONDS))
}

function countAfter(times: readonly number[], start: number): number {
  return times.filter((time) => time > start).length
}

function counterOf(count: (times: readonly number[], t: number) => number): Counter {
  const times: number[] = []
  return { hit: (t) => void times.push(t), count: (t) => count(times, t) }
}

/** `onCount` may take hits off the queue, whose oldest is the first. */
function queueOf(onCount: (queue: number[], start: number) => number): Counter {
  const queue: number[] = []
  return { hit: (t) => void queue.push(t), count: (t) => onCount(queue, t - WINDOW_SECONDS) }
}

/** Takes the hits of the oldest second off the queue. */
function takeSecond(queue: number[]): void {
  const [oldest] = queue
  queue.splice(0, queue.filter((time) => time === oldest).length)
}

function hits(...times: readonly number[]): readonly Call[] {
  return times.map((t) => ['hit', t])
}

const LEAVES = [...hits(1), ['count', 301]] as const
const STAYS = [...hits(1), ['count', 300]] as const

export const SHOWN: Readonly<Record<string, WrongCounter>> = {
  seconds: {
    name: 'counts seconds with a hit, not hits',
    create: () => counterOf((times, t) => countAfter([...new Set(times)], t - WINDOW_SECONDS)),
    telling: () => [...hits(1, 1), ['count', 1]],
  },
  never: {
    name: 'forgets nothing',
    create: () => counterOf((times) => times.length),
    telling: () => LEAVES,
  },
}

export const HIDDEN: Readonly<Record<string, WrongCounter>> = {
  closed: {
    name: 'counts a hit that is exactly 300 seconds old',
    create: () => counterOf((times, t) => countAfter(times, t - WINDOW_SECONDS - 1)),
    telling: () => LEAVES,
  },
  short: {
    name: 'loses a hit when it is 299 seconds old',
    create: () => counterOf((times, t) => countAfter(times, t - WINDOW_SECONDS + 1)),
    telling: () => STAYS,
  },
  long: {
    name: 'has a window of more than 300 seconds',
    sizes: [320, 400],
    create: (size) => counterOf((times, t) => countAfter(times, t - size)),
    telling: () => LEAVES,
  },
  narrow: {
    name: 'has a window of less than 300 seconds',
    sizes: [200, 280],
    create: (size) => counterOf((times, t) => countAfter(times, t - size)),
    telling: () => STAYS,
  },
  cap: {
    name: 'counts only the first few hits of a second',
    sizes: [3, 9],
    create: (size) =>
      counterOf((times, t) =>
        countAfter(
          times.filter((time, i) => times[i - size] !== time),
          t - WINDOW_SECONDS,
        ),
      ),
    telling: (size) => [...Array.from({ length: size + 1 }, () => hits(1)).flat(), ['count', 1]],
  },
  fixed: {
    name: 'begins anew every five minutes by the clock',
    create: () => counterOf((times, t) => countAfter(times, t - (t % WINDOW_SECONDS) - 1)),
    telling: () => [...hits(299), ['count', 300]],
  },
  stopped: {
    name: 'looks back from the last hit, not from t',
    create: () => counterOf((times) => countAfter(times, (times.at(-1) ?? 0) - WINDOW_SECONDS)),
    telling: () => LEAVES,
  },
  newest: {
    name: 'keeps the newest second whatever its age',
    create: () => counterOf((times, t) => countAfter(times, Math.min(t - WINDOW_SECONDS, (times.at(-1) ?? 0) - 1))),
    telling: () => LEAVES,
  },
  zero: {
    name: 'takes second 0 for no time at all',
    create: () =>
      counterOf((times, t) =>
        countAfter(
          times.filter((time) => time !== 0),
          t - WINDOW_SECONDS,
        ),
      ),
    telling: () => [...hits(0), ['count', 0]],
  },
  ring: {
    name: 'uses a place of its ring of 300 again without emptying it',
    create: () => {
      const ring = new Map<number, { second: number; hits: number }>()
      return {
        hit(t) {
          const before = ring.get(t % WINDOW_SECONDS)?.hits ?? 0
          ring.set(t % WINDOW_SECONDS, { second: t, hits: before + 1 })
        },
        count: (t) =>
          [...ring.values()].reduce((sum, { second, hits }) => sum + (second > t - WINDOW_SECONDS ? hits : 0), 0),
      }
    },
    telling: () => [...hits(1, 301), ['count', 301]],
  },
  slow: {
    name: 'drops one old second at a question, however many are old',
    create: () =>
      queueOf((queue, start) => {
        if ((queue[0] ?? Infinity) <= start) takeSecond(queue)
        return queue.length
      }),
    telling: () => [...hits(1, 2), ['count', 302]],
  },
  cleared: {
    name: 'drops everything when its oldest second leaves',
    create: () =>
      queueOf((queue, start) => {
        if ((queue[0] ?? Infinity) <= start) queue.length = 0
        return queue.length
      }),
    telling: () => [...hits(1, 2), ['count', 301]],
  },
  once: {
    name: 'takes one hit off its total for each second that leaves',
    create: () => {
      let total = 0
      const queue = queueOf((times, start) => {
        for (; (times[0] ?? Infinity) <= start; total--) takeSecond(times)
        return total
      })
      return {
        hit(t) {
          total++
          queue.hit(t)
        },
        count: queue.count,
      }
    },
    telling: () => [...hits(1, 1), ['count', 301]],
  },
  asked: {
    name: 'forgets what it has once counted',
    create: () => queueOf((queue, start) => countAfter(queue.splice(0), start)),
    telling: () => [...hits(1), ['count', 1], ['count', 1]],
  },
  kept: {
    name: 'gives the same answer for all of a second',
    create: () => {
      const right = createRightCounter()
      const kept = new Map<number, number>()
      return {
        hit: right.hit,
        count(t) {
          const answer = kept.get(t) ?? right.count(t)
          kept.set(t, answer)
          return answer
        },
      }
    },
    telling: () => [...hits(1), ['count', 1], ...hits(1), ['count', 1]],
  },
}
