import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Session } from '../session.ts'
import { calmViewOf } from './calm-view.ts'
import { createTestSession } from './gate-lab.tsx'

const PARTS = ['story', 'inspector', 'timeline'] as const

/** Subscribes to all parts; each entry of the result is a part that was told of another moment. */
function listen(session: Session): string[] {
  const told: string[] = []
  for (const part of PARTS) calmViewOf(session, part).subscribe(() => told.push(part))
  return told
}

function shownBy(session: Session): readonly (number | undefined)[] {
  return PARTS.map((part) => calmViewOf(session, part).moment()?.position)
}

describe('words', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())

  it('follow a step at once', () => {
    const { session } = createTestSession()
    const told = listen(session)
    session.seek(7)
    expect(told).toEqual([...PARTS])
    expect(shownBy(session)).toEqual([7, 7, 7])
  })

  it('follow a drag in turn, and are all of the last moment soon after it stands still', () => {
    const { session } = createTestSession()
    const told = listen(session)
    session.core.set({ held: true })
    for (let position = 1; position <= 20; position++) {
      session.seek(position)
      vi.advanceTimersByTime(16)
    }
    expect(told.length).toBeGreaterThanOrEqual(6)
    expect(told.length).toBeLessThanOrEqual(8)
    for (const [i, part] of told.entries()) expect(part).toBe(told[i % 3])
    expect(new Set(told.slice(0, 3)).size).toBe(3)
    vi.advanceTimersByTime(200)
    expect(shownBy(session)).toEqual([20, 20, 20])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('are exact as soon as the playhead is let go', () => {
    const { session } = createTestSession()
    listen(session)
    session.core.set({ held: true })
    session.seek(30)
    expect(shownBy(session)).toEqual([0, 0, 0])
    session.core.set({ held: false })
    expect(shownBy(session)).toEqual([30, 30, 30])
  })

  it('are left alone once nobody reads them', () => {
    const { session } = createTestSession()
    const leave = calmViewOf(session, 'story').subscribe(() => undefined)
    session.core.set({ held: true })
    session.seek(30)
    leave()
    expect(vi.getTimerCount()).toBe(0)
  })
})
