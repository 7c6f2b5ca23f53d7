import fc from 'fast-check'
import { expect, it } from 'vitest'
import { centreFrame, dragFrame, hitFrame, layoutFrame } from './frame.ts'

const log = 10_000
const width = 1000

it('stands at the window’s place and is never too narrow to grip', () => {
  expect(layoutFrame({ from: 2000, to: 4000 }, log, width)).toEqual({ left: 200, width: 200 })
  expect(layoutFrame({ from: 9976, to: 10_000 }, log, width)).toEqual({ left: 993, width: 7 })
  expect(layoutFrame({ from: 0, to: 24 }, 10_000_000, width)).toEqual({ left: 0, width: 7 })
})

it('is gripped by its edges, its inside, or not', () => {
  const frame = { left: 200, width: 200 }
  expect([194, 196, 204, 300, 397, 404, 406].map((x) => hitFrame(frame, x))).toEqual([
    'outside',
    'left',
    'left',
    'inside',
    'right',
    'right',
    'outside',
  ])
})

it('a narrow one keeps an inside to be moved by', () => {
  expect([207, 211, 215].map((x) => hitFrame({ left: 208, width: 7 }, x))).toEqual(['left', 'inside', 'inside'])
})

it('dragging an edge leaves the other one', () => {
  const start = { from: 2000, to: 4000 }
  expect(dragFrame('left', start, -50, width, log)).toEqual({ from: 1500, to: 4000 })
  expect(dragFrame('right', start, 50, width, log)).toEqual({ from: 2000, to: 4500 })
  expect(dragFrame('left', start, 900, width, log)).toEqual({ from: 3976, to: 4000 })
  expect(dragFrame('right', start, -900, width, log)).toEqual({ from: 2000, to: 2024 })
})

it('dragging the inside keeps the span and stays on the strip', () => {
  fc.assert(
    fc.property(fc.integer({ min: -2000, max: 2000 }), (dx) => {
      const next = dragFrame('inside', { from: 2000, to: 4000 }, dx, width, log)
      expect(next.to - next.from).toBeCloseTo(2000)
      expect(next.from).toBeGreaterThanOrEqual(0)
      expect(next.to).toBeLessThanOrEqual(log)
    }),
  )
})

it('a press beside it brings its middle there', () => {
  expect(centreFrame({ from: 2000, to: 4000 }, 700, width, log)).toEqual({ from: 6000, to: 8000 })
})
