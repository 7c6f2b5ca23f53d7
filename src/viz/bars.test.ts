import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  barHeight,
  barRectanglesByGroup,
  barsPath,
  barsSpan,
  barX,
  countDrawn,
  dashesPath,
  isDense,
  rectanglesPath,
  visitBars,
  type Bars,
} from './bars.ts'

const plain: Bars = { origin: 10, step: 6, width: 4.8, base: 100, low: 2, high: 27 }

interface Rectangle {
  readonly x: number
  readonly width: number
  readonly top: number
}

function rectanglesOf(d: string): Rectangle[] {
  return [...d.matchAll(/M([\d.-]+) ([\d.-]+)h([\d.-]+)V/g)].map(([, x, top, width]) => ({
    x: Number(x),
    top: Number(top),
    width: Number(width),
  }))
}

describe('bars', () => {
  it('stand on one line, as high as their values', () => {
    expect(rectanglesOf(barsPath(plain, [0, 0.5, 1], 0, 3))).toEqual([
      { x: 10, top: 98, width: 4.8 },
      { x: 16, top: 85.5, width: 4.8 },
      { x: 22, top: 73, width: 4.8 },
    ])
  })

  it('run to the left when the step is negative', () => {
    const bars = { ...plain, origin: 100, step: -6 }
    expect(barX(bars, 3)).toBe(82)
    expect(barsSpan(bars, 1, 4)).toEqual([82, 98.8])
  })

  it('draw one rectangle each, and the dashes of their places as many', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 }),
        fc.nat(60),
        (values, cut) => {
          const from = Math.min(cut, values.length)
          expect(rectanglesOf(barsPath(plain, values, from, values.length))).toHaveLength(values.length - from)
          expect(dashesPath(plain, from, values.length, 9).split('M').length - 1).toBe(values.length - from)
        },
      ),
    )
  })
})

describe('dense bars', () => {
  const dense: Bars = { ...plain, origin: 0, step: 0.25, width: 0.25 }

  it('share a pixel column, which is as high as the highest of them', () => {
    const heights: number[] = []
    visitBars(dense, [0.1, 0.9, 0.3, 0.2, 0.5, 0.4, 0.6, 0.1], 0, 8, (_, width, height, index) =>
      heights.push(index, width, height),
    )
    expect(heights).toEqual([1, 1, barHeight(dense, 0.9), 6, 1, barHeight(dense, 0.6)])
    expect(isDense(dense)).toBe(true)
    expect(countDrawn(dense, 800)).toBe(200)
  })

  it('never hide the highest bar, and never draw more columns than pixels', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 400 }),
        fc.double({ min: 0.05, max: 1.2, noNaN: true }),
        fc.boolean(),
        (values, step, leftwards) => {
          const bars = { ...dense, origin: 500, step: leftwards ? -step : step }
          const columns = rectanglesOf(barsPath(bars, values, 0, values.length))
          expect(columns.length).toBeLessThanOrEqual(Math.ceil(values.length * step) + 1)
          expect(Math.min(...columns.map((column) => column.top))).toBeCloseTo(
            100 - barHeight(bars, Math.max(...values)),
            1,
          )
        },
      ),
    )
  })
})

describe('bars of several colours', () => {
  it('are the same bars, split by group', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(4)), { maxLength: 50 }),
        (list) => {
          const values = list.map(([value]) => value)
          const groups = barRectanglesByGroup(plain, values, 0, list.length, (i) => list[i]?.[1] ?? -1)
          const split = [...groups.values()]
            .map(rectanglesPath)
            .flatMap(rectanglesOf)
            .sort((a, b) => a.x - b.x)
          expect(split).toEqual(rectanglesOf(barsPath(plain, values, 0, list.length)))
          expect([...groups.keys()].sort()).toEqual([...new Set(list.map(([, group]) => group))].sort())
        },
      ),
    )
  })
})
