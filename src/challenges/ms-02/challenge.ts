import { filesPerDay } from '../../engine/challenge/streaming.ts'
import type { Challenge, NumberModel } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const BEFORE = [10, 200] as const
const AFTER = [60, 16] as const

const before = filesPerDay(...BEFORE)
const after = filesPerDay(...AFTER)

function modelOf([trigger, tasks]: readonly [number, number]): NumberModel {
  return {
    inputs: [
      { label: 'seconds between batches', value: trigger },
      { label: 'write tasks', value: tasks },
    ],
    compute: ([seconds = 1, writeTasks = 0]) => filesPerDay(Math.max(0.1, seconds), writeTasks),
  }
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'How many batches has a day of 86,400 seconds?',
    'Each batch writes as many files as it has write tasks. Multiply.',
    '8,640 batches with 200 files each, against 1,440 batches with 16.',
  ],
  followUps: [
    'What does the longer trigger cost, and whom do you have to ask?',
    'How many commits a day are that, and how many checkpoints of the log, one in ten commits?',
    'Why can a stateful stream not simply be restarted with 16 shuffle partitions?',
  ],
  sources: [
    'Apache Spark documentation, Structured Streaming Programming Guide, Triggers; Recovery Semantics after Changes',
    'Own calculation',
  ],
  appliesTo: 'Any stream of micro-batches into files: Spark to Delta, Iceberg or Parquet',
  shownIn: { lab: 'delta-log', scenario: 'small-files', text: 'OPTIMIZE makes few files of many' },
  form: {
    fields: [
      { type: 'number', id: 'before', label: 'Before', unit: 'files a day', right: before, model: modelOf(BEFORE) },
      { type: 'number', id: 'after', label: 'After', unit: 'files a day', right: after, model: modelOf(AFTER) },
      { type: 'number', id: 'factor', label: 'Fewer by a factor of', right: before / after },
    ],
    wrong: [
      {
        answers: { before: '8640' },
        why: 'Those are batches. Each of the 200 write tasks of a batch writes a file of its own.',
      },
      {
        answers: { after: '1440' },
        why: 'Those are batches. Each of the 16 write tasks of a batch writes a file of its own.',
      },
      {
        answers: { after: '288000' },
        why: 'You changed the trigger and kept 200 tasks. Afterwards there are 16.',
      },
      {
        answers: { after: '138240' },
        why: 'You changed the tasks and kept a batch every 10 seconds. Afterwards there is one a minute.',
      },
      {
        answers: { factor: '6' },
        why: 'That is the trigger alone: 60 by 10 seconds. The tasks fall too, from 200 to 16.',
      },
      {
        answers: { factor: '12.5' },
        why: 'That is the tasks alone: 200 by 16. There are also six times fewer batches.',
      },
      {
        answers: { factor: '18.5' },
        why: 'You added 6 and 12.5. Fewer batches with fewer files each: the two factors multiply.',
      },
    ],
  },
}
