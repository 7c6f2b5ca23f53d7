import type { Challenge } from '../../practice/types.ts'
import { examples, expectReaches, hiddenCases, isAllowed, makeLarge } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Which days still wait for a higher value after day i? What do their values look like in order?',
    'Keep the waiting days on a stack. A new value takes off all that are lower; that is their ahead.',
    'After that the top is higher or equal. Higher: back is the distance. Equal: the distance and the back of that day.',
  ],
  followUps: [
    'Values arrive one by one, and back is asked for at once. What does one value cost at worst, and on average?',
    'The days are spread over files in order. What must one file hand to the next?',
    'Write back in SQL. Why is a window with a frame not enough?',
  ],
  sources: ['The stack of falling values is the usual textbook solution for next greater elements and spans'],
  appliesTo: 'Any language',
  code: {
    entry: {
      typescript: { kind: 'function', name: 'findReaches' },
      python: { kind: 'function', name: 'find_reaches' },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectReaches,
    isAllowed,
    growth: { asked: 'O(n)', start: { typescript: 10_000, python: 1_500 }, make: makeLarge },
    wrong: [
      {
        id: 'equal-back',
        why: 'An equal value ends the days back here. It is not higher, so the row of days goes on through it.',
      },
      {
        id: 'equal-ahead',
        why: 'An equal value counts as the higher one that was waited for. The days ahead go past it to one that is truly higher.',
      },
      {
        id: 'neighbour',
        why: 'Back is one more than that of the day before. The days before that one may be lower still than today, and they count too.',
      },
      {
        id: 'place',
        why: 'Ahead holds on which day the higher value comes. Asked is how many days pass until then.',
      },
      {
        id: 'none',
        why: 'Where no higher value comes, the days to the end are given. Nothing was found there: it is 0.',
      },
      {
        id: 'scan',
        why: 'From each day the others are walked through one by one: O(n²) on values that rise or fall for long.',
        isSlow: true,
      },
    ],
  },
}
