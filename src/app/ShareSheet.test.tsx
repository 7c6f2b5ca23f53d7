// @vitest-environment happy-dom
import { render } from '@testing-library/react'
import { expect, it } from 'vitest'
import { createTestSession } from '../player/bench/gate-lab.tsx'
import { ShareSheet } from './ShareSheet.tsx'

it('stops play, so that what is sent is the moment that was asked for', () => {
  const { session } = createTestSession()
  session.play(1)
  const { rerender } = render(<ShareSheet open={false} onClose={() => undefined} session={session} />)
  expect(session.state.direction).toBe(1)
  rerender(<ShareSheet open onClose={() => undefined} session={session} />)
  expect(session.state.direction).toBe(0)
})
