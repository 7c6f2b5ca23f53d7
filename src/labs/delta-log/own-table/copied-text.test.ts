import { expect, it } from 'vitest'
import { copiedText } from './copied-text.ts'

it('says whose times the versions have', () => {
  expect(copiedText({ fileMs: Date.UTC(2026, 10, 30, 2), infoMs: Date.UTC(2024, 5, 17, 8, 38) })).toMatch(
    /^Times of versions are those of the files, .* is of 2026-11-30 by its file, and its commitInfo says 2024-06-17\./,
  )
})
