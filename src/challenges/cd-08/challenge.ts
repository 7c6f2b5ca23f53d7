import type { Challenge } from '../../practice/types.ts'
import { examples, expectPeaks, hiddenCases, isAllowed, makeLarge } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'A low value with a higher one behind it: can it be the highest of any window still to come?',
    'Keep only values that are higher than all behind them. Where among these is the highest, and which is the next to leave?',
    'A queue of positions: take lower or equal values off the back, push, take the front off when it is k behind, read the front.',
  ],
  followUps: [
    'Minutes without a figure are missing, and the window is one of time. What changes in the test at the front?',
    'Highest and lowest at once: what does it cost?',
    'Each window is to be the sum instead. Why is no queue needed, and why does that way not work for the highest?',
  ],
  sources: [
    'The queue of falling values is the usual textbook solution for the maximum of a sliding window',
    'Python documentation, collections.deque: appends and pops at both ends in O(1)',
  ],
  appliesTo: 'Any language; SQL says it as MAX over ROWS BETWEEN k-1 PRECEDING AND CURRENT ROW',
  code: {
    entry: {
      typescript: { kind: 'function', name: 'windowPeaks' },
      python: { kind: 'function', name: 'window_peaks' },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectPeaks,
    isAllowed,
    growth: { asked: 'O(n)', start: { typescript: 20_000, python: 6_000 }, make: makeLarge },
    wrong: [
      {
        id: 'long',
        why: 'The front is taken off one step too late, so the window has k + 1 values. With k values the one at i − k is out.',
      },
      {
        id: 'partial',
        why: 'There is an answer for each value, also for the first ones, whose window is not full yet. The line begins with the first full window.',
      },
      {
        id: 'equal',
        why: 'Values are kept without positions, and of equal ones just one. When the first of them leaves it takes the other along, which is still in the window.',
      },
      {
        id: 'zero',
        why: 'The highest is sought from 0 upwards. Where all values of a window are below 0, none of them is found.',
      },
      {
        id: 'next',
        why: 'One highest value is remembered. When it leaves, the newest value takes its place, and others between them may be higher.',
      },
      {
        id: 'scan',
        why: 'All k values of each window are looked at: O(n k), and most of them were in the window before.',
        isSlow: true,
      },
      {
        id: 'rescan',
        why: 'The highest is remembered with its position, and sought anew in the whole window when it leaves. Where values fall it leaves with each step: O(n k).',
        isSlow: true,
      },
    ],
  },
}
