import { expect, it } from 'vitest'
import { versionsText } from './versions-text.ts'

it.each<[Parameters<typeof versionsText>[0], string]>([
  [{ version: 0, lost: [] }, 'version 0, the only one, can be stepped through.'],
  [{ version: 4, lost: [] }, 'all versions up to 4 that it still has can be stepped through.'],
  [
    { version: 9, lost: [[3, 5]] },
    'versions up to 9 that it still has can be stepped through, but not 3 to 4: what was found says why.',
  ],
])('of %o says what can be stepped through', (report, text) => {
  expect(versionsText(report)).toBe(text)
})
