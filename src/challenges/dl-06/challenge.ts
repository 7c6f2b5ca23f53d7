import { oldestReadable, versions } from '../../engine/challenge/delta-log-files.ts'
import { versionsRead } from '../../engine/challenge/lab-run-answers.ts'
import type { Challenge } from '../../practice/types.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const FOLDER = { commits: versions(10, 20), checkpoints: [10, 20] }

function inserts(from: number, to: number): string {
  return versions(from, to)
    .map((version) => `INSERT INTO t VALUES (${version})`)
    .join(';\n')
}

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
  moment: {
    lab: 'delta-log',
    params: {
      product: 'oss',
      isolation: 'Serializable',
      setup: `CREATE TABLE t (id INT);
${inserts(1, 9)};
-- 5 days later
${inserts(10, 19)};
-- 29 days later
${inserts(20, 20)}`,
      a: versions(0, 10)
        .map((version) => `SELECT * FROM t VERSION AS OF ${version}`)
        .join(';\n'),
      b: '',
    },
    behind: { kind: DeltaEvent.checkpoint, nth: FOLDER.checkpoints.length },
    caption: 'The same table in the lab: checkpoint 20 is written, and of the log nothing is deleted yet.',
    answers: ({ log }) => ({ oldest: String(versionsRead(log)[0] ?? '') }),
  },
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
