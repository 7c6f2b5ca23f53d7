// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useResized } from './useResized.ts'

it('is true from a new size until the next moment', () => {
  const { result, rerender } = renderHook(([shown, height]) => useResized(shown, 800, height), {
    initialProps: [1, 400] as [number, number],
  })
  const seen = [result.current]
  const next: [number, number][] = [
    [2, 400],
    [2, 300],
    [2, 300],
    [3, 300],
    [4, 200],
    [5, 200],
  ]
  for (const props of next) {
    rerender(props)
    seen.push(result.current)
  }
  expect(seen).toEqual([false, false, true, true, false, true, false])
})
