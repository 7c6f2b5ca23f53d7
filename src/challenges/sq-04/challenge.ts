import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'
import { task } from './task.ts'

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'What does a click have to know about the one before it? lag(ts) knows it, per user.',
    'Mark each click that opens a session with 1, the others with 0. What is the gap of the very first click, and its mark?',
    'The running sum of the marks per user, ordered by ts, is the number of the session; then GROUP BY user and number.',
  ],
  followUps: [
    'A session may also be no longer than four hours. Why is that not a window function any more?',
    'Clicks arrive up to a day late. Which sessions can still change, and what does that mean for a stream?',
    'One user is a robot with a third of all clicks. Where does the work pile up, and what helps?',
  ],
  sources: [
    'Apache Spark documentation, SQL reference, Window functions',
    'Apache Spark source, WindowResolution.scala (the default frame)',
    'DuckDB 1.4.3, by running it',
  ],
  appliesTo: 'Standard SQL; moments without a time zone',
  sql: task,
}
