import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'
import { task } from './task.ts'

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Try it on 100, 100, 90. Which of row_number, rank and dense_rank gives 90 the number 2?',
    'WHERE place = 2 drops every department that has no second salary. Where else can the condition stand?',
    'GROUP BY dept, and inside of it max(CASE WHEN place = 2 THEN sal END) over a dense_rank by salary, descending.',
  ],
  followUps: [
    'Give the names of those who earn it, too. How many rows may a department have now?',
    'What changes for the n-th highest salary, with n as a parameter?',
    'Solve it without a window function. What does the plan do then that it does not do here?',
  ],
  sources: [
    'Apache Spark documentation, SQL reference, Window functions and NULL semantics',
    'DuckDB 1.4.3, by running it',
  ],
  appliesTo: 'Standard SQL; NULL is ordered as in Spark',
  sql: task,
}
