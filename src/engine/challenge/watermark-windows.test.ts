import { expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { runWindows } from './watermark-windows.ts'
import type { WindowBatch, WindowCount, WindowQuery } from './watermark-windows.ts'

const QUERY = { width: 10, delay: 10 }
/** Minutes after 12:00. */
const DATA = [
  [3, 14],
  [21, 2],
  [9, 13, 17],
]

it('drops an event whose window is closed, not one that is older than the watermark', () => {
  const { batches, state, watermark } = runWindows(QUERY, DATA, false)
  expect(
    batches.map(({ events, lateWatermark, evictionWatermark }) => [events, lateWatermark, evictionWatermark]),
  ).toEqual([
    [[3, 14], -Infinity, -Infinity],
    [[], -Infinity, 4],
    [[21, 2], 4, 4],
    [[], 4, 11],
    [[9, 13, 17], 11, 11],
  ])
  expect(batches.flatMap(({ dropped }) => dropped)).toEqual([9])
  expect(batches.map(({ emitted }) => emitted)).toEqual([[], [], [], [{ start: 0, events: 2 }], []])
  expect(state).toEqual([
    { start: 10, events: 3 },
    { start: 20, events: 1 },
  ])
  expect(watermark).toBe(11)
})

it('still counts that event where its batch follows at once: late events are told one batch later', () => {
  const { batches, state } = runWindows(QUERY, DATA, true)
  expect(batches).toHaveLength(3)
  expect(batches.flatMap(({ dropped }) => dropped)).toEqual([])
  expect(batches[2]?.emitted).toEqual([{ start: 0, events: 3 }])
  expect(state).toHaveLength(2)
})

it('the guide to Structured Streaming: 12:14 with a delay of 10 minutes makes 12:04', () => {
  expect(runWindows(QUERY, [[14]], true).watermark).toBe(4)
})

it('a window is let go when the watermark comes to its end, and no earlier', () => {
  expect(runWindows(QUERY, [[5], [19]], false).batches.flatMap(({ emitted }) => emitted)).toEqual([])
  expect(runWindows(QUERY, [[5], [20]], false).batches.flatMap(({ emitted }) => emitted)).toEqual([
    { start: 0, events: 1 },
  ])
})

/** The same by the definitions alone: each batch is judged anew from all events before it. */
function runSlowly({ width, delay }: WindowQuery, data: readonly (readonly number[])[], isBusy: boolean) {
  const batches: (readonly number[])[] = []
  const watermarkBefore = (n: number): number => Math.max(-Infinity, ...batches.slice(0, Math.max(0, n)).flat()) - delay
  for (const events of data) {
    batches.push(events)
    const n = batches.length
    if (!isBusy && watermarkBefore(n) > watermarkBefore(n - 1)) batches.push([])
  }
  const startOf = (at: number): number => at - (((at % width) + width) % width)
  const isLate = (at: number, n: number): boolean => startOf(at) + width <= watermarkBefore(n - 1)
  const countsAt = (n: number): WindowCount[] => {
    const kept = batches.slice(0, n + 1).flatMap((events, i) => events.filter((at) => !isLate(at, i)))
    const starts = [...new Set(kept.map(startOf))].sort((a, b) => a - b)
    return starts.map((start) => ({ start, events: kept.filter((at) => startOf(at) === start).length }))
  }
  return {
    batches: batches.map((events, n): WindowBatch => {
      const [lateWatermark, evictionWatermark] = [watermarkBefore(n - 1), watermarkBefore(n)]
      const isClosed = ({ start }: WindowCount, watermark: number): boolean => start + width <= watermark
      return {
        events,
        lateWatermark,
        evictionWatermark,
        dropped: events.filter((at) => isLate(at, n)),
        emitted: countsAt(n).filter(
          (window) => isClosed(window, evictionWatermark) && !isClosed(window, lateWatermark),
        ),
      }
    }),
    state: countsAt(batches.length - 1).filter(({ start }) => start + width > watermarkBefore(batches.length - 1)),
    watermark: watermarkBefore(batches.length),
  }
}

function randomData(rng: Rng): number[][] {
  let now = rng.nextBelow(60)
  return Array.from({ length: rng.nextBelow(12) }, () => {
    now += rng.nextBelow(25)
    return Array.from({ length: rng.nextBelow(6) }, () => now - rng.nextBelow(45))
  })
}

it.each([1, 2, 3, 4])('is what the definitions say, for 250 random streams (seed %i)', (seed) => {
  const rng = new Rng(seed)
  for (let round = 0; round < 250; round++) {
    const query = { width: 1 + rng.nextBelow(20), delay: rng.nextBelow(30) }
    const isBusy = rng.nextBelow(2) === 0
    const data = randomData(rng)
    expect(runWindows(query, data, isBusy)).toEqual(runSlowly(query, data, isBusy))
  }
})

it.each([5, 6])(
  'loses no event, emits no window twice, drops none within the delay, for 250 streams (seed %i)',
  (seed) => {
    const rng = new Rng(seed)
    for (let round = 0; round < 250; round++) {
      const query = { width: 1 + rng.nextBelow(20), delay: rng.nextBelow(30) }
      const data = randomData(rng)
      const { batches, state } = runWindows(query, data, rng.nextBelow(2) === 0)
      const emitted = batches.flatMap((batch) => batch.emitted)
      const dropped = batches.flatMap((batch) => batch.dropped)
      const counted = [...emitted, ...state].reduce((sum, { events }) => sum + events, 0)
      expect(counted + dropped.length).toBe(data.flat().length)
      expect(new Set(emitted.map(({ start }) => start)).size).toBe(emitted.length)
      let latest = -Infinity
      for (const { events, dropped: late } of batches) {
        for (const at of late) expect(at).toBeLessThan(latest - query.delay)
        latest = Math.max(latest, ...events)
      }
    }
  },
)
