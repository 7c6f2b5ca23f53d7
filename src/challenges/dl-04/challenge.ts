import { clock, versionAt } from '../../engine/challenge/delta-times.ts'
import type { Challenge, Field, Option, WrongAnswer } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const FILE_TIMES = ['10:00', '10:05', '10:04', '10:10'].map(clock)

const OPTIONS: readonly Option[] = [
  ...FILE_TIMES.map((_, version) => ({ id: String(version), text: `version ${version}` })),
  { id: 'too-early', text: 'an error: the moment is too early' },
  { id: 'too-late', text: 'an error: the moment is too late' },
]

function fieldOf(id: string, asked: string): Field {
  const right = String(versionAt(FILE_TIMES, clock(asked)))
  return { type: 'choice', id, label: `TIMESTAMP AS OF ${asked}`, options: OPTIONS, right }
}

/** What is chosen by no usual mistake. */
const OTHERS: readonly WrongAnswer[] = [
  ...[
    ['between', '10:04:30'],
    ['exact', '10:05:00.000'],
    ['millisecond', '10:05:00.001'],
  ].flatMap(([id = '', asked]) => [
    { answers: { [id]: '3' }, why: `Version 3 is of 10:10, which is after ${asked}.` },
    { answers: { [id]: 'too-early' }, why: `Version 0 is of 10:00, so ${asked} is not before the first commit.` },
    { answers: { [id]: 'too-late' }, why: `The last commit is of 10:10, so ${asked} is not behind it.` },
  ]),
  {
    answers: { millisecond: '0' },
    why: 'Version 0 is not after the moment, but neither are versions 1 and 2, and the latest of them counts.',
  },
  ...['0', '1', '2'].map((version) => ({
    answers: { after: version },
    why: `Version ${version} is not even the last one before 10:11, and a moment behind the last commit is refused.`,
  })),
  { answers: { after: 'too-early' }, why: 'It is refused, but for the other reason: 10:11 is behind the last commit.' },
  ...['1', '2', '3'].map((version) => ({
    answers: { before: version },
    why: `Version ${version} was not there at 09:59, and neither was any other: such a moment is refused.`,
  })),
  {
    answers: { before: 'too-late' },
    why: 'It is refused, but for the other reason: 09:59 is before the first commit.',
  },
]

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Versions have an order. What must be true of their times so that a moment means one version?',
    'A commit whose file is not later than the one before is dated one millisecond after that one.',
    'Version 2 counts as 10:05:00.001. Take the latest commit that is not after the moment; a query beyond the last one fails.',
  ],
  followUps: [
    'What do in-commit timestamps change?',
    'Somebody copies the table with its log to another folder. What does TIMESTAMP AS OF read there?',
    'What does RESTORE to 10:11 do?',
  ],
  sources: [
    'Delta documentation, delta-batch, Query an older snapshot of a table (time travel)',
    'Delta source, DeltaHistoryManager.scala: monotonizeCommitTimestamps, getActiveCommitAtTime',
    'delta-error-classes.json (class names since 4.1.0)',
  ],
  appliesTo: 'Open-source Delta Lake, tables without in-commit timestamps',
  shownIn: { lab: 'delta-log', scenario: 'clock-skew', text: 'A clock that is ahead moves what AS OF shows' },
  form: {
    fields: [
      fieldOf('between', '10:04:30'),
      fieldOf('exact', '10:05:00.000'),
      fieldOf('millisecond', '10:05:00.001'),
      fieldOf('after', '10:11'),
      fieldOf('before', '09:59'),
    ],
    wrong: [
      {
        answers: { between: '2' },
        why: 'You took the raw time 10:04 of version 2. It is not later than version 1, so it counts as 10:05:00.001.',
      },
      {
        answers: { between: '1' },
        why: 'Version 1 is nearest, but it did not exist at 10:04:30. The latest commit not after the moment counts.',
      },
      {
        answers: { exact: '2' },
        why: 'At 10:05:00.000 version 2 is still one millisecond away: it is dated behind version 1, not with it.',
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
        why: 'At 09:59 the table did not exist. The first version is not taken for moments before it.',
      },
      ...OTHERS,
    ],
  },
}
