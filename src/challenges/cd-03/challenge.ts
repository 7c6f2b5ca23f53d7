import type { Challenge } from '../../practice/types.ts'
import { examples, expectCounts, hiddenCases, isAllowed, makeLarge } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'In which order do hits leave the window? Which structure gives you the oldest one at once?',
    'Keep a total beside the queue, so that no question has to look through it.',
    'A queue of (second, hits): count(t) takes entries off the front while their second is at most t − 300, and their hits off the total.',
  ],
  followUps: [
    'Which tests would tell a window that is one second too long from yours?',
    'Hits come from several threads, or a little out of order. What changes?',
    'Fifty servers count. How do you answer for all of them, and how exact is it?',
  ],
  sources: [
    'A hit counter with a sliding window is a usual interview question; the statement and the cases are made for this page',
    'Python documentation, collections.deque: O(1) at both ends, list.pop(0) is O(n)',
  ],
  appliesTo: 'Any language; stream processors keep sliding windows in the same way, by slices of time',
  code: {
    entry: {
      typescript: { kind: 'class', name: 'LoadCounter', voids: ['hit'] },
      python: { kind: 'class', name: 'LoadCounter', voids: ['hit'] },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectCounts,
    isAllowed,
    growth: { asked: 'O(1) amortised for each call', start: { typescript: 8_000, python: 2_000 }, make: makeLarge },
    wrong: [
      {
        id: 'edge',
        why: 'A hit that is exactly 300 seconds old still counts. The window is open at that end, or it would have 301 seconds.',
      },
      {
        id: 'early',
        why: 'A hit leaves when it is 299 seconds old. It counts up to and with second t + 299, and leaves in t + 300.',
      },
      {
        id: 'seconds',
        why: 'Seconds with a hit are counted, not hits. Several requests of one second are several hits.',
      },
      {
        id: 'ring',
        why: 'The 300 places are used again without being emptied: a place still has the hits of the second that had it before.',
      },
      {
        id: 'fixed',
        why: 'The count begins anew every five minutes by the clock. The window moves with t: second 301 still sees the hits of second 299.',
      },
      {
        id: 'scan',
        why: 'All hits are kept and looked through for every question. Time and memory grow with all that ever came; only the window is asked for.',
        isSlow: true,
      },
      {
        id: 'filter',
        why: 'What has left the window is dropped, but for each question all that is still in it is looked through: O(hits in the window), and a busy service has many.',
        isSlow: true,
      },
    ],
  },
}
