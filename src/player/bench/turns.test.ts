import { describe, expect, it } from 'vitest'
import type { Session } from '../session.ts'
import { createTestSession } from './gate-lab.tsx'
import { turnsOf } from './turns.ts'

function shownBy(session: Session): readonly [stage: number, timeline: number] {
  const { stage, timeline } = turnsOf(session)
  return [stage.position, timeline.position]
}

/** Plays one event a millisecond, and notes after each of some frames what the two pictures show. */
function playFrames(session: Session, frames: number): (readonly [number, number])[] {
  session.core.set({ speed: 1000 })
  session.play(1)
  return Array.from({ length: frames }, () => {
    session.tick(10)
    return shownBy(session)
  })
}

describe('at fast play', () => {
  it('stage and timeline follow in turn, each one frame behind at most', () => {
    const { session } = createTestSession()
    turnsOf(session)
    const frames = playFrames(session, 6)
    for (const [i, places] of frames.entries()) {
      const now = (i + 1) * 10
      expect([...places].sort((a, b) => a - b)).toEqual([now - 10, now])
    }
    expect(new Set(frames.map(([stage, timeline]) => stage > timeline)).size).toBe(2)
  })

  it('both show where it stands as soon as it stands', () => {
    const { session } = createTestSession()
    turnsOf(session)
    playFrames(session, 3)
    session.pause()
    expect(shownBy(session)).toEqual([30, 30])
  })

  it('with reduced motion both follow at once', () => {
    const { session } = createTestSession()
    turnsOf(session)
    session.core.reducedMotion = true
    for (const [stage, timeline] of playFrames(session, 3)) expect(stage).toBe(timeline)
  })
})

it('at slow play, at a step and while dragging both follow at once', () => {
  const { session } = createTestSession()
  turnsOf(session)
  session.seek(7)
  expect(shownBy(session)).toEqual([7, 7])
  session.core.set({ held: true })
  for (const position of [9, 30, 12]) {
    session.seek(position)
    expect(shownBy(session)).toEqual([position, position])
  }
  session.core.set({ held: false, speed: 200 })
  session.play(1)
  for (let frame = 1; frame <= 3; frame++) {
    session.tick(10)
    expect(shownBy(session)).toEqual([12 + 2 * frame, 12 + 2 * frame])
  }
})
