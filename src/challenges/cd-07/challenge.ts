import type { Challenge } from '../../practice/types.ts'
import { examples, expectSessions, hiddenCases, isAllowed, makeLarge } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'In which order would you like to see the views, so that only one session is open at a time?',
    'Sorted by start: which end decides whether a view joins, that of the view before or that of the session?',
    'Keep the last session. Join when start ≤ its end + gap, and set its end to the larger of both ends; else open a new one.',
  ],
  followUps: [
    'Views of a billion users are spread over a cluster. What is the key of the shuffle, and what does one user with all robots do?',
    'A view arrives a day late and lies between two sessions. What happens to the rows that were already written?',
    'A session may last an hour at most. Does one pass still do?',
  ],
  sources: [
    'The pass over sorted intervals is the usual textbook solution for merging intervals',
    'Spark documentation, Structured Streaming: session windows are closed by a gap without events',
  ],
  appliesTo: 'Any language; session windows of stream processors ask the same, with edges of their own',
  code: {
    entry: {
      typescript: { kind: 'function', name: 'findSessions' },
      python: { kind: 'function', name: 'find_sessions' },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectSessions,
    isAllowed,
    growth: { asked: 'O(n log n)', start: { typescript: 3_000, python: 1_000 }, make: makeLarge },
    wrong: [
      {
        id: 'inside',
        why: 'The end of the session becomes that of the newest view. A view that lies inside an earlier one makes the session shorter.',
      },
      {
        id: 'before',
        why: 'Whether a view joins is asked of the view before it. A longer one before that may reach further: the end of the session decides.',
      },
      {
        id: 'edge',
        why: 'A view that starts exactly a gap after the end opens a new session here. No longer than the gap means that it still belongs.',
      },
      {
        id: 'start',
        why: 'The pause is measured from start to start. A long view is then torn from the one that follows right after its end.',
      },
      {
        id: 'arrival',
        why: 'The views are taken in the order they come in. One that starts earlier and comes later belongs to a session that is closed already.',
      },
      {
        id: 'text',
        why: 'The views are sorted as texts, as sort() does in JavaScript when it is given no comparison: 1000 comes before 20.',
      },
      {
        id: 'scan',
        why: 'Each view is held against all sessions so far: O(n²) when there are many of them.',
        isSlow: true,
      },
    ],
  },
}
