// @vitest-environment happy-dom
import { fireEvent, render, screen } from '@testing-library/react'
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

it('keeps the keys from the page that would press or move something there, and gives none of them', () => {
  const page = vi.fn<(event: KeyboardEvent) => void>()
  addEventListener('keydown', page)
  render(<Holder hold onLeave={vi.fn()} />)
  const button = screen.getByRole('button')
  const keys = ['Enter', 'Tab', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']
  for (const key of [...keys, ' ']) expect(fireEvent.keyDown(button, { key }), key).toBe(false)
  expect(page).not.toHaveBeenCalled()
  for (const key of ['Shift', 'F5']) expect(fireEvent.keyDown(button, { key }), key).toBe(true)
  expect(page).toHaveBeenCalledTimes(2)
  fireEvent.click(button)
  expect(button.textContent).toBe(' ')
  removeEventListener('keydown', page)
})

it('keeps the signs that AltGr writes, and leaves commands to the page', () => {
  const page = vi.fn<(event: KeyboardEvent) => void>()
  addEventListener('keydown', page)
  render(<Holder hold onLeave={vi.fn()} />)
  const button = screen.getByRole('button')
  const press = (key: string, isAltGraph: boolean) => {
    const event = new KeyboardEvent('keydown', { key, ctrlKey: true, altKey: true, bubbles: true, cancelable: true })
    // The test document does not tell AltGr from alt.
    event.getModifierState = (name) => name === 'AltGraph' && isAltGraph
    return fireEvent(button, event)
  }
  expect(press('@', true)).toBe(false)
  expect(page).not.toHaveBeenCalled()
  expect(press('q', false)).toBe(true)
  expect(page).toHaveBeenCalledTimes(1)
  fireEvent.click(button)
  expect(button.textContent).toBe('@')
  removeEventListener('keydown', page)
})
