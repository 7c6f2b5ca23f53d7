import { clock, versionAt } from '../../engine/challenge/delta-times.ts'
import { queryEnds } from '../../engine/challenge/lab-run-answers.ts'
import type { Challenge, Field, LabRun, Option, WrongAnswer } from '../../practice/types.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const FILE_TIMES = ['09:00:00.100', '10:00:00.320', '09:54:00.570', '11:00:00.850'].map(clock)

/** What is asked for, by field. */
const ASKED = {
  between: '09:58',
  exact: '10:00:00.320',
  millisecond: '10:00:00.321',
  after: '11:30',
  before: '08:59',
} as const

const OPTIONS: readonly Option[] = [
  ...FILE_TIMES.map((_, version) => ({ id: String(version), text: `version ${version}` })),
  { id: 'too-early', text: 'an error: the moment is too early' },
  { id: 'too-late', text: 'an error: the moment is too late' },
]

const FIELDS = Object.entries(ASKED).map(([id, asked]): Field => {
  const right = String(versionAt(FILE_TIMES, clock(asked)))
  return { type: 'choice', id, label: `TIMESTAMP AS OF ${asked}`, options: OPTIONS, right }
})

const ERRORS: Readonly<Record<string, string>> = {
  DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION: 'too-early',
  DELTA_TIMESTAMP_GREATER_THAN_COMMIT: 'too-late',
}

function answersOf({ log }: LabRun): Readonly<Record<string, string>> {
  const ends = queryEnds(log)
  return Object.fromEntries(FIELDS.map(({ id }, i) => [id, ERRORS[ends[i] ?? ''] ?? String(ends[i] ?? '')]))
}

/** What is chosen by no usual mistake. */
const OTHERS: readonly WrongAnswer[] = [
  ...(['between', 'exact', 'millisecond'] as const).flatMap((id) => [
    { answers: { [id]: '3' }, why: `Version 3 is of 11:00, which is after ${ASKED[id]}.` },
    { answers: { [id]: 'too-early' }, why: `Version 0 is of 09:00, so ${ASKED[id]} is not before the first commit.` },
    { answers: { [id]: 'too-late' }, why: `The last commit is of 11:00, so ${ASKED[id]} is not behind it.` },
  ]),
  {
    answers: { millisecond: '0' },
    why: 'Version 0 is not after the moment, but neither are versions 1 and 2, and the latest of them counts.',
  },
  ...['0', '1', '2'].map((version) => ({
    answers: { after: version },
    why: `Version ${version} is not even the last one before 11:30, and a moment behind the last commit is refused.`,
  })),
  { answers: { after: 'too-early' }, why: 'It is refused, but for the other reason: 11:30 is behind the last commit.' },
  ...['1', '2', '3'].map((version) => ({
    answers: { before: version },
    why: `Version ${version} was not there at 08:59, and neither was any other: such a moment is refused.`,
  })),
  {
    answers: { before: 'too-late' },
    why: 'It is refused, but for the other reason: 08:59 is before the first commit.',
  },
]

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Versions have an order. What must be true of their times so that a moment means one version?',
    'A commit whose file is not later than the one before is dated one millisecond after that one.',
    'Version 2 counts as 10:00:00.321. Take the latest commit that is not after the moment; a query beyond the last one fails.',
  ],
  followUps: [
    'What do in-commit timestamps change?',
    'Somebody copies the table with its log to another folder. What does TIMESTAMP AS OF read there?',
    'What does RESTORE to 11:30 do?',
  ],
  sources: [
    'Delta documentation, delta-batch, Query an older snapshot of a table (time travel)',
    'Delta source, DeltaHistoryManager.scala: monotonizeCommitTimestamps, getActiveCommitAtTime',
    'delta-error-classes.json (class names since 4.1.0)',
  ],
  appliesTo: 'Open-source Delta Lake, tables without in-commit timestamps',
  shownIn: { lab: 'delta-log', scenario: 'clock-skew', text: 'A clock that is ahead moves what AS OF shows' },
  moment: {
    lab: 'delta-log',
    params: {
      product: 'oss',
      isolation: 'Serializable',
      skew: -6,
      order: 'one-by-one',
      setup: 'CREATE TABLE t (id INT)',
      a: '-- 1 hour later\nINSERT INTO t VALUES (1)',
      b: 'INSERT INTO t VALUES (2)',
      c: `-- 1 hour later
INSERT INTO t VALUES (3);
${Object.values(ASKED)
  .map((asked) => `SELECT * FROM t TIMESTAMP AS OF '2026-01-05 ${asked}'`)
  .join(';\n')}`,
    },
    // One statement for each version stands before it.
    behind: { kind: DeltaEvent.begin, nth: FILE_TIMES.length + 1 },
    caption: 'The same table in the lab as C begins the first query. The clock of B is 6 minutes behind.',
    answers: answersOf,
  },
  form: {
    fields: FIELDS,
    wrong: [
      {
        answers: { between: '2' },
        why: 'You took the raw time 09:54 of version 2. It is not later than version 1, so it counts as 10:00:00.321.',
      },
      {
        answers: { between: '1' },
        why: 'Version 1 is nearest, but it did not exist at 09:58. The latest commit not after the moment counts.',
      },
      {
        answers: { exact: '2' },
        why: 'At 10:00:00.320 version 2 is still one millisecond away: it is dated behind version 1, not with it.',
      },
      {
        answers: { exact: '0' },
        why: 'A commit at exactly the moment asked for counts: not after means at or before.',
      },
      {
        answers: { millisecond: '1' },
        why: 'Version 2 is dated one millisecond after version 1, which is exactly this moment.',
      },
      {
        answers: { after: '3' },
        why: 'Later does not mean latest: a query for a moment after the last commit is refused. Only RESTORE takes such a moment for the latest version.',
      },
      {
        answers: { before: '0' },
        why: 'At 08:59 the table did not exist. The first version is not taken for moments before it.',
      },
      ...OTHERS,
    ],
  },
}
