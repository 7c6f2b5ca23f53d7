import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'
import { task } from './task.ts'

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'How many rows of dim may an order find? Test it on the day on which one row ends and the next begins.',
    'An order that finds none must stay. What does that say about the join, and about where its conditions stand?',
    'LEFT JOIN with cust, valid_from <= day, and day < valid_to or valid_to IS NULL, all of it in ON; coalesce the tier.',
  ],
  followUps: [
    'How do you check that no two rows of a customer overlap?',
    'An order arrives a month late, and dim has been corrected since. Which tier is right, and what would you have to keep?',
    'The join condition has a range in it. What can Spark hash or sort by, and what if one customer has a million rows?',
  ],
  sources: [
    'Delta documentation, delta-update, Slowly changing data (SCD) Type 2 operation',
    'Apache Spark documentation, SQL reference, NULL semantics',
    'DuckDB 1.4.3, by running it',
  ],
  appliesTo: 'Standard SQL',
  sql: task,
}
