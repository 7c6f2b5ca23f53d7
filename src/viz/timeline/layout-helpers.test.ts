import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layoutTimeline, rankHeight } from './geometry.ts'
import { layoutLabels, layoutMarkNames, layoutPhaseNames, type MarkWish, type PhaseWish } from './labels.ts'
import { layoutRecords } from './records.ts'
import { layoutScore } from './score-layout.ts'
import { sourceOf } from './test-source.ts'
import { pixelsOf, thinPlaces } from './thin.ts'
import { xOf } from './window.ts'

describe('layoutMarkNames', () => {
  const lay = (...marks: [x: number, width: number, turns: boolean][]) =>
    layoutMarkNames(
      marks.map(([x, width, turns]) => ({ x, width, turns })),
      400,
      11,
      24,
    ).map(({ side, width }) => `${side} ${width}`)

  it('puts a name right of its mark, and of a bookmark left where another mark is in the way', () => {
    expect(lay([100, 60, true], [300, 50, false])).toEqual(['right 60', 'right 50'])
    expect(lay([100, 60, true], [105, 50, false])).toEqual(['left 60', 'right 50'])
    expect(lay([100, 60, true], [114, 50, false], [190, 60, true])).toEqual(['left 60', 'right 50', 'right 60'])
    expect(lay([370, 60, true])).toEqual(['left 60'])
  })

  it('cuts it where there is no room on either side, and shows none of a few letters', () => {
    expect(lay([20, 60, true], [80, 50, false])).toEqual(['right 38', 'right 50'])
    expect(lay([20, 60, true], [25, 50, false])).toEqual(['right 0', 'right 50'])
  })

  it('keeps the name of the mark that stands aside: the others give way, on the side that has room', () => {
    const lay = (first: MarkWish, ...others: MarkWish[]) =>
      layoutMarkNames([first, ...others], 400, 11, 24).map(({ side, width }) => `${side} ${width}`)
    const fired = { x: 200, width: 90, turns: false, asidePx: 14 }
    const ring = (x: number): MarkWish => ({ x, width: 50, turns: false })
    expect(lay(fired)).toEqual(['right 90'])
    expect(lay(fired, ring(205))).toEqual(['left 90', 'right 50'])
    expect(lay(ring(90), fired, ring(205))).toEqual(['right 0', 'left 80', 'right 50'])
    expect(lay(ring(180), fired, ring(330))).toEqual(['right 0', 'right 90', 'right 50'])
    expect(lay(ring(40), { ...fired, x: 390 })).toEqual(['right 50', 'left 90'])
  })

  it('never lets one name cover another', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 399 }), fc.integer({ min: 0, max: 120 }), fc.boolean())),
        fc.nat({ max: 20 }),
        (all, aside) => {
          const marks = all
            .map(([x, width, turns], i): MarkWish => ({ x, width, turns, asidePx: i === aside ? 14 : undefined }))
            .sort((a, b) => a.x - b.x)
          let taken = -Infinity
          layoutMarkNames(marks, 420, 11, 24).forEach(({ side, width }, i) => {
            if (width === 0) return
            const { x, asidePx } = marks[i] as MarkWish
            const left = asidePx === undefined ? x - 2 : x - asidePx - 8
            const from = side === 'left' ? left - width : x + (asidePx ?? 0) + 11
            expect(from).toBeGreaterThanOrEqual(taken)
            taken = from + width
            expect(taken).toBeLessThanOrEqual(420)
          })
        },
      ),
    )
  })
})

