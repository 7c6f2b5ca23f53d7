import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'
import { task } from './task.ts'

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'What decides which change of an id counts? Is a row of the target so different from a change?',
    'Number the versions of each id by seq, newest first. When may deletes be dropped: before or after that?',
    'UNION ALL of the target, as op U, and the changes; row_number per id by seq DESC; keep place 1 with op U.',
  ],
  followUps: [
    'The row of id 3 is gone now. A change of id 3 with seq 9 arrives tomorrow. What happens, and what prevents it?',
    'Write it as a MERGE for Delta. Which clause comes first, and what does Delta say if the source has two rows for one id?',
    'The target has a billion rows and the batch a thousand. What should be read, and what is rewritten?',
  ],
  sources: [
    'Delta documentation, delta-update, Write change data into a Delta table',
    'Databricks documentation, AUTO CDC APIs',
    'DuckDB 1.4.3, by running it',
  ],
  appliesTo: 'Change data capture with a sequence number; standard SQL',
  sql: task,
}
