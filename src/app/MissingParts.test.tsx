// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { later } from '../player/bench/later.tsx'
import { MissingParts } from './MissingParts.tsx'

/** As a module whose import failed once, in a browser that remembers it. */
function fetchNothing() {
  return Promise.reject(new TypeError('Failed to fetch dynamically imported module'))
}

const names = () => screen.queryAllByRole('button').map((button) => button.textContent)

it('offers to reload the page from the beginning, beside another try', async () => {
  const Part = later(fetchNothing)
  const reload = vi.fn()
  const user = userEvent.setup()
  render(
    <>
      <Part />
      <MissingParts onReload={reload} bar="Labs and Practice" />
    </>,
  )
  expect((await screen.findByRole('alert')).textContent).toContain('A part of this page did not arrive.')
  expect(screen.queryByText('Labs and Practice')).toBeNull()
  expect(names()).toEqual(['Try again', 'Reload the page', 'Close'])
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await user.click(await screen.findByRole('button', { name: 'Reload the page' }))
  expect(reload).toHaveBeenCalledTimes(1)
  await user.click(screen.getByRole('button', { name: 'Close' }))
  expect(screen.queryByRole('alert')).toBeNull()
})

it('cannot be closed where the page itself is missing, as nothing would be left but the bar over it', async () => {
  const Page = later(fetchNothing, true)
  const { rerender } = render(
    <>
      <Page />
      <MissingParts onReload={vi.fn()} bar="Labs and Practice" />
    </>,
  )
  expect((await screen.findByRole('alert')).textContent).toContain('This page did not arrive.')
  expect(names()).toEqual(['Try again', 'Reload the page'])
  expect(screen.getByText('Labs and Practice')).toBeTruthy()
  rerender(<MissingParts onReload={vi.fn()} bar="Labs and Practice" />)
  expect(screen.queryByRole('alert')).toBeNull()
})
