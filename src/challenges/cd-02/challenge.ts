import type { Challenge } from '../../practice/types.ts'
import { examples, expectCount, hiddenCases, isAllowed, makeLarge } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Write the sum of a stretch as a difference of two numbers that you can compute once for all.',
    'You look for pairs of balances, earlier and later, whose difference lies within bounds. What would two sorted halves help?',
    'Merge sort: before merging, walk the left half and move two pointers through the right one, to left + low and past left + high.',
  ],
  followUps: [
    'All changes are 0 or more. Which way takes O(n), and where does it fail with negative ones?',
    'Days arrive one by one, and the count is asked for after each. Which structure replaces merge sort?',
    'The balances lie in a table. What does the join in SQL cost, and can an engine do better than a nested loop?',
  ],
  sources: [
    'Counting pairs while merging is the usual textbook solution; Python documentation, Sorting HOW TO: Timsort uses runs',
    'Measured: two loops over 100,000 sums take 46 s in Node, 20,000 take 36 s in CPython',
  ],
  appliesTo: 'Any language; a range join of a table with itself in SQL',
  shownIn: { lab: 'external-sort', scenario: 'one-pass', text: 'Sorted runs are merged, record by record' },
  code: {
    entry: {
      typescript: { kind: 'function', name: 'countStretches' },
      python: { kind: 'function', name: 'count_stretches' },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectCount,
    isAllowed,
    growth: { asked: 'O(n log n)', start: { typescript: 5_000, python: 500 }, make: makeLarge },
    wrong: [
      {
        id: 'first',
        why: 'The balance 0 before the first day is missing. Stretches that begin with the first day are then never counted.',
      },
      {
        id: 'open',
        why: 'The upper bound is left out. A stretch whose sum is exactly high counts as well.',
      },
      {
        id: 'window',
        why: 'A window is made shorter as soon as its sum is too large. That needs sums that grow with the length; after a negative change a longer one may fit again.',
      },
      {
        id: 'bits',
        why: 'The balances are cut to 32 bits, as | 0 does in JavaScript. Two large changes are enough to overflow, and the differences are wrong.',
      },
      {
        id: 'distinct',
        why: 'Each sum is counted once. Stretches with equal sums but other first or last days are different ones.',
      },
      {
        id: 'loops',
        why: 'All pairs of balances are looked at: n²/2 differences, 2 billion of them for 65,535 days.',
        isSlow: true,
      },
    ],
  },
}
