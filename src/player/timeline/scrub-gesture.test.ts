import { beforeEach, describe, expect, it } from 'vitest'
import { sourceOf } from '../../viz/timeline/test-source.ts'
import type { EventWindow } from '../../viz/timeline/window.ts'
import { ScrubGesture } from './scrub-gesture.ts'
import type { ScrubPress } from './scrub-gesture.ts'

const kinds = Array.from({ length: 1000 }, (_, i) => (i % 50 === 0 ? 1 : 0))
const log = sourceOf(kinds)
const width = 400

let window: EventWindow
let seeks: number[]
let holds: boolean[]
let frames: (() => void)[]
let gesture: ScrubGesture

function press(change: Partial<ScrubPress>): ScrubPress {
  return { id: 1, x: 200, kind: undefined, touch: false, grip: undefined, ...change }
}

beforeEach(() => {
  window = { from: 200, to: 400 }
  seeks = []
  holds = []
  frames = []
  gesture = new ScrubGesture(() => ({ log, window, width, extent: 1000 }), {
    seek: (position) => seeks.push(position),
    hold: (isHeld) => holds.push(isHeld),
    show: (next) => (window = next),
    frame: (callback) => {
      frames.push(callback)
      return () => (frames = frames.filter((other) => other !== callback))
    },
  })
})

describe('a pointer', () => {
  it('moves the playhead where it is pressed and scrubs when dragged', () => {
    gesture.down(press({}))
    gesture.move(1, 220)
    gesture.move(1, 100)
    gesture.up(1)
    expect(seeks).toEqual([300, 310, 250])
    expect(gesture.active).toBe(false)
  })

  it('holds the playhead from its first move until it is let go, also when the browser takes the pointer away', () => {
    gesture.down(press({}))
    expect(holds).toEqual([])
    gesture.move(1, 220)
    gesture.move(1, 100)
    expect(holds).toEqual([true])
    gesture.up(1)
    expect(holds).toEqual([true, false])
    gesture.down(press({}))
    gesture.move(1, 220)
    gesture.cancel()
    gesture.cancel()
    expect(holds).toEqual([true, false, true, false])
  })

  it('lets go when a second finger comes', () => {
    gesture.down(press({ touch: true }))
    gesture.move(1, 220)
    gesture.down(press({ id: 2, x: 300, touch: true }))
    expect(holds).toEqual([true, false])
    gesture.up(2)
    gesture.up(1)
    expect(holds).toEqual([true, false])
  })

  it('takes the event of the row under it, however narrow', () => {
    gesture.down(press({ x: 104, kind: 1 }))
    expect(seeks).toEqual([251])
  })

  it('a small tremble is not a drag', () => {
    gesture.down(press({ x: 104, kind: 1 }))
    gesture.move(1, 106)
    gesture.up(1)
    expect(seeks).toEqual([251])
  })

  it('holds the playhead by its grip without moving it', () => {
    gesture.down(press({ grip: 5 }))
    gesture.move(1, 305)
    gesture.up(1)
    expect(seeks).toEqual([350])
  })

  it('never leaves the window while scrubbing, however far out the pointer goes', () => {
    gesture.down(press({}))
    gesture.move(1, -500)
    expect(seeks.at(-1)).toBe(200)
  })
})

describe('the edges', () => {
  it('pan a frame at a time while the pointer stays there, and the playhead goes with them', () => {
    gesture.down(press({}))
    gesture.move(1, 395)
    expect(frames.length).toBe(1)
    for (let i = 0; i < 5; i++) frames.shift()?.()
    expect(window.from).toBeGreaterThan(205)
    expect(window.to - window.from).toBeCloseTo(200)
    expect(seeks.at(-1)).toBe(Math.round(window.from + (395 / width) * 200))
    gesture.move(1, 200)
    expect(frames.length).toBe(0)
  })

  it('stop panning at the end of the log and when the pointer is released', () => {
    window = { from: 0, to: 200 }
    gesture.down(press({ x: 100 }))
    gesture.move(1, 3)
    frames.shift()?.()
    expect(window).toEqual({ from: 0, to: 200 })
    expect(frames.length).toBe(0)
    gesture.move(1, 399)
    gesture.up(1)
    expect(frames.length).toBe(0)
  })

  it('a press alone does not pan', () => {
    gesture.down(press({ x: 398 }))
    expect(frames.length).toBe(0)
  })
})

describe('fingers', () => {
  it('one taps on leaving, so that a second one can still come', () => {
    gesture.down(press({ touch: true }))
    expect(seeks).toEqual([])
    gesture.up(1)
    expect(seeks).toEqual([300])
  })

  it('one scrubs as soon as it moves', () => {
    gesture.down(press({ touch: true }))
    gesture.move(1, 240)
    expect(seeks).toEqual([320])
  })

  it('two zoom and never seek', () => {
    gesture.down(press({ touch: true, x: 150 }))
    gesture.down(press({ touch: true, id: 2, x: 250 }))
    gesture.move(2, 350)
    gesture.move(1, 50)
    expect(window.to - window.from).toBeCloseTo(66.67, 1)
    gesture.up(1)
    gesture.move(2, 100)
    gesture.up(2)
    expect(seeks).toEqual([])
    expect(gesture.active).toBe(false)
  })

  it('one that is lifted and then lets go leaves the other to zoom on with a new one', () => {
    gesture.down(press({ touch: true, x: 150 }))
    gesture.down(press({ touch: true, id: 2, x: 250 }))
    gesture.up(1)
    gesture.lose(1)
    gesture.down(press({ touch: true, id: 3, x: 150 }))
    gesture.move(3, 50)
    expect(window.to - window.from).toBeCloseTo(100)
    expect(seeks).toEqual([])
  })

  it('a cancelled gesture does nothing more', () => {
    gesture.down(press({ touch: true }))
    gesture.cancel()
    gesture.up(1)
    gesture.move(1, 300)
    expect(seeks).toEqual([])
  })
})
