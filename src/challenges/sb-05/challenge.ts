import type { Challenge } from '../../practice/types.ts'
import { examples, expectSorted, hiddenCases, isAllowed, makeLarge } from './cases.ts'
import { drawRows } from './draw.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'What decides in the heap when two keys are equal?',
    'Runs are cut from the input in order. Of two equal keys in two runs, which row came first?',
    'Sort each run by the key alone, which the library does stably, and compare (key, number of the run) in the heap.',
  ],
  followUps: [
    'Spark and DuckDB do not promise a stable sort. What would you add to the key where you need one?',
    'The rows do not fit into memory. Which lists of this program become files, and what does the heap hold then?',
    'Sort by the key downwards: why is reversing the sorted list not stable?',
  ],
  sources: [
    'Python documentation, Sorting HOW TO: sorts are stable; heapq, Priority queue implementation notes',
    'ECMAScript 2019: Array.prototype.sort is stable',
    'Measured on such a merge whose heap compares records: 200 of 200 random inputs came out unstable',
  ],
  appliesTo: 'Any k-way merge of sorted runs',
  shownIn: { lab: 'external-sort', text: 'Runs are merged, row by row' },
  code: {
    entry: {
      typescript: { kind: 'function', name: 'sortRows' },
      python: { kind: 'function', name: 'sort_rows' },
    },
    programs,
    examples,
    hiddenCases,
    draw: drawRows,
    expect: expectSorted,
    isAllowed,
    growth: { asked: 'O(n log k) for k runs', start: { typescript: 2_000, python: 500 }, make: makeLarge },
    wrong: [
      {
        id: 'payload',
        why: 'On equal keys the heap goes on to compare the rest of the rows. They come out ordered by what was not asked for.',
      },
      {
        id: 'position',
        why: 'On equal keys the row nearer the begin of its run wins. The second row of the first run came before the first row of the second.',
      },
      {
        id: 'key',
        why: 'The heap compares nothing but keys. Which of two equal ones it gives first depends on where they happen to lie in it.',
      },
      {
        id: 'zero',
        why: 'Only a limit of 0 is refused. With -1 there are no runs at all, and every row is lost without an error.',
      },
      {
        id: 'within',
        why: 'The merge is stable, the runs are not sorted by the key: within a run rows are still ordered by all of their cells.',
      },
      {
        id: 'scan',
        why: 'For each row all k runs are looked at: O(n k). A heap finds the next one in O(log k).',
        isSlow: true,
      },
    ],
  },
}
