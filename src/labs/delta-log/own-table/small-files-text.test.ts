import { expect, it } from 'vitest'
import { smallFilesText } from './small-files-text.ts'

it.each([
  [{ count: 0, partitions: 0, medianBytes: 0, alone: 0 }, 'OPTIMIZE would find nothing to compact.'],
  [
    { count: 1, partitions: 1, medianBytes: 765, alone: 1 },
    '1 file would be rewritten by OPTIMIZE only because rows of its own are deleted by a vector; it has 765 B.',
  ],
  [
    { count: 2, partitions: 2, medianBytes: 765, alone: 2 },
    '2 files would be rewritten by OPTIMIZE only because rows of their own are deleted by a vector; their median is 765 B.',
  ],
  [
    { count: 5, partitions: 2, medianBytes: 765, alone: 0 },
    '5 files in 2 partitions could be compacted by OPTIMIZE; their median is 765 B.',
  ],
  [
    { count: 5, partitions: 2, medianBytes: 765, alone: 1 },
    '5 files in 2 partitions could be compacted by OPTIMIZE; their median is 765 B; 1 of them only because rows are deleted by a vector, with no other file to go with.',
  ],
])('of %o says why', (smallFiles, text) => {
  expect(smallFilesText(smallFiles)).toBe(text)
})
