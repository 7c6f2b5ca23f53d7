import { filesToOpen, versions } from '../../engine/challenge/delta-log-files.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const FOLDER = { commits: versions(0, 23), checkpoints: [10, 20] }

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'What does a checkpoint save the reader from opening?',
    'Which checkpoint can serve a version that is older than the newest checkpoint?',
    'One checkpoint, not newer than the version, and every commit behind it up to the version.',
  ],
  followUps: [
    'What does a reader do when _last_checkpoint is missing or out of date?',
    'How does the answer change when a compacted file 11.17 is there?',
    'Who writes checkpoints, and what does that writer wait for?',
  ],
  sources: [
    'Delta PROTOCOL.md, Checkpoints; Last Checkpoint File; Log Compaction Files',
    'Delta source, DeltaConfig.scala: CHECKPOINT_INTERVAL, default 10',
  ],
  appliesTo: 'Delta Lake, open source and Databricks; classic checkpoints',
  shownIn: {
    lab: 'delta-log',
    scenario: 'without-checkpoints',
    text: 'The same version read with and without a checkpoint',
  },
  form: {
    fields: [
      { type: 'number', id: 'latest', label: 'Version 23', unit: 'files', right: filesToOpen(FOLDER, 23) },
      { type: 'number', id: 'older', label: 'Version 17', unit: 'files', right: filesToOpen(FOLDER, 17) },
    ],
    wrong: [
      {
        answers: { latest: '24' },
        why: 'That is every commit from 0 on. Checkpoint 20 holds the whole state, so the commits up to 20 need not be read.',
      },
      {
        answers: { older: '18' },
        why: 'That is every commit from 0 to 17. Checkpoint 10 stands for the first eleven of them.',
      },
      {
        answers: { older: '4' },
        why: 'You went from checkpoint 20 back to 17. A state cannot be rolled back: only a checkpoint that is not newer helps.',
      },
      {
        answers: { latest: '3' },
        why: 'Those are the commits 21, 22 and 23. The checkpoint they build on must be opened too.',
      },
      {
        answers: { older: '7' },
        why: 'Those are the commits 11 to 17. The checkpoint they build on must be opened too.',
      },
      {
        answers: { latest: '5' },
        why: 'One checkpoint is enough: that of version 20 already contains all that checkpoint 10 and the commits between say.',
      },
    ],
  },
}