describe('layoutTimeline', () => {
  it('stands as drawn with six kinds and one fork', () => {
    const geometry = layoutTimeline('full', 6, 1)
    expect(geometry).toMatchObject({ height: 216, trunkY: 128, checkpointLabelY: 140.5 })
    expect(geometry.score).toMatchObject({ top: 33, bottom: 117, pitch: 14, barHeight: 11, rows: 6 })
    expect(geometry.lanes).toEqual([{ top: 145, height: 7, lineY: 154, labelY: 166 }])
  })

  it('nothing runs into the strip or over the edge, whatever there is', () => {
    for (const variant of ['full', 'compact', 'low', 'phone'] as const) {
      for (let kinds = 0; kinds <= 14; kinds++) {
        for (let forks = 0; forks <= 4; forks++) {
          const { lanes, strip, height, trunkY, score, checkpointLabelY } = layoutTimeline(variant, kinds, forks)
          expect(lanes.length).toBeLessThanOrEqual(2)
          expect(score.rows).toBeLessThanOrEqual(8)
          expect(trunkY + 6).toBeLessThanOrEqual(height)
          expect(checkpointLabelY).toBeLessThanOrEqual(height)
          for (const lane of lanes)
            expect(lane.labelY).toBeLessThanOrEqual(strip === undefined ? height : strip.top - 6)
        }
      }
    }
  })

  it('has two lanes in full, for eight kinds too, and none for six when compact', () => {
    expect(layoutTimeline('full', 6, 3).lanes.length).toBe(2)
    expect(layoutTimeline('full', 8, 3).lanes.length).toBe(2)
    expect(layoutTimeline('compact', 6, 3).lanes.length).toBe(0)
  })

  it('is under a hundred pixels high on a low window, with its ruler and the whole log, and one lane for all kinds', () => {
    const { height, ruler, score, trunkY, strip } = layoutTimeline('low', 7, 2)
    expect(height).toBeLessThan(100)
    expect(score).toMatchObject({ rows: 1, isShared: true })
    expect(ruler?.bottom).toBeLessThan(score.top)
    expect(trunkY).toBeGreaterThan(score.bottom)
    expect(strip?.top).toBeGreaterThan(trunkY)
    expect((strip?.top ?? 0) + (strip?.height ?? 0)).toBeLessThan(height)
  })

  it('one lane: the commonest kind is a third as tall as the rarest', () => {
    expect(rankHeight(0, 6, 34)).toBeCloseTo(11.56)
    expect(rankHeight(5, 6, 34)).toBe(34)
  })
})

describe('layoutPhaseNames', () => {
  const phase = (x: number, width: number, isCurrent = false): PhaseWish => ({ x, start: x + 6, width, isCurrent })

  it('turns the name of the last phase to the left and leaves out those it would stand on', () => {
    const names = layoutPhaseNames([phase(0, 60), phase(300, 60), phase(350, 60), phase(390, 100, true)], 400, 12, 30)
    expect(names.map(({ left, width }) => `${left} ${width}`)).toEqual(['6 60', '306 0', '356 0', '284 100'])
  })

  it('never lets one name cover another, and shows the current one whole where there is room for it', () => {
    const wish = fc.record({ x: fc.integer({ min: 0, max: 500 }), width: fc.integer({ min: 5, max: 200 }) })
    fc.assert(
      fc.property(fc.array(wish, { minLength: 1, maxLength: 14 }), fc.nat({ max: 13 }), (unsorted, at) => {
        const wishes = unsorted
          .toSorted((a, b) => a.x - b.x)
          .map(({ x, width }, i, { length }) => phase(x, width, i === at % length))
        const names = layoutPhaseNames(wishes, 520, 12, 30).map((name, i) => ({ ...name, wish: wishes[i] }))
        const shown = names.filter(({ width }) => width > 0).toSorted((a, b) => a.left - b.left)
        let end = Number.NEGATIVE_INFINITY
        for (const { left, width } of shown) {
          expect(left).toBeGreaterThanOrEqual(end)
          end = left + width
          expect(end).toBeLessThanOrEqual(520)
        }
        const current = names.find(({ wish }) => wish?.isCurrent === true)
        if ((current?.wish?.width ?? 0) < (current?.wish?.x ?? 0) - 6) expect(current?.width).toBe(current?.wish?.width)
      }),
    )
  })
})

describe('layoutLabels', () => {
  it('cuts a label where the next one starts, and leaves it out where too little is left', () => {
    const wishes = [
      { start: 0, width: 50 },
      { start: 40, width: 50 },
      { start: 52, width: 50 },
    ]
    expect(layoutLabels(wishes, 200, 6, 20)).toEqual([34, 0, 50])
  })

  it('a strong one pushes the ones after it aside', () => {
    const wishes = [
      { start: 0, width: 60, strong: true },
      { start: 40, width: 50 },
      { start: 90, width: 50 },
    ]
    expect(layoutLabels(wishes, 200, 6, 20)).toEqual([60, 0, 50])
  })

  it('shown labels never overlap', () => {
    const wish = fc.record({ start: fc.integer({ min: 0, max: 500 }), width: fc.integer({ min: 5, max: 200 }) })
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 12 }), fc.integer({ min: 0, max: 12 }), (unsorted, strongAt) => {
        const wishes = unsorted.toSorted((a, b) => a.start - b.start).map((w, i) => ({ ...w, strong: i === strongAt }))
        const widths = layoutLabels(wishes, 520, 4, 20)
        let end = Number.NEGATIVE_INFINITY
        wishes.forEach((w, i) => {
          const width = widths[i] as number
          if (width === 0) return
          expect(w.start).toBeGreaterThanOrEqual(end)
          end = w.start + width
          expect(end).toBeLessThanOrEqual(520)
        })
      }),
    )
  })
})

