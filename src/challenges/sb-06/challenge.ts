import type { Challenge } from '../../practice/types.ts'
import { examples, expectMeasured, hiddenCases, isAllowed } from './cases.ts'
import { drawMerge } from './draw.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'How many rows of each run must be known to say which row is the smallest of all?',
    'Hold the first row of each run. When one is yielded, only its own run has to give another.',
    'Yield first, then call next() of that run, and put the row back among the held ones unless the run is over. 0 is a row.',
  ],
  followUps: [
    'The runs come from an input that is a stream. What does the first phase hold, and when does it write a run?',
    'Reading one row at a time from a disk is slow. What does a buffer for each run change in the count?',
    'With 100,000 runs even one row of each is too much. What then?',
  ],
  sources: [
    'External merge sort, any textbook on databases: one input buffer for each run while runs are merged',
    'Python documentation, heapq.merge: an iterator over the merged inputs that does not pull them into memory',
    'Measured on a program of an interview guide: input, runs and result are in memory together',
  ],
  appliesTo: 'External sorts in general',
  shownIn: { lab: 'external-sort', text: 'Runs are merged, row by row' },
  code: {
    entry: {
      typescript: { kind: 'function', name: 'measure' },
      python: { kind: 'function', name: 'measure' },
    },
    programs,
    examples,
    hiddenCases,
    draw: drawMerge,
    expect: expectMeasured,
    isAllowed,
    wrong: [
      {
        id: 'all',
        why: 'All rows are read before the first one is yielded. The rows are right, and the memory is that of a sort of all of them.',
      },
      {
        id: 'ahead',
        why: 'The next row is fetched before the smallest one is handed over. For a moment there is one row more than there are runs.',
      },
      {
        id: 'zero',
        why: 'The end of a run is found by asking whether the row is true. 0 is not, and so the rest of that run is lost.',
      },
      {
        id: 'first',
        why: 'The merge stops as soon as one run is over. The rows that are left in the other runs are lost.',
      },
      {
        id: 'chained',
        why: 'The runs are read one after the other. Little is held, but rows of different runs are not put in order.',
      },
      {
        id: 'distinct',
        why: 'A row that equals the one before it is left out. A sort gives as many rows as it has taken.',
      },
    ],
  },
}
