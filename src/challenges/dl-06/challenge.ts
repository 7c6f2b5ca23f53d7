import { oldestReadable, versions } from '../../engine/challenge/delta-log-files.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const FOLDER = { commits: versions(10, 25), checkpoints: [10, 20] }

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Data files alone do not make a version. What else does a reader need?',
    'A checkpoint is a whole state. From which versions on can the log be replayed?',
    'Does the checkpoint of version 10 contain what commit 10 did? It does.',
  ],
  followUps: [
    'Which property decides how long commits are kept, and when does the cleanup run?',
    'VACUUM runs now. Can it make version 10 unreadable?',
    'What changes with Delta 4.1.0 for a version that is older than the retention of deleted files?',
  ],
  sources: [
    'Delta documentation, delta-batch, Data retention',
    'Delta PROTOCOL.md, Checkpoints; Metadata Cleanup',
    'Delta source, MetadataCleanup.scala and DeltaHistoryManager.checkVersionExists',
  ],
  appliesTo: 'Open-source Delta Lake up to 4.0',
  form: {
    fields: [{ type: 'number', id: 'oldest', label: 'Oldest readable version', right: oldestReadable(FOLDER) ?? -1 }],
    wrong: [
      {
        answers: { oldest: '0' },
        why: 'You looked at the data files only. Without the commits 0 to 9 nothing says which of them made up version 0.',
      },
      {
        answers: { oldest: '20' },
        why: 'Not only the newest checkpoint counts. Checkpoint 10 is complete and the commits behind it are all there.',
      },
      {
        answers: { oldest: '11' },
        why: 'A checkpoint contains its own version: checkpoint 10 is the state after commit 10, so 10 itself can be read.',
      },
      {
        answers: { oldest: '9' },
        why: 'Version 9 is before the first checkpoint, and the commits that led to it are deleted. A checkpoint cannot be undone by one commit.',
      },
    ],
  },
}
