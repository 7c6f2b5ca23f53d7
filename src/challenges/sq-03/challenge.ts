import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'
import { task } from './task.ts'

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Number the days of a user. What is special about a day minus its number, within one run?',
    'A day that is there twice takes two numbers. What has to happen before the numbering?',
    'DISTINCT user_id, day; then day − row_number() per user is one value for each run; count per run, then the maximum per user.',
  ],
  followUps: [
    'Give the first and the last day of the longest run as well. What if two runs are equally long?',
    'The run that is still going on: how do you find it, and what does "today" do to your tests?',
    'How would you do it with LAG and a running sum, and which of the two sorts less?',
  ],
  sources: ['Apache Spark documentation, SQL reference, Window functions', 'DuckDB 1.4.3, by running it'],
  appliesTo: 'Standard SQL; arithmetic with days as in DuckDB and Spark',
  sql: task,
}
