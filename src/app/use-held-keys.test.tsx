// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { useHeldKeys } from './use-held-keys.ts'

function Holder({ hold, onLeave }: { readonly hold: boolean; readonly onLeave: () => void }) {
  const typed = useHeldKeys(hold, onLeave)
  const [shown, show] = useState('nothing yet')
  return <button onClick={() => show(typed())}>{shown}</button>
}

it('keeps what is typed from the page while it holds, and Esc leaves', async () => {
  const user = userEvent.setup()
  const page = vi.fn<(event: KeyboardEvent) => void>()
  const leave = vi.fn()
  addEventListener('keydown', page)
  const { rerender } = render(<Holder hold={false} onLeave={leave} />)
  await user.keyboard('f')
  expect(page).toHaveBeenCalledTimes(1)
  rerender(<Holder hold onLeave={leave} />)
  await user.keyboard('firt{Backspace}st pb')
  expect(page).toHaveBeenCalledTimes(1)
  await user.click(screen.getByRole('button'))
  expect(screen.getByRole('button').textContent).toBe('first pb')
  await user.keyboard('{Escape}')
  expect(leave).toHaveBeenCalledTimes(1)
  removeEventListener('keydown', page)
})
