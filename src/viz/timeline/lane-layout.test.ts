import fc from 'fast-check'
import { expect, it } from 'vitest'
import { layoutLane } from './lane-layout.ts'
import { sourceOf } from './test-source.ts'

const logs = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 400 })
const RANKED = [0, 1, 2, 3, 4]

it('the rarest kind of a pixel has it, told by looking at every event', () => {
  fc.assert(
    fc.property(
      logs,
      fc.double({ min: 0, max: 50, noNaN: true }),
      fc.integer({ min: 5, max: 90 }),
      fc.integer({ min: 0, max: 60 }),
      (kinds, from, width, first) => {
        const window = { from, to: from + 3 * width }
        const lane = layoutLane(sourceOf(kinds), RANKED, window, width, first)
        for (let column = 0; column < width; column++) {
          const here = kinds.filter(
            (_, index) => index >= first && index >= from + 3 * column && index < from + 3 * (column + 1),
          )
          const at = lane.xs.indexOf(column)
          expect(at < 0 ? undefined : lane.kinds[at]).toBe(here.length === 0 ? undefined : Math.max(...here))
        }
      },
    ),
  )
})

it('with a pixel and more an event, each has its mark', () => {
  const lane = layoutLane(sourceOf([0, 3, 1, 0]), RANKED, { from: 1, to: 101 }, 500)
  expect(lane).toMatchObject({ xs: [0, 5, 10], kinds: [3, 1, 0] })
  expect(lane.barWidth).toBeCloseTo(3.9)
})

it('starts at the first event asked for, also when the window begins before the log', () => {
  const lane = layoutLane(sourceOf([0, 1, 2, 3]), RANKED, { from: -10, to: 90 }, 200, 2)
  expect(lane).toMatchObject({ xs: [24, 26], kinds: [2, 3] })
})

it('leaves out kinds that are not named', () => {
  expect(layoutLane(sourceOf([0, 1, 2]), [2, 0], { from: 0, to: 24 }, 48).kinds).toEqual([0, 2])
})
