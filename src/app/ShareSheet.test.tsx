// @vitest-environment happy-dom
import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
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

it('says what goes with the link: bookmarks and breakpoints too, where there are any', () => {
  const { session } = createTestSession()
  const sheet = <ShareSheet open onClose={() => undefined} session={session} />
  const { unmount } = render(sheet)
  const holds = () => screen.getByText(/^The link holds/).textContent
  expect(holds()).toContain('holds the parameters, what you did, the branches and event 0.')
  unmount()
  session.marking.addBookmark('look here')
  session.marking.addBreakpoint(1, 'record 7')
  session.marking.addBookmark('and here')
  render(sheet)
  expect(holds()).toContain('what you did, the branches, 2 bookmarks by name, 1 breakpoint and event 0.')
})

it('where nothing may be copied selects the link and says so', async () => {
  const { session } = createTestSession()
  render(<ShareSheet open onClose={() => undefined} session={session} />)
  const field = await screen.findByDisplayValue<HTMLInputElement>(/#\/labs\//)
  document.execCommand = () => false
  vi.stubGlobal('navigator', {})
  fireEvent.click(screen.getByRole('button', { name: 'Copy link' }))
  expect(await screen.findByText(/The link is selected/)).toBeTruthy()
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, field.value.length])
  vi.unstubAllGlobals()
})
