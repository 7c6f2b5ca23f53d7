import type { Challenge } from '../../practice/types.ts'
import { examples, expectTotals, hiddenCases, isAllowed, makeLarge } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'A plain list is quick to change, running sums are quick to ask. What lies between the two?',
    'Keep sums of pieces of 1, 2, 4, 8 … counts. How many pieces hold one count, and how many make up the first k?',
    'A Fenwick tree: going down k loses its lowest bit, going up it is added. set adds the difference to the count before.',
  ],
  followUps: [
    'The planner asks for the largest count of a range. Why does this tree not do, and what does?',
    'Find the first partition at which the rows so far exceed a million, in O(log n).',
    'Counts are corrected by a range at a time: all from start to end by the same difference. What do you store then?',
  ],
  sources: [
    'P. Fenwick, A new data structure for cumulative frequency tables, Software: Practice and Experience 24 (3), 1994',
  ],
  appliesTo: 'Any language',
  code: {
    entry: {
      typescript: { kind: 'class', name: 'Totals', voids: ['set'] },
      python: { kind: 'class', name: 'Totals', voids: ['set'] },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectTotals,
    isAllowed,
    growth: { asked: 'O(log n) for each call', start: { typescript: 5_000, python: 1_000 }, make: makeLarge },
    wrong: [
      {
        id: 'add',
        why: 'The new count is added to the old one. It takes its place: add the difference of the two.',
      },
      {
        id: 'stale',
        why: 'The difference is taken to the count that the partition had at the begin. From the second correction on it is another one.',
      },
      {
        id: 'end',
        why: 'The count at the end of the range is in the total. The range ends before it.',
      },
      {
        id: 'start',
        why: 'The count at the start is not in the total: the sum of the first start + 1 is taken away, in place of the first start.',
      },
      {
        id: 'once',
        why: 'The running sums are computed once. A correction changes the count alone and is never seen by a total.',
      },
      {
        id: 'list',
        why: 'Each total adds up the whole range: O(n) a time, and as much again for the next question.',
        isSlow: true,
      },
      {
        id: 'sum',
        why: 'The range is cut out and added up by what the language brings: fewer lines and quicker ones, and still O(n) for each total.',
        isSlow: true,
      },
    ],
  },
}
