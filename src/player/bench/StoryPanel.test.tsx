// @vitest-environment happy-dom
import { act, render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { createTestSession } from './gate-lab.tsx'
import { EventTab } from './EventTab.tsx'
import { StoryPanel } from './StoryPanel.tsx'

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
  expect(container.textContent).not.toContain('Press play')
})

it('folds the steps of a long run around the current one, opens them and folds them again, with the keyboard in place', () => {
  const { session, worker } = createTestSession({}, true)
  worker.release(1)
  const steps = Array.from({ length: 30 }, (_, i) => ({ from: i === 0 ? 0 : undefined, text: `step ${i}` }))
  vi.spyOn(session.lab, 'story').mockReturnValue({ steps, code: [], line: 0, why: { title: 'why', paragraphs: [] } })
  render(<StoryPanel session={session} />)
  const texts = () => screen.getAllByRole('listitem').map((item) => item.textContent.replace(/^[0–]/, ''))
  const short = [...steps.slice(0, 8).map(({ text }) => text), 'and 21 more', 'step 29']
  expect(texts()).toEqual(short)
  act(() => screen.getByRole('button', { name: 'and 21 more' }).click())
  expect(texts()).toEqual([...steps.map(({ text }) => text), 'fewer'])
  expect(document.activeElement?.textContent).toBe('fewer')
  act(() => screen.getByRole('button', { name: 'fewer' }).click())
  expect(texts()).toEqual(short)
  expect(document.activeElement?.textContent).toBe('and 21 more')
})
