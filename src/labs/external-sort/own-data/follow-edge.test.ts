import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTestSession } from '../../../player/bench/gate-lab.tsx'
import { followEdge } from './follow-edge.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the playhead stays at the end of what is written until it is moved, and again when it is moved there', () => {
  const { session, worker } = createTestSession({}, true)
  const stop = followEdge(session)
  const write = (steps: number): void => {
    worker.release(steps)
    vi.advanceTimersByTime(300)
  }
  write(2)
  expect(session.state.position).toBe(100)
  write(1)
  expect(session.state.position).toBe(200)
  session.seek(40)
  write(1)
  expect(session.state.position).toBe(40)
  expect(session.branch.log.length).toBe(300)
  session.seek(300)
  vi.advanceTimersByTime(300)
  write(1)
  expect(session.state.position).toBe(400)
  write(10)
  expect(session.branch.end.type).toBe('complete')
  expect(session.state.position).toBe(session.branch.log.length)
  stop()
})

test('it is left alone when the following has ended, and after the log has', () => {
  const { session, worker } = createTestSession({}, true)
  const stop = followEdge(session)
  stop()
  worker.release()
  vi.advanceTimersByTime(1000)
  expect(session.state.position).toBe(0)
})
