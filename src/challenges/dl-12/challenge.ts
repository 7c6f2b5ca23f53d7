import { checkpointsOf, commitName } from '../../engine/challenge/delta-log-files.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const INTERVAL = 10

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Which number has the first commit of a table?',
    'Names are padded with zeros to a fixed length, so that they sort as text.',
    'Twenty digits, and version 12. Checkpoints come every 10 versions, but not behind version 0.',
  ],
  followUps: [
    'Why are the names padded with zeros?',
    'Where does a reader look first to find the newest checkpoint, and what if that is wrong?',
    'Is a checkpoint a backup?',
  ],
  sources: [
    'Delta PROTOCOL.md, Delta Log Entries; Checkpoints',
    'Delta source, DeltaConfig.scala: CHECKPOINT_INTERVAL, default 10',
  ],
  appliesTo: 'Open-source Delta Lake, default properties',
  shownIn: { lab: 'delta-log', scenario: 'without-checkpoints', text: 'What a checkpoint saves the reader' },
  form: {
    fields: [
      { type: 'text', id: 'name', label: 'File of the 13th commit', right: commitName(12), placeholder: '….json' },
      {
        type: 'number',
        id: 'checkpoints',
        label: 'Checkpoints after 25 commits',
        right: checkpointsOf(25, INTERVAL).length,
      },
    ],
    wrong: [
      {
        answers: { name: '00000000000000000013.json' },
        why: 'You counted versions from 1. The first commit is version 0, so the 13th is version 12.',
      },
      {
        answers: { name: '00000000000000000012' },
        why: 'The version and the twenty digits are right. A commit is a file of JSON lines, and its name ends in .json.',
      },
      {
        answers: { name: '12.json' },
        why: 'The version is right, but names have twenty digits, padded with zeros: only so do they sort as text in their order.',
      },
      {
        answers: { name: '13.json' },
        why: 'Versions count from 0, and names have twenty digits, padded with zeros.',
      },
      {
        answers: { checkpoints: '3' },
        why: 'Version 0 is a multiple of 10, but no checkpoint is made behind it: there is nothing yet that it would save.',
      },
      {
        answers: { checkpoints: '2.5' },
        why: 'A checkpoint is made behind a version or not at all. Multiples of 10 among 1 to 24 are 10 and 20.',
      },
      {
        answers: { checkpoints: '25' },
        why: 'Not every commit is followed by a checkpoint, by default only every tenth version. Each commit has a JSON file of its own.',
      },
    ],
  },
}
