// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useResized } from './useResized.ts'

it('is true from a new size until the next moment', () => {
  const { result, rerender } = renderHook(([shown, height]) => useResized(shown, 800, height), {
    initialProps: ['a', 400] as [string, number],
  })
  const seen = [result.current]
  const next: [string, number][] = [
    ['b', 400],
    ['b', 300],
    ['b', 300],
    ['c', 300],
    ['d', 200],
    ['e', 200],
  ]
  for (const props of next) {
    rerender(props)
    seen.push(result.current)
  }
  expect(seen).toEqual([false, false, true, true, false, true, false])
})
