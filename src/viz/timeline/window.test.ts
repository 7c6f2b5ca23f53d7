import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clampWindow,
  followWindow,
  MIN_WINDOW_EVENTS,
  panWindow,
  phaseWindow,
  pinchWindow,
  playedWindow,
  positionAt,
  revealWindow,
  wheelWindow,
  windowAhead,
  wholeWindow,
  xOf,
  zoomWindow,
} from './window.ts'
import type { EventWindow } from './window.ts'

const extents = fc.integer({ min: 0, max: 10_000_000 })

/** A window inside a log, as every one that the functions return must be. */
const windows = fc
  .record({
    extent: extents,
    span: fc.double({ min: 0, max: 1, noNaN: true }),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ extent, span, at }) => {
    const whole = wholeWindow(extent).to
    const from = at * whole
    return { extent, window: clampWindow({ from, to: from + span * whole }, extent) }
  })

function expectInside(window: EventWindow, extent: number): void {
  const whole = wholeWindow(extent).to
  expect(window.from).toBeGreaterThanOrEqual(0)
  expect(window.to).toBeLessThanOrEqual(whole * (1 + 1e-12))
  expect(window.to - window.from).toBeGreaterThanOrEqual(MIN_WINDOW_EVENTS * (1 - 1e-9))
}

describe('windows', () => {
  it('stay inside the log whatever is done to them', () => {
    const acts = fc.record({
      pan: fc.double({ min: -1e7, max: 1e7, noNaN: true }),
      zoom: fc.double({ min: 0.01, max: 100, noNaN: true }),
      about: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(windows, acts, ({ window, extent }, act) => {
        expectInside(panWindow(window, act.pan, extent), extent)
        const about = window.from + act.about * (window.to - window.from)
        expectInside(zoomWindow(window, about, act.zoom, extent), extent)
        expectInside(pinchWindow(window, [100, 300], [120, 120 + 200 * act.zoom], 900, extent), extent)
        expectInside(followWindow(window, about, extent), extent)
        expectInside(revealWindow(window, act.about * extent, extent), extent)
        expectInside(playedWindow(window, act.about * extent, extent, act.zoom * 1000), extent)
      }),
    )
  })

  it('zoom leaves the place under the pointer where it is, away from the ends', () => {
    const window = { from: 4000, to: 5000 }
    const zoomed = zoomWindow(window, 4300, 0.5, 10_000)
    expect(zoomed).toEqual({ from: 4150, to: 4650 })
    expect(xOf(zoomed, 900, 4300)).toBeCloseTo(xOf(window, 900, 4300))
    expect(zoomWindow(zoomed, 4300, 2, 10_000)).toEqual(window)
  })

  it('zoom out ends at the whole log, zoom in at 24 events', () => {
    expect(zoomWindow({ from: 40, to: 90 }, 60, 1000, 500)).toEqual({ from: 0, to: 500 })
    const closest = zoomWindow({ from: 40, to: 90 }, 60, 0.0001, 500)
    expect(closest.to - closest.from).toBeCloseTo(24)
  })

  it('a log shorter than 24 events leaves the rest blank', () => {
    expect(wholeWindow(3)).toEqual({ from: 0, to: 24 })
    expect(clampWindow({ from: 2, to: 3 }, 3)).toEqual({ from: 0, to: 24 })
  })

  it('the window that follows is known from the middle of a stay on', () => {
    const window = { from: 300, to: 1200 }
    const inputs = fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1000, max: 50_000 }))
    fc.assert(
      fc.property(inputs, fc.constantFrom(1, -1), ([position, rate], direction) => {
        const step = 3 * rate
        const ahead = windowAhead(window, position, 1_000_000, { rate, direction })
        const isLate = direction === 1 ? position % step >= step / 2 : position % step <= step / 2
        const edge = direction === 1 ? Math.ceil((position + 1) / step) * step : Math.floor(position / step) * step - 1
        const isThere = edge >= 0 && edge <= 1_000_000
        const shown = playedWindow(window, position, 1_000_000, rate)
        const next = isLate && isThere ? playedWindow(window, edge, 1_000_000, rate) : shown
        expect(ahead).toEqual(Math.abs(next.from - shown.from) < 1 ? undefined : next)
      }),
    )
    expect(windowAhead(window, 700, 1_000_000, { rate: 200, direction: 1 })).toBeUndefined()
    expect(windowAhead(window, 16_000, 29_000, { rate: 10_000, direction: 1 })).toBeUndefined()
    expect(windowAhead(window, 29_000, 35_000, { rate: 10_000, direction: 1 })).toBeUndefined()
    expect(windowAhead(window, 999_000, 1_000_000, { rate: 10_000, direction: 1 })).toBeUndefined()
    expect(windowAhead(window, 29_000, 1_000_000, { rate: 10_000, direction: 0 })).toBeUndefined()
  })

  it('at fast play as much is in sight as goes by in three seconds, with the playhead between 15 and 85 %', () => {
    const window = { from: 300, to: 1200 }
    const rates = fc.integer({ min: 1000, max: 50_000 })
    fc.assert(
      fc.property(rates, fc.integer({ min: 0, max: 900_000 }), (rate, position) => {
        const shown = playedWindow(window, position, 1_000_000, rate)
        const share = (position - shown.from) / (shown.to - shown.from)
        expect(shown.from === 0 || share >= 0.15 - 1e-9).toBe(true)
        expect(shown.to === 1_000_000 || share <= 0.85 + 1e-9).toBe(true)
        // A twentieth of a second later the same, but for one in sixty.
        const steps = Array.from({ length: 60 }, (_, i) =>
          playedWindow(window, position + (i * rate) / 20, 1_000_000, rate),
        )
        expect(new Set(steps.map(({ from }) => from)).size).toBeLessThanOrEqual(2)
      }),
    )
    expect(playedWindow(window, 700, 1_000_000, 200)).toBe(window)
    expect(playedWindow(window, 700, 2922, 10_000)).toEqual({ from: 0, to: 2922 })
  })

  it('pixel and position are each other’s inverse', () => {
    const window = { from: 17.5, to: 940 }
    expect(positionAt(window, 1128, xOf(window, 1128, 200))).toBeCloseTo(200)
  })
})

