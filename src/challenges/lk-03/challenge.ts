import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'
import { task } from './task.ts'

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Which of the five events of the speed view are in the batch view already?',
    'If upto is at noon, where is the revenue of that day? Would a join that takes one side or the other find all of it?',
    'Put batch and the events with ts >= upto under each other with UNION ALL, then sum per day.',
  ],
  followUps: [
    'How do readers never see a new batch with the old cut-off?',
    'An event of 03-01 arrives on 03-03, after the batch. In which view is it, and when does it count?',
    'The figure is now the number of distinct customers. What must both views keep instead of a number?',
  ],
  sources: [
    'Jay Kreps, Questioning the Lambda Architecture, O’Reilly Radar, July 2014',
    'Apache Spark documentation, SQL reference, Set operators',
    'DuckDB 1.4.3, by running it',
  ],
  appliesTo: 'Lambda architectures with any engine; standard SQL',
  sql: task,
}
