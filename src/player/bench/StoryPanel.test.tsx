// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { createTestSession } from './gate-lab.tsx'
import { EventTab } from './EventTab.tsx'
import { StoryPanel } from './StoryPanel.tsx'

afterEach(cleanup)

it('explains nothing of a run that failed before its first event, and does not ask to play it', () => {
  const { session, worker } = createTestSession({}, true)
  worker.release(1)
  const moment = session.core.moment(session.branch, 0)
  if (moment === undefined) throw new Error('the run has not started')
  const { container } = render(
    <>
      <StoryPanel session={session} />
      <EventTab session={session} moment={moment} />
    </>,
  )
  expect(container.querySelector('.why')).not.toBeNull()
  act(() => {
    session.branch.end = { type: 'failed', error: { code: 'BAD', message: 'line 6: 4 fields', where: 'rows' } }
    session.core.refresh()
  })
  expect(container.querySelector('.why')).toBeNull()
  expect(container.textContent).not.toContain('Press space')
})
