import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Session } from '../session.ts'
import { createTestSession } from './gate-lab.tsx'
import { partOf } from './turns.ts'

const PICTURES = ['stage', 'timeline'] as const
const WORDS = ['story', 'inspector', 'counts', 'counters', 'theory'] as const
const PARTS = [...PICTURES, ...WORDS]

/** Frames of the page that have been asked for and have not come. */
let frames: FrameRequestCallback[] = []

beforeEach(() => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback))
  vi.stubGlobal('cancelAnimationFrame', (id: number) => void (frames[id - 1] = () => undefined))
})
function runFrame(): void {
  for (const callback of frames.splice(0)) callback(0)
}

/** Subscribes to all parts; each entry of the result is a part that was told of another state. */
function listen(session: Session): string[] {
  const told: string[] = []
  for (const name of PARTS) partOf(session, name).subscribe(() => told.push(name))
  return told
}

function shownBy(session: Session): readonly number[] {
  return PARTS.map((name) => partOf(session, name).state.position)
}

/** Plays ten events a frame. */
function playFrames(session: Session, speed: 60 | 200 | 1000, count: number): readonly (readonly number[])[] {
  session.core.set({ speed })
  session.play(1)
  return Array.from({ length: count }, () => {
    session.tick(10_000 / speed)
    runFrame()
    return shownBy(session)
  })
}

describe('at fast play', () => {
  it('one part follows in a frame: the pictures by turns, words now and then', () => {
    const { session } = createTestSession()
    listen(session)
    const places = playFrames(session, 1000, 16)
    for (const [i, now] of places.entries()) {
      const before = places[i - 1] ?? PARTS.map(() => 0)
      expect(now.filter((place, part) => place !== before[part])).toEqual([(i + 1) * 10])
      // A picture is two frames behind at most: the other's turn, and once in a while one of words.
      for (const place of now.slice(0, 2)) expect(place).toBeGreaterThanOrEqual((i + 1) * 10 - 20)
    }
    expect(places.at(-1)?.every((place) => place > 0)).toBe(true)
  })

  it('all show where it stands as soon as it stands', () => {
    const { session } = createTestSession()
    listen(session)
    playFrames(session, 1000, 3)
    session.pause()
    expect(shownBy(session)).toEqual(PARTS.map(() => 30))
  })

  it('a picture is one that does not stay, until it stands', () => {
    const { session } = createTestSession()
    listen(session)
    const isFast = (): readonly boolean[] => PICTURES.map((name) => partOf(session, name).isFast)
    expect(isFast()).toEqual([false, false])
    playFrames(session, 1000, 3)
    expect(isFast()).toEqual([true, true])
    session.pause()
    expect(isFast()).toEqual([false, false])
  })

  it('tells how far a picture has come since its last one', () => {
    const { session } = createTestSession()
    listen(session)
    playFrames(session, 1000, 5)
    expect(PICTURES.map((name) => partOf(session, name).state.jump)).toEqual([30, 30])
  })

  it('with reduced motion the pictures follow at once', () => {
    const { session } = createTestSession()
    listen(session)
    session.core.reducedMotion = true
    for (const [i, [stage, timeline]] of playFrames(session, 1000, 3).entries()) {
      expect([stage, timeline]).toEqual([(i + 1) * 10, (i + 1) * 10])
    }
  })
})

it('at a speed at which steps are seen but no words are read, words alone have turns, not in every frame', () => {
  const { session } = createTestSession()
  const told = listen(session)
  for (const [i, [stage, timeline]] of playFrames(session, 200, 10).entries()) {
    expect([stage, timeline]).toEqual([(i + 1) * 10, (i + 1) * 10])
  }
  const words = told.slice(told.length - 25).filter((name) => !(PICTURES as readonly string[]).includes(name))
  expect(words.length).toBeGreaterThan(0)
  expect(words.length).toBeLessThanOrEqual(3)
})

describe('a playhead that is dragged', () => {
  it('is followed by one part in a frame, and by all of them soon after it stands still', () => {
    const { session } = createTestSession()
    const told = listen(session)
    session.core.set({ held: true })
    runFrame()
    told.length = 0
    for (let position = 1; position <= 20; position++) {
      session.seek(position)
      runFrame()
      expect(told).toHaveLength(position)
    }
    for (let i = 1; i < PARTS.length; i++) runFrame()
    expect(shownBy(session)).toEqual(PARTS.map(() => 20))
    expect(frames).toHaveLength(0)
  })

  it('is exact as soon as it is let go', () => {
    const { session } = createTestSession()
    listen(session)
    session.core.set({ held: true })
    session.seek(30)
    expect(shownBy(session)).toEqual(PARTS.map(() => 0))
    session.core.set({ held: false })
    expect(shownBy(session)).toEqual(PARTS.map(() => 30))
  })
})

it('at slow play and at a step all follow at once', () => {
  const { session } = createTestSession()
  const told = listen(session)
  session.seek(7)
  expect(told).toEqual(PARTS)
  for (const [i, places] of playFrames(session, 60, 3).entries()) {
    expect(new Set(places)).toEqual(new Set([17 + 10 * i]))
  }
})

it('what nobody looks at waits for no turn', () => {
  const { session } = createTestSession()
  const leave = partOf(session, 'story').subscribe(() => undefined)
  leave()
  session.core.set({ held: true })
  session.seek(30)
  expect(frames).toHaveLength(0)
  expect(shownBy(session)).toEqual(PARTS.map(() => 30))
})
