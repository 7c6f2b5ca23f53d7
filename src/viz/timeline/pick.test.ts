import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pickEvent, pressedPosition } from './pick.ts'
import { sourceOf } from './test-source.ts'

it('without a row it is the event whose place is under the pointer', () => {
  const log = sourceOf([0, 1, 2])
  const window = { from: 0, to: 30 }
  expect([0, 9, 10, 29, 30, -1].map((x) => pickEvent(log, window, 300, x, undefined))).toEqual([
    1,
    1,
    2,
    3,
    undefined,
    undefined,
  ])
})

it('on a row it is the nearest event of that kind within reach', () => {
  const log = sourceOf([0, 0, 1, 0, 0, 0, 0, 1])
  const window = { from: 0, to: 100 }
  // 4 px an event: the mark of event 3 is [8, 11.1).
  expect(pickEvent(log, window, 400, 9, 1)).toBe(3)
  expect(pickEvent(log, window, 400, 5, 1)).toBe(3)
  expect(pickEvent(log, window, 400, 14, 1)).toBe(3)
  expect(pickEvent(log, window, 400, 20, 1)).toBeUndefined()
  expect(pickEvent(log, window, 400, 25, 1)).toBe(8)
})

it('finds the one event of a kind in a pixel of many', () => {
  const kinds = new Array<number>(5000).fill(0)
  kinds[2503] = 1
  expect(pickEvent(sourceOf(kinds), { from: 0, to: 5000 }, 500, 250, 1)).toBe(2504)
})

it('what it picks on a row has the kind of the row and is near', () => {
  const logs = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(logs, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 24, max: 900 }), (kinds, x, span) => {
      const seq = pickEvent(sourceOf(kinds), { from: 0, to: span }, 400, x, 1)
      if (seq === undefined) return
      expect(kinds[seq - 1]).toBe(1)
      expect(Math.abs(((seq - 0.5) * 400) / span - x)).toBeLessThanOrEqual(4 + Math.max(6, 400 / span))
    }),
  )
})

it('a press means the nearest position, and on a cell the one after its event', () => {
  const log = sourceOf(new Array<number>(50).fill(0))
  expect(pressedPosition(log, { from: 0, to: 100 }, 400, 17)).toBe(4)
  expect(pressedPosition(log, { from: 0, to: 100 }, 400, 399)).toBe(50)
  expect(pressedPosition(log, { from: 0, to: 40 }, 800, 45)).toBe(3)
  expect(pressedPosition(log, { from: 0, to: 40 }, 800, 0)).toBe(0)
})
