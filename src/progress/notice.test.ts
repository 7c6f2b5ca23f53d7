import { expect, it } from 'vitest'
import { memoryNotice, noticeOfNone } from './notice.ts'

it('tells a full disk from a browser that gives no storage', () => {
  const full = noticeOfNone(new DOMException('', 'QuotaExceededError'))
  expect(full.text).toMatch(/is full\. Progress lasts until this tab is closed/)
  expect(full.lasting).toBe(true)
  expect(noticeOfNone(new DOMException('', 'SecurityError'))).toBe(memoryNotice)
})
