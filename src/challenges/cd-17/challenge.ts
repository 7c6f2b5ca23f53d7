import type { Challenge } from '../../practice/types.ts'
import { examples, expectFewest, hiddenCases, isAllowed } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Taking the largest size that fits fails for 6 with 4, 3 and 1. Why?',
    'If the last batch has 4, how many batches do the other rows need? Which numbers must be known for that?',
    'fewest[0] is 0. From 1 up: fewest[r] is one more than the least fewest[r − size] over all sizes up to r.',
  ],
  followUps: [
    'Give the batches themselves. What must be kept beside the counts?',
    'In how many ways can it be done, if the order of the batches does not count? What becomes of the loops?',
    'Each size is there once only. In which direction does the inner loop run then, and why?',
    'Rows go to 10¹². For which sizes is taking the largest first right?',
  ],
  sources: [
    'The problem is coin change, the usual first example of dynamic programming where greedy choice fails',
    'S. Martello and P. Toth, Knapsack Problems, 1990, chapter 5: the change-making problem',
  ],
  appliesTo: 'Any language',
  code: {
    entry: {
      typescript: { kind: 'function', name: 'fewestBatches' },
      python: { kind: 'function', name: 'fewest_batches' },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectFewest,
    isAllowed,
    wrong: [
      {
        id: 'greedy',
        why: 'The largest size that fits is always taken. It can leave a rest that takes many batches, or that no size fits.',
      },
      {
        id: 'once',
        why: 'Each size is taken once at most, as in a knapsack. Batches of one size may be written as often as you like.',
      },
      {
        id: 'cover',
        why: 'The last batch may be larger than the rows that are left. All batches have to be full.',
      },
      {
        id: 'ways',
        why: 'You count in how many ways it can be done. Asked is how few batches the shortest one has.',
      },
      {
        id: 'zero',
        why: 'Where the rows cannot be reached, 0 is returned. That is the answer for no rows; this one is −1.',
      },
    ],
  },
}
