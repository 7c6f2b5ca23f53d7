import { liveFiles } from '../../engine/challenge/delta-actions.ts'
import { filesPlanned } from '../../engine/challenge/lab-run-answers.ts'
import type { Challenge } from '../../practice/types.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import prompt from './prompt.md'
import solution from './solution.md'

/** The first version only makes the table. */
const LOG = [
  {},
  { add: ['f1'] },
  { add: ['f2'] },
  { add: ['f3'] },
  { remove: ['f1', 'f2', 'f3'], add: ['f4'] },
  { remove: ['f4'], add: ['f5'] },
  { remove: ['f5'], add: ['f1', 'f2', 'f3'] },
]

const SETUP = `CREATE TABLE t (id INT);
INSERT INTO t VALUES (1);
INSERT INTO t VALUES (2);
INSERT INTO t VALUES (3);
OPTIMIZE t;
INSERT OVERWRITE t VALUES (4)`

const OPTIONS = [
  {
    id: 'f1',
    text: 'f1',
    why: 'version 4 removed it and version 6 added it again: the newest action of a path is the one that holds',
  },
  { id: 'f2', text: 'f2', why: 'like f1: removed in version 4, added again in version 6' },
  { id: 'f3', text: 'f3', why: 'version 3 had it too, so RESTORE added it again with f1 and f2' },
  { id: 'f4', text: 'f4', why: 'version 5 removed it, and nothing has added it since: version 3 did not have it' },
  { id: 'f5', text: 'f5', why: 'version 6 removed it: it was live, and version 3 did not have it' },
]

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Go through the commits in order and keep a set of live files.',
    'What does an add do to a path that was removed before?',
    'RESTORE is a commit like any other: it removes f5 and adds what version 3 had.',
  ],
  followUps: [
    'Which of these files could VACUUM delete now?',
    'What would RESTORE do if VACUUM had deleted f1?',
    'Why does OPTIMIZE write dataChange = false?',
  ],
  sources: ['Delta PROTOCOL.md, Action Reconciliation', 'Delta documentation, Restore a Delta table'],
  appliesTo: 'Delta Lake, open source and Databricks',
  shownIn: { lab: 'delta-log', scenario: 'restore', text: 'RESTORE adds files of an older version again' },
  moment: {
    lab: 'delta-log',
    params: {
      product: 'oss',
      isolation: 'Serializable',
      setup: SETUP,
      a: 'RESTORE TABLE t TO VERSION AS OF 3;\nSELECT * FROM t',
      b: '',
    },
    // The last version is the one that RESTORE makes.
    behind: { kind: DeltaEvent.begin, nth: LOG.length },
    caption: 'The same table in the lab: version 5 is there, and RESTORE has just begun.',
    answers: ({ log }) => ({ live: filesPlanned(log) }),
  },
  form: {
    fields: [
      {
        type: 'set',
        id: 'live',
        label: 'Live files at version 6',
        options: OPTIONS,
        right: liveFiles(LOG),
      },
    ],
    wrong: [
      {
        answers: { live: [] },
        why: 'That is all added less all removed, as sets. In a log the order counts: for each path the newest action is the one that holds.',
      },
      {
        answers: { live: ['f4'] },
        why: 'RESTORE does not look for a compacted file with the same rows. It adds the very files that version 3 had.',
      },
      {
        answers: { live: ['f1', 'f2', 'f3', 'f5'] },
        why: 'RESTORE also removes what is live now and was not then: f5.',
      },
      {
        answers: { live: ['f5'] },
        why: 'That is version 5. RESTORE does not turn the log back, it makes a new version with the old files.',
      },
    ],
  },
}
