import type { Challenge } from '../../practice/types.ts'
import { examples, expectTop, hiddenCases, isAllowed, makeLarge } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'When is it safe to leave a word out: before or after the counts of all partitions are added up?',
    'The count runs down and the word up. How do you write that as one order?',
    'Count in a map over all partitions, sort its rows by (−count, word), and take the first k.',
  ],
  followUps: [
    'There are a billion different words and memory for a million counters. What can you still say for sure?',
    'k is 10 and m is 100 million. What does a heap of k rows save, and what has to be true of its order?',
    'All words that are tied with the last one are to be shown. Which of RANK, DENSE_RANK and ROW_NUMBER is that?',
  ],
  sources: [
    'Python documentation, collections.Counter: most_common orders equal counts by the first time they were met',
    'J. Misra, D. Gries, Finding repeated elements, Science of Computer Programming 2, 1982, for the first follow-up',
  ],
  appliesTo: 'Any language; ORDER BY count(*) DESC, word LIMIT k in SQL',
  shownIn: { lab: 'external-sort', scenario: 'top-n', text: 'The first n records with a heap, and no run' },
  code: {
    entry: {
      typescript: { kind: 'function', name: 'findTop' },
      python: { kind: 'function', name: 'find_top' },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectTop,
    isAllowed,
    growth: { asked: 'O(n + m log m)', start: { typescript: 4_000, python: 1_000 }, make: makeLarge },
    wrong: [
      {
        id: 'local',
        why: 'Each partition gives its own first k, and these are added up. A word that is just behind in every partition may lead in all, and its counts are lost.',
      },
      {
        id: 'met',
        why: 'Equal counts stay in the order in which their words were met, as a stable sort leaves them. The alphabet is asked for.',
      },
      {
        id: 'turned',
        why: 'The rows are sorted upwards and turned around. That turns the words of equal counts around too: the last of the alphabet comes first.',
      },
      {
        id: 'tied',
        why: 'All words with the count of the last one are in the result. It has k rows, and the alphabet decides which.',
      },
      {
        id: 'text',
        why: 'The counts are compared as texts: 9 comes before 10.',
      },
      {
        id: 'partitions',
        why: 'You count in how many partitions a word occurs. Several searches in one partition count several times.',
      },
      {
        id: 'scan',
        why: 'For each word all searches are gone through again to count it: O(n m).',
        isSlow: true,
      },
    ],
  },
}
