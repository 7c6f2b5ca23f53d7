import { outcomeAgainst } from '../../engine/challenge/delta-conflicts.ts'
import type { ExerciseWriter } from '../../engine/challenge/delta-conflicts.ts'
import { endOfWriter } from '../../engine/challenge/lab-run-answers.ts'
import type { Challenge, Option } from '../../practice/types.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const PARTITION = '2024-01-01'
/** Version 0 makes the table, and versions 1 to 5 write a file each, so that both read the version that the prompt says. */
const SETUP = [
  'CREATE TABLE t (id INT, date DATE, v INT) PARTITIONED BY (date)',
  ...[27, 28, 29, 30].map((day, i) => `INSERT INTO t VALUES (${i + 3}, '2023-12-${day}', 5)`),
  `INSERT INTO t VALUES (1, '${PARTITION}', 5)`,
]
const old = { path: 'old', partition: PARTITION }

const update: ExerciseWriter = {
  reads: [PARTITION],
  readFiles: [old],
  remove: [old],
  add: [{ path: 'rewritten', partition: PARTITION }],
}
const insert: ExerciseWriter = { add: [{ path: 'inserted', partition: PARTITION }] }

const OPTIONS: readonly Option[] = [
  { id: 'commits', text: 'A commits as version 7' },
  { id: 'ConcurrentAppendException', text: 'A fails with ConcurrentAppendException' },
  { id: 'ConcurrentDeleteReadException', text: 'A fails with ConcurrentDeleteReadException' },
  { id: 'waits', text: 'A never had to ask: its lock made B wait' },
]

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Losing the race for version 6 is no failure yet. What does A look at next?',
    'B added a file where A has read. Did B itself read anything?',
    'One level lets a blind append be placed behind A; the other takes every added file seriously.',
  ],
  followUps: [
    'Which rows of 2024-01-01 are without the update under WriteSerializable? Is that a bug?',
    'What changes if B is INSERT … SELECT from the same table?',
    'Which level does open-source Delta use, and can it be changed?',
  ],
  sources: [
    'Databricks documentation, Isolation levels and write conflicts on Databricks',
    'Delta documentation, concurrency-control',
    'Delta source, ConflictChecker.scala and isolationLevels.scala',
  ],
  appliesTo: 'Delta Lake on Databricks without row-level concurrency; open source has Serializable only',
  shownIn: {
    lab: 'delta-log',
    scenario: 'blind-append',
    text: 'A blind append excused by one level and not by the other',
  },
  moment: {
    lab: 'delta-log',
    params: {
      product: 'databricks',
      isolation: 'WriteSerializable',
      rowLevel: false,
      retries: 0,
      setup: SETUP.join(';\n'),
      a: `UPDATE t SET v = 6 WHERE date = '${PARTITION}'`,
      b: `INSERT INTO t VALUES (2, '${PARTITION}', 7)`,
      order: 'b-first',
    },
    behind: { kind: DeltaEvent.lose, nth: 1 },
    caption: 'The same race in the lab under WriteSerializable: A hears that B was first.',
    answers: ({ log }) => ({ write: endOfWriter(log, 1) ?? '' }),
  },
  form: {
    fields: [
      {
        type: 'choice',
        id: 'write',
        label: 'WriteSerializable',
        options: OPTIONS,
        right: outcomeAgainst(update, insert, 'WriteSerializable'),
      },
      {
        type: 'choice',
        id: 'strict',
        label: 'Serializable',
        options: OPTIONS,
        right: outcomeAgainst(update, insert, 'Serializable'),
      },
    ],
    wrong: [
      {
        answers: { write: 'ConcurrentAppendException' },
        why: 'A changed version alone is no conflict. Under WriteSerializable files of a blind append do not count, even where A has read.',
      },
      {
        answers: { strict: 'commits' },
        why: 'You took the levels for one. Under Serializable A had to see every row that comes before it, and it has not seen those of B.',
      },
      {
        answers: { write: 'ConcurrentDeleteReadException' },
        why: 'That one needs a removed file. B only added, so nothing that A has read is gone.',
      },
      {
        answers: { strict: 'ConcurrentDeleteReadException' },
        why: 'The commit fails, but not for that: B removed nothing. What A misses is a file that was added.',
      },
      {
        answers: { write: 'waits' },
        why: 'Delta has no locks on tables. Both writers work at once, and whoever comes second checks whether it may still commit.',
      },
      {
        answers: { strict: 'waits' },
        why: 'A stricter level is no lock either. It only makes the check of the second writer stricter.',
      },
    ],
  },
}