describe('thinPlaces', () => {
  const places = Array.from({ length: 40_000 }, (_, i) => i * 256)

  it('shows all while there is room', () => {
    expect(thinPlaces(places, { from: 1440, to: 2140 }, 1128, 13, undefined)).toEqual([6, 7, 8])
  })

  it('keeps places apart, is the same choice after a pan, and always has the one to keep', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_000_000 }),
        fc.integer({ min: 24, max: 1_000_000 }),
        fc.nat(39_999),
        (from, span, keep) => {
          const window = { from, to: from + span }
          const shown = thinPlaces(places, window, 1128, 13, keep)
          const keepPosition = places[keep] as number
          expect(shown.includes(keep)).toBe(keepPosition >= window.from && keepPosition <= window.to)
          const xs = shown.map((i) => xOf(window, 1128, places[i] as number))
          xs.forEach((x, i) => expect((xs[i + 1] ?? Number.POSITIVE_INFINITY) - x).toBeGreaterThan(6))
          const moved = new Set(
            thinPlaces(places, { from: from + span / 4, to: from + (span * 5) / 4 }, 1128, 13, undefined),
          )
          const still = thinPlaces(places, window, 1128, 13, undefined).filter(
            (i) => (places[i] as number) >= from + span / 4,
          )
          const stride = (list: readonly number[]) => (list[1] ?? 0) - (list[0] ?? 0)
          if (stride([...moved]) === stride(still)) for (const i of still) expect(moved.has(i)).toBe(true)
        },
      ),
    )
  })

  it('ticks are one a pixel', () => {
    expect(pixelsOf([1, 2, 3, 50, 51, 99, 400], { from: 0, to: 100 }, 10)).toEqual([0, 5, 9])
    expect(pixelsOf([], { from: 0, to: 100 }, 10)).toEqual([])
  })
})

describe('layoutRecords', () => {
  const log = sourceOf([0, 0, 1, 0, 0, 0, 0, 1])

  it('writes a record behind its cell where the row is free, and nowhere else', () => {
    const layout = layoutScore(log, [0, 1], { from: 0, to: 24 }, 480, 11)
    const { texts, widths } = layoutRecords(layout, 480, (seq) => `R1 ${seq}`)
    expect(texts).toEqual([
      { row: 0, x: 141, text: 'R1 7' },
      { row: 1, x: 61, text: 'R1 3' },
      { row: 1, x: 161, text: 'R1 8' },
    ])
    expect(widths).toEqual([18, 18])
  })

  it('makes the cells of a row narrow where a text then has room in the event’s own place', () => {
    const layout = layoutScore(log, [0, 1], { from: 0, to: 24 }, 1128, 11)
    const { texts, widths } = layoutRecords(layout, 1128, (seq) => (seq === 4 ? 'R6 39' : ''))
    expect(texts).toEqual([{ row: 0, x: 3 * 47 + 8 + 3, text: 'R6 39' }])
    expect(widths).toEqual([8, 45])
    expect(layoutRecords(layout, 1128, (seq) => (seq === 4 ? 'a long record' : ''))).toEqual({
      texts: [],
      widths: [45, 45],
    })
  })

  it('a long record ends before the playhead, a short one and one behind it do not care', () => {
    const layout = layoutScore(sourceOf([0, 1, 2]), [0, 1, 2], { from: 0, to: 10 }, 1000, 11)
    const texts = (headX?: number) =>
      layoutRecords(layout, 1000, (seq) => ['', 'a record of some length', 'R6 391', 'b'][seq] ?? '', headX).texts
    const [long = { x: 0, text: '' }, ...others] = texts()
    expect(texts(1000)).toEqual(texts())
    expect(texts(long.x + 80)).toEqual([{ ...long, text: 'a record of…' }, ...others])
    expect(texts(long.x + 10)).toEqual(others)
    expect(texts(0)).toEqual(texts())
  })

  it('no text runs into the next cell of its row or over the edge', () => {
    const kinds = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 60 })
    fc.assert(
      fc.property(
        kinds,
        fc.integer({ min: 300, max: 1600 }),
        fc.integer({ min: 1, max: 12 }),
        (events, width, length) => {
          const layout = layoutScore(sourceOf(events), [0, 1, 2], { from: 0, to: 24 }, width, 11)
          const { texts } = layoutRecords(layout, width, () => 'x'.repeat(length))
          for (const { row, x } of texts) {
            const next = layout.rows[row]?.xs.find((cell) => cell > x) ?? width
            expect(x + length * 6).toBeLessThanOrEqual(Math.min(next, width))
          }
        },
      ),
    )
  })

  it('has none when there are no cells', () => {
    const layout = layoutScore(log, [0, 1], { from: 0, to: 100 }, 480, 11)
    expect(layoutRecords(layout, 480, () => 'R1').texts).toEqual([])
  })
})
