import { expect, it } from 'vitest'
import { vacuumText } from './vacuum-text.ts'

it.each([
  [[[3, 4]], 'would delete 2 files, 20 B; version 3 could not be read any more.'],
  [[[0, 4]], '; versions 0 to 3 could not be read any more.'],
  [
    [
      [0, 4],
      [7, 8],
    ],
    '; versions 0 to 3, 7 could not be read any more.',
  ],
  [
    Array.from({ length: 9 }, (_, i) => [2 * i, 2 * i + 1]),
    '; versions 0, 2, 4, 6, 8, 10 and 3 more stretches could not',
  ],
  [[], '; no version that can be read needs them.'],
  [undefined, '; a commit that cannot be read hides which versions need them.'],
] as const)('says which versions die: %j', (versions, words) => {
  expect(vacuumText({ files: 2, sizeBytes: 20, paths: [], versions } as Parameters<typeof vacuumText>[0])).toContain(
    words,
  )
})

it('says that nothing goes, or why it cannot be told', () => {
  expect(vacuumText({ files: 0, sizeBytes: 0, paths: [], versions: [] })).toContain('would delete nothing.')
  expect(vacuumText({ code: 'BAD', message: 'the retention is no interval', where: 'metaData' })).toBe(
    'What VACUUM would delete cannot be told: the retention is no interval (metaData).',
  )
})
