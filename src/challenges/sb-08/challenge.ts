import type { Challenge } from '../../practice/types.ts'
import { examples, expectMerged, hiddenCases, isAllowed } from './cases.ts'
import { drawPasses } from './draw.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'How many runs can a merge read when one of the buffers holds what it writes?',
    'A pass is a loop over groups of runs, and around it goes a loop until one run is left.',
    'Cut the list of runs into slices of buffers − 1. A slice of one run goes into the next list as it is and counts nothing.',
  ],
  followUps: [
    'Which runs would you merge first so that the fewest rows are written in all?',
    'The last pass could hand its rows on without writing them. How much does that save?',
    'A buffer can be a page or a megabyte. What do larger ones cost, and what do they gain on a disk?',
  ],
  sources: [
    'External merge sort, any textbook on databases: B buffers merge B − 1 runs at a time',
    'PostgreSQL, src/backend/utils/sort/tuplesort.c, MAXORDER: at most 500 runs in one merge',
    'apache/spark, UnsafeSorterSpillMerger: all spills are merged at once',
  ],
  appliesTo: 'External sorts in general; Spark merges all spills of a task in one pass',
  shownIn: { lab: 'external-sort', text: 'Passes of a merge' },
  code: {
    entry: {
      typescript: { kind: 'function', name: 'mergeRuns' },
      python: { kind: 'function', name: 'merge_runs' },
    },
    programs,
    examples,
    hiddenCases,
    draw: drawPasses,
    expect: expectMerged,
    isAllowed,
    wrong: [
      {
        id: 'output',
        why: 'As many runs are merged as there are buffers. One of them is needed for what the merge writes, so it is one run fewer.',
      },
      {
        id: 'pairs',
        why: 'Two runs are merged at a time, whatever the number of buffers. Most buffers stay empty, and the rows are copied in more passes.',
      },
      {
        id: 'chain',
        why: 'The result of each merge is merged again with the next runs. The first rows are copied every time; a pass takes all groups before it begins anew.',
      },
      {
        id: 'copied',
        why: 'A run that is alone in its group is counted as written. It is handed on to the next pass, and no row of it is copied.',
      },
      {
        id: 'lost',
        why: 'Only full groups are merged. The runs that are left over at the end of a pass are lost, and their rows with them.',
      },
    ],
  },
}
