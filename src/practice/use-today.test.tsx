// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useToday } from './use-today.ts'

beforeEach(() => void vi.useFakeTimers({ now: new Date(2026, 10, 29, 23, 50) }))
afterEach(() => {
  vi.useRealTimers()
})

it('is another day once midnight is past, also of a page that nothing is done in', () => {
  const { result } = renderHook(useToday)
  act(() => void vi.advanceTimersByTime(9 * 60_000))
  expect(result.current.getDate()).toBe(29)
  act(() => void vi.advanceTimersByTime(2 * 60_000))
  expect(result.current.getDate()).toBe(30)
  act(() => void vi.advanceTimersByTime(24 * 3_600_000))
  expect(result.current.getDate()).toBe(1)
})

it('is the day on which the page comes back into sight, where the machine slept over midnight', () => {
  const { result } = renderHook(useToday)
  vi.setSystemTime(new Date(2026, 11, 2, 8))
  expect(result.current.getDate()).toBe(29)
  act(() => void document.dispatchEvent(new Event('visibilitychange')))
  expect(result.current.getDate()).toBe(2)
})
