import { readableVersions } from '../../engine/challenge/delta-vacuum.ts'
import { versionsRead } from '../../engine/challenge/lab-run-answers.ts'
import type { Challenge } from '../../practice/types.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const LOG = [
  { day: 0, add: ['A'] },
  { day: 2, remove: ['A'], add: ['B'] },
  { day: 9, remove: ['B'], add: ['C'] },
]

const WHY = [
  'it needs A, which was removed on day 2: 10 days ago, more than the 7 that are kept, so A is deleted',
  'it needs B, which was removed on day 9: 3 days ago, so B is kept, however old it is',
  'it needs C, which is live: VACUUM deletes nothing that the latest version uses',
]

const SETUP = `CREATE TABLE t (id INT);
INSERT INTO t VALUES (1);
-- 2 days later
INSERT OVERWRITE t VALUES (2);
-- 7 days later
INSERT OVERWRITE t VALUES (3)`

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Which file does each version need?',
    'A file that is not live goes once its removal is older than the retention. From which day is that counted?',
    'A was removed on day 2, B on day 9. It is day 12, and 7 days are kept.',
  ],
  followUps: [
    'DESCRIBE HISTORY after the VACUUM: does it still list version 0?',
    'Why does Delta refuse a shorter retention unless a check is switched off?',
    'A query that began before the VACUUM still reads version 0. What can happen to it?',
  ],
  sources: [
    'Delta documentation, delta-utility, VACUUM; delta-batch, Data retention',
    'Delta source, VacuumCommand.scala; since 4.1.0 SnapshotManagement.scala',
  ],
  appliesTo: 'Open-source Delta Lake up to 4.0',
  shownIn: { lab: 'delta-log', scenario: 'vacuum', text: 'VACUUM ends time travel to versions whose files go' },
  moment: {
    lab: 'delta-log',
    params: {
      product: 'oss',
      isolation: 'Serializable',
      setup: SETUP,
      a: `-- 3 days later
VACUUM t;
SELECT * FROM t VERSION AS OF 1;
SELECT * FROM t VERSION AS OF 2;
SELECT * FROM t VERSION AS OF 3`,
      b: '',
    },
    // CREATE TABLE and one statement for each version stand before it.
    behind: { kind: DeltaEvent.begin, nth: LOG.length + 2 },
    caption:
      'The same table in the lab as VACUUM begins. Its version 0 only makes the table: 0, 1, 2 are 1, 2, 3 here.',
    answers: ({ log }) => ({ readable: versionsRead(log).map((version) => String(version - 1)) }),
  },
  form: {
    fields: [
      {
        type: 'set',
        id: 'readable',
        label: 'Versions that can be read',
        options: WHY.map((why, version) => ({ id: String(version), text: `version ${version}`, why })),
        right: readableVersions(LOG, 12, 7).map(String),
      },
    ],
    wrong: [
      {
        answers: { readable: ['2'] },
        why: 'B is 10 days old, but it was removed only 3 days ago, and that is what counts. VACUUM does not end all history.',
      },
      {
        answers: { readable: ['0', '1', '2'] },
        why: 'The 30 days of the log keep commits, not data files. The log still knows version 0, but its file A is deleted.',
      },
      {
        answers: { readable: ['0', '2'] },
        why: 'It is the other way round: A was removed 10 days ago and is deleted, B was removed 3 days ago and is kept.',
      },
      {
        answers: { readable: [] },
        why: 'VACUUM never deletes files of the latest version: C is live, so version 2 can always be read.',
      },
    ],
  },
}
