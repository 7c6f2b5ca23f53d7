// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { KeepNotice } from './KeepNotice.tsx'

const storage = { persist: vi.fn<() => Promise<boolean>>(), persisted: vi.fn<() => Promise<boolean>>() }

beforeEach(() => {
  localStorage.clear()
  storage.persist.mockReset().mockResolvedValue(true)
  storage.persisted.mockReset().mockResolvedValue(false)
  vi.stubGlobal('navigator', { storage })
})
afterEach(() => {})

/** Renders it, and waits until it has decided. */
async function open(): Promise<void> {
  storage.persisted.mockClear()
  render(<KeepNotice />)
  await waitFor(() => expect(storage.persisted).toHaveBeenCalled())
}

it.each(['Ask to keep it', 'No'])('is settled in this browser by "%s"', async (name) => {
  await open()
  fireEvent.click(await screen.findByRole('button', { name }))
  await waitFor(() => expect(screen.queryByRole('region')).toBeNull())
  expect(storage.persist).toHaveBeenCalledTimes(name === 'No' ? 0 : 1)
  expect(localStorage.length).toBe(1)
  cleanup()
  storage.persisted.mockClear()
  render(<KeepNotice />)
  expect(storage.persisted).not.toHaveBeenCalled()
})

it('asks in another browser, whatever was answered in the first', async () => {
  await open()
  fireEvent.click(await screen.findByRole('button', { name: 'No' }))
  cleanup()
  localStorage.clear()
  await open()
  expect(await screen.findByRole('button', { name: 'Ask to keep it' })).toBeDefined()
})