describe('followWindow', () => {
  const window = { from: 1000, to: 2000 }

  it('stays until 85 %, then jumps by 70 %', () => {
    expect(followWindow(window, 1849, 9000)).toBe(window)
    expect(followWindow(window, 1850, 9000)).toEqual({ from: 1700, to: 2700 })
  })

  it('mirrors going back', () => {
    expect(followWindow(window, 1151, 9000, -1)).toBe(window)
    expect(followWindow(window, 1150, 9000, -1)).toEqual({ from: 300, to: 1300 })
  })

  it('brings a playhead from outside in at 15 %', () => {
    expect(followWindow(window, 5000, 9000)).toEqual({ from: 4850, to: 5850 })
    expect(followWindow(window, 5000, 9000, -1)).toEqual({ from: 4150, to: 5150 })
  })

  it('does not move, and is the same object, at the end of the log', () => {
    const last = { from: 8000, to: 9000 }
    expect(followWindow(last, 9000, 9000)).toBe(last)
  })

  it('keeps a forward playhead in view and with room ahead, or the log ends', () => {
    fc.assert(
      fc.property(windows, fc.double({ min: 0, max: 1, noNaN: true }), ({ window: from, extent }, share) => {
        const position = Math.floor(share * extent)
        const next = followWindow(from, position, extent)
        const at = (position - next.from) / (next.to - next.from)
        const atEnd = next.to >= wholeWindow(extent).to - 1e-6
        expect(at).toBeGreaterThanOrEqual(-1e-9)
        expect(at < 0.86 || atEnd).toBe(true)
      }),
    )
  })
})

describe('wheel, pinch, phases', () => {
  it('a wheel pans by the pixels it turns, sideways or not', () => {
    const window = { from: 1000, to: 2000 }
    const turn = { deltaX: 0, deltaY: 50, deltaMode: 0, zoom: false, x: 0 }
    expect(wheelWindow(window, turn, 1000, 9000)).toEqual({ from: 1050, to: 2050 })
    expect(wheelWindow(window, { ...turn, deltaX: -80, deltaY: 3 }, 1000, 9000)).toEqual({ from: 920, to: 1920 })
    expect(wheelWindow(window, { ...turn, deltaY: 2, deltaMode: 1 }, 1000, 9000)).toEqual({ from: 1032, to: 2032 })
  })

  it('with the zoom key it zooms about the pointer', () => {
    const window = { from: 1000, to: 2000 }
    const next = wheelWindow(window, { deltaX: 0, deltaY: -60, deltaMode: 0, zoom: true, x: 250 }, 1000, 9000)
    expect(next.to - next.from).toBeLessThan(1000)
    expect(xOf(next, 1000, 1250)).toBeCloseTo(250)
  })

  it('two fingers keep what they hold', () => {
    const start = { from: 1000, to: 2000 }
    const next = pinchWindow(start, [200, 400], [300, 700], 1000, 9000)
    expect(xOf(next, 1000, 1200)).toBeCloseTo(300)
    expect(xOf(next, 1000, 1400)).toBeCloseTo(700)
  })

  it('a phase fills the window with a little of its neighbours', () => {
    expect(phaseWindow([0, 1476], 1, 2922)).toEqual({ from: 1476 - 28.92, to: 2922 })
    expect(phaseWindow([0, 1000], 0, 2000)).toEqual({ from: 0, to: 1020 })
  })
})
