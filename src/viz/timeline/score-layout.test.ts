import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detailOf, layoutScore, MIN_BAR_PX } from './score-layout.ts'
import { sourceOf } from './test-source.ts'
import type { EventWindow } from './window.ts'

const ROW = 11

/** Random logs in which kind 4 is rare, and windows from a few pixels an event to many events a pixel. */
const cases = fc.record({
  kinds: fc.array(fc.oneof({ weight: 30, arbitrary: fc.integer({ min: 0, max: 3 }) }, fc.constant(4)), {
    minLength: 1,
    maxLength: 600,
  }),
  from: fc.double({ min: 0, max: 300, noNaN: true }),
  span: fc.double({ min: 24, max: 700, noNaN: true }),
  width: fc.integer({ min: 20, max: 500 }),
})

/** Which kinds occur in a pixel column, told by looking at every event. */
function kindsInColumn(kinds: readonly number[], window: EventWindow, width: number, column: number): Set<number> {
  const step = (window.to - window.from) / width
  const lo = window.from + column * step
  const hi = window.from + (column + 1) * step
  return new Set(kinds.filter((_, index) => index >= lo && index < hi))
}

describe('layoutScore', () => {
  it('shows every kind that occurs in a pixel column, and no other', () => {
    fc.assert(
      fc.property(cases, ({ kinds, from, span, width }) => {
        const window = { from, to: from + span }
        const layout = layoutScore(sourceOf(kinds), [0, 1, 2, 3, 4], window, width, ROW)
        if (layout.detail !== 'counts') return
        for (let column = 0; column < width; column++) {
          const shown = layout.rows.filter((row) => row.xs.includes(column)).map((row) => row.kind)
          expect(new Set(shown)).toEqual(kindsInColumn(kinds, window, width, column))
        }
      }),
    )
  })

  it('bars have at least 2.5 px and at most the row', () => {
    fc.assert(
      fc.property(cases, ({ kinds, from, span, width }) => {
        const layout = layoutScore(sourceOf(kinds), [0, 1, 2, 3, 4], { from, to: from + span }, width, ROW)
        for (const row of layout.rows) {
          expect(row.heights.length).toBe(row.xs.length)
          for (const height of row.heights) {
            expect(height).toBeGreaterThanOrEqual(MIN_BAR_PX)
            expect(height).toBeLessThanOrEqual(ROW)
          }
        }
      }),
    )
  })

  it('from a pixel an event on, every event of the window has its own bar at its place', () => {
    fc.assert(
      fc.property(cases, ({ kinds, from, span, width }) => {
        const window = { from, to: from + span }
        const layout = layoutScore(sourceOf(kinds), [0, 1, 2, 3, 4], window, width, ROW)
        if (layout.detail === 'counts') return
        const seqs = layout.rows.flatMap((row) => row.seqs).sort((a, b) => a - b)
        const wanted = kinds
          .map((_, index) => index + 1)
          .filter((seq) => seq > Math.floor(from) && seq <= Math.ceil(window.to))
        expect(seqs).toEqual(wanted)
        for (const row of layout.rows) {
          row.seqs.forEach((seq, i) => {
            expect(kinds[seq - 1]).toBe(row.kind)
            expect(row.xs[i]).toBeCloseTo(((seq - 1 - from) * width) / span, 6)
          })
        }
      }),
    )
  })

  it('one event in a million is there, tall enough to be seen', () => {
    const kinds = new Uint8Array(1_000_000)
    kinds[777_777] = 1
    const prefix = (position: number) => (position > 777_777 ? 1 : 0)
    const source = {
      ...sourceOf([]),
      length: kinds.length,
      count: (kind: number, position: number) => (kind === 1 ? prefix(position) : position - prefix(position)),
    }
    const layout = layoutScore(source, [0, 1], { from: 0, to: kinds.length }, 1000, ROW)
    expect(layout.rows[1]).toMatchObject({ kind: 1, xs: [777], heights: [ROW] })
    expect(layout.rows[0]?.xs.length).toBe(1000)
  })

  it('an even row is even at any zoom: neighbouring columns do not alternate', () => {
    const layout = layoutScore(sourceOf(new Array<number>(1000).fill(0)), [0], { from: 0, to: 1000 }, 730, ROW)
    expect(new Set(layout.rows[0]?.heights)).toEqual(new Set([ROW]))
  })

  it('changes from counts to bars at 1 px and to cells at 12 px', () => {
    expect([0.99, 1, 11.9, 12].map(detailOf)).toEqual(['counts', 'bars', 'bars', 'cells'])
    const source = sourceOf([0, 0, 0])
    expect(layoutScore(source, [0], { from: 0, to: 100 }, 500, ROW).barWidth).toBeCloseTo(3.9)
    expect(layoutScore(source, [0], { from: 0, to: 100 }, 1000, ROW).barWidth).toBe(6)
    expect(layoutScore(source, [0], { from: 0, to: 50 }, 1000, ROW).barWidth).toBe(18)
  })
})
