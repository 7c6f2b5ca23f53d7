import type { Challenge } from '../../practice/types.ts'
import { examples, expectCounts, hiddenCases, isAllowed, makeLarge } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'From which end do you walk, so that all that count for an event have been met already?',
    'You need a structure that takes numbers and says how many are smaller than x. Which can do both in O(log n)?',
    'Give each different time its rank, keep a Fenwick tree over ranks from the last arrival on, and sum up to rank − 1.',
  ],
  followUps: [
    'The sum of all counts is asked for only. What does merge sort need then, and what does it not?',
    'How far back do late events lie in time? Which watermark would lose one event in a thousand?',
    'Events are in many files, one after the other. What can be counted in each alone, and what not?',
  ],
  sources: [
    'P. Fenwick, A new data structure for cumulative frequency tables, Software: Practice and Experience 24 (3), 1994',
    'Measured: at n = 20,000 two loops take about 12 s in CPython, a Fenwick tree 0.04 s; insort 1.5 s at 100,000',
  ],
  appliesTo: 'Any language',
  shownIn: { lab: 'external-sort', scenario: 'one-pass', text: 'Sorted runs are merged, record by record' },
  code: {
    entry: {
      typescript: { kind: 'function', name: 'countLate' },
      python: { kind: 'function', name: 'count_late' },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectCounts,
    isAllowed,
    growth: { asked: 'O(n log n)', start: { typescript: 5_000, python: 1_000 }, make: makeLarge },
    wrong: [
      {
        id: 'equal',
        why: 'Events of the same time are counted too. They are not earlier: the count ends below the own rank.',
      },
      {
        id: 'before',
        why: 'You count earlier times among those that arrived before the event. Asked is who came later.',
      },
      {
        id: 'later',
        why: 'You count later arrivals that happened later, too. Those are in order; the others have happened earlier.',
      },
      {
        id: 'once',
        why: 'Several events of one time are counted once. Each of them arrived late on its own.',
      },
      {
        id: 'bits',
        why: 'The times are cut to 32 bits, as | 0 does in JavaScript. Milliseconds since 1970 have needed 41 bits for years.',
      },
      {
        id: 'loops',
        why: 'For each event all later ones are looked at: n²/2 comparisons.',
        isSlow: true,
      },
      {
        id: 'slices',
        why: 'For each event the rest of the list is cut out and those before it counted: n²/2 comparisons in a single line.',
        isSlow: true,
      },
    ],
  },
}
