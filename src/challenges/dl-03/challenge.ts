import { lastVersion } from '../../engine/challenge/delta-log-files.ts'
import { newestCommit } from '../../engine/challenge/lab-run-answers.ts'
import type { Challenge } from '../../practice/types.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const STATEMENTS = ['CREATE', 'INSERT', 'INSERT', 'OPTIMIZE', 'RESTORE']

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Which of the five statements leave a file in the log?',
    'All five do. Which number has the first commit of a table?',
    'Count on from 0: RESTORE does not go back, it writes one more version.',
  ],
  followUps: [
    'What would the answer be if OPTIMIZE had found only one file?',
    'Can version 3 still be read after the RESTORE? Until when?',
    'Would a stream that reads this table see rows again?',
  ],
  sources: ['Delta PROTOCOL.md, Delta Table Specification', 'Delta documentation, delta-utility, RESTORE'],
  appliesTo: 'Open-source Delta Lake, any version',
  shownIn: { lab: 'delta-log', scenario: 'restore', text: 'RESTORE writes a new version' },
  moment: {
    lab: 'delta-log',
    params: {
      product: 'oss',
      isolation: 'Serializable',
      setup: 'CREATE TABLE t (id INT);\nINSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);\nOPTIMIZE t',
      a: 'RESTORE TABLE t TO VERSION AS OF 1',
      b: '',
    },
    behind: { kind: DeltaEvent.begin, nth: STATEMENTS.length },
    caption: 'The same table in the lab: four statements are done, and RESTORE has just begun.',
    answers: ({ log }) => ({ version: String(newestCommit(log)) }),
  },
  form: {
    fields: [
      {
        type: 'number',
        id: 'version',
        label: 'Latest version',
        right: lastVersion(STATEMENTS.map(() => ({ isCommit: true }))),
      },
    ],
    wrong: [
      {
        answers: { version: '5' },
        why: 'You counted from 1. Five commits are versions 0 to 4: the first commit of a Delta table is version 0.',
      },
      {
        answers: { version: '1' },
        why: 'RESTORE does not turn the history back. It is a commit of its own that makes the table look like version 1.',
      },
      {
        answers: { version: '3' },
        why: 'One commit is missing. OPTIMIZE commits too: it removes the small files and adds the large one, although no row changes.',
      },
      {
        answers: { version: '2' },
        why: 'You left commits out. CREATE, OPTIMIZE and RESTORE make a version each, not only the statements that bring rows.',
      },
    ],
  },
}
