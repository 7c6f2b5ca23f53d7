// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { createTestLog } from './test-attempt-log.ts'
import { useAttempt } from './use-attempt.ts'
import { useErased } from './use-erased.ts'

function open() {
  const { records, ports } = createTestLog()
  const view = renderHook(() => {
    const control = useAttempt('sq-02', [...records], true, ports)
    return { control, isErased: useErased(control) }
  })
  return { records, ...view }
}

it('tells that an attempt under way was erased, until the next one begins', () => {
  const { records, result, rerender } = open()
  expect(result.current.isErased).toBe(false)
  result.current.control.edit('sql', 'S')
  rerender()
  expect(result.current.isErased).toBe(false)
  records.length = 0
  rerender()
  expect(result.current.isErased).toBe(true)
  rerender()
  expect(result.current.isErased).toBe(true)
  result.current.control.edit('sql', 'A')
  rerender()
  expect(result.current.isErased).toBe(false)
})

it('tells nothing of an attempt that was put aside', () => {
  const { result, rerender } = open()
  result.current.control.edit('sql', 'S')
  rerender()
  result.current.control.submit({ score: 50, passed: 1, total: 2 }, 3)
  rerender()
  result.current.control.again()
  rerender()
  expect(result.current.control.attempt).toBeUndefined()
  expect(result.current.isErased).toBe(false)
})
