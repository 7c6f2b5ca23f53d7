import type { Challenge } from '../../practice/types.ts'
import { examples, expectMedians, hiddenCases, isAllowed, makeLarge } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Only the one or two numbers in the middle are ever asked for. Which structure keeps one end of a set at hand?',
    'Keep the smaller half so that you see its largest number, and the larger half so that you see its smallest.',
    'Push each number into the lower heap, move the top of that into the upper one, and move one back when the upper has more.',
  ],
  followUps: [
    'All values lie between 0 and 100. How do you answer in O(1), and how much memory does it take?',
    'The median of the last 1,000 values only: what does a heap do with a value that has left the window?',
    'Values are spread over a hundred machines. What can each send so that the median of all is nearly right?',
  ],
  sources: [
    'Heap operations: Python documentation, heapq; the two heaps are the usual textbook solution',
    'Measured: sorting on each question takes 2.35 s for 20,000 values in CPython, two heaps 0.3 s for 100,000',
  ],
  appliesTo: 'Any language; Spark answers the distributed question with percentile_approx',
  code: {
    entry: {
      typescript: { kind: 'class', name: 'RunningMedian', voids: ['add'] },
      python: { kind: 'class', name: 'RunningMedian', voids: ['add'] },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectMedians,
    isAllowed,
    growth: { asked: 'O(log n) for each call', start: { typescript: 2_000, python: 1_000 }, make: makeLarge },
    wrong: [
      {
        id: 'floor',
        why: 'The half is cut off: with an even count the median is the mean of two numbers and need not be whole. Of 1 and 2 it is 1.5.',
      },
      {
        id: 'upper',
        why: 'With an even count there are two numbers in the middle. You return the upper one; the median is the mean of both.',
      },
      {
        id: 'sizes',
        why: 'The heaps are kept of one size, but nothing moves between them: a number goes to the half whose turn it is, and not to the one it belongs to.',
      },
      {
        id: 'distinct',
        why: 'Equal numbers are kept once. In a median each of them counts: of 1, 1, 9 it is 1.',
      },
      {
        id: 'resort',
        why: 'All numbers are sorted again for each question: O(n log n) a time, and more than n² in all. Only the middle is asked for.',
        isSlow: true,
      },
      {
        id: 'sorted-list',
        why: 'The list is sorted again for each number that is added. All but one lie in order, which makes it quicker, but each of them is still looked at: O(n) a time.',
        isSlow: true,
      },
    ],
  },
}
