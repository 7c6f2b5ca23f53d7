import { filesPlanned } from '../../engine/challenge/lab-run-answers.ts'
import { filesToRead } from '../../engine/challenge/pushdown.ts'
import type { Challenge } from '../../practice/types.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const PREDICATE = "x BETWEEN 40 AND 60 AND name LIKE 'ab%'"

const FILES = [
  {
    id: 'f1',
    rows: 1000,
    stats: { x: { min: 0, max: 35, nullCount: 0 }, name: { min: 'aa', max: 'ac', nullCount: 0 } },
  },
  {
    id: 'f2',
    rows: 1000,
    stats: { x: { min: 30, max: 45, nullCount: 0 }, name: { min: 'aa', max: 'az', nullCount: 0 } },
  },
  {
    id: 'f3',
    rows: 1000,
    stats: { x: { min: 50, max: 90, nullCount: 0 }, name: { min: 'b', max: 'c', nullCount: 0 } },
  },
  {
    id: 'f4',
    rows: 1000,
    stats: { x: { min: 41, max: 42, nullCount: 0 }, name: { min: 'ab', max: 'ab', nullCount: 0 } },
  },
  { id: 'f5', rows: 1000, stats: {} },
  { id: 'f6', rows: 1000, stats: { x: { nullCount: 1000 }, name: { min: 'aa', max: 'az', nullCount: 0 } } },
]

function insertOf(x: string, name: string): string {
  return `INSERT INTO t SELECT CAST(${x} AS INT), ${name} FROM range(0, 1000)`
}

function eitherOf(even: string, odd: string): string {
  return `CASE WHEN id % 2 = 0 THEN '${even}' ELSE '${odd}' END`
}

/** Of f5 the writer keeps no statistics; it does have rows that match. */
const SETUP = [
  'CREATE TABLE t (x INT, name STRING)',
  insertOf('id % 36', eitherOf('aa', 'ac')),
  insertOf('30 + id % 16', eitherOf('aa', 'az')),
  insertOf('50 + id % 41', eitherOf('b', 'c')),
  insertOf('41 + id % 2', "'ab'"),
  "ALTER TABLE t SET TBLPROPERTIES ('delta.dataSkippingNumIndexedCols' = '0')",
  insertOf('40 + id % 40', eitherOf('abc', 'x')),
  "ALTER TABLE t UNSET TBLPROPERTIES ('delta.dataSkippingNumIndexedCols')",
  insertOf('NULL', eitherOf('aa', 'az')),
]

const WHY: Readonly<Record<string, string>> = {
  f1: 'every x is at most 35, and one half of an AND that is never true is proof enough',
  f2: 'x from 40 to 45 and names that begin with ab may both be there: nothing rules it out',
  f3: "x from 50 to 60 may be there, but every name is 'b' or more, and what begins with ab is less than 'ac'",
  f4: 'both ranges lie inside of what is asked for, so it is not ruled out',
  f5: 'it has no statistics, so nothing can be proved of it',
  f6: 'every x is NULL, and NULL BETWEEN 40 AND 60 is never true',
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'A file may be skipped only if its statistics prove that no row can match. Ask for each file: can I prove it?',
    "LIKE 'ab%' is a range: from 'ab' up to, but without, 'ac'. Either half of the AND is proof enough.",
    'Nothing is known of f5. In f6 every x is NULL: what does BETWEEN come to for NULL?',
  ],
  followUps: [
    'Of f2, how many rows match for certain?',
    "What could be skipped if the pattern were '%ab%'?",
    'Why is a null count that is missing not the same as 0?',
  ],
  sources: [
    'Delta PROTOCOL.md, Per-file Statistics',
    'apache/parquet-format parquet.thrift, Statistics',
    'apache/spark ParquetFilters.scala at 4.1 (startsWith)',
  ],
  appliesTo: 'Any format with minimum, maximum and null count per file: Delta, Iceberg, row groups of Parquet',
  shownIn: {
    lab: 'delta-log',
    scenario: 'z-order',
    text: 'Files are skipped by the bounds that the log keeps of them',
  },
  moment: {
    lab: 'delta-log',
    params: {
      product: 'oss',
      isolation: 'Serializable',
      setup: SETUP.join(';\n'),
      a: `SELECT * FROM t WHERE ${PREDICATE}`,
      b: '',
    },
    behind: { kind: DeltaEvent.begin, nth: SETUP.length + 1 },
    caption: 'The same six files in the lab as the query begins; f5 was written while statistics were switched off.',
    answers: ({ log }) => ({ files: filesPlanned(log) }),
  },
  form: {
    fields: [
      {
        type: 'set',
        id: 'files',
        label: 'Files that must be read',
        options: FILES.map(({ id }) => ({ id, text: id, why: WHY[id] ?? '' })),
        right: filesToRead(PREDICATE, { x: 'integer', name: 'string' }, FILES),
      },
    ],
    wrong: [
      {
        answers: { files: ['f2', 'f4'] },
        why: 'f5 has no statistics, so nothing can be proved of it. A file of which nothing is known is read.',
      },
      {
        answers: { files: ['f2', 'f4', 'f5', 'f6'] },
        why: 'Every x of f6 is NULL, for its null count is its number of rows. BETWEEN is then NULL for each row, never true: f6 is skipped.',
      },
      {
        answers: { files: ['f2', 'f3', 'f4', 'f5'] },
        why: "f3 fits by x only. All its names lie from 'b' to 'c', and whatever begins with ab is less than 'ac'. One half of an AND that cannot be true is enough.",
      },
      {
        answers: { files: ['f4', 'f5'] },
        why: 'The x of f2 end at 45, and 40 to 45 is inside the range asked for. To overlap is enough; the file need not lie inside.',
      },
      {
        answers: { files: ['f4'] },
        why: 'f4 is the only file of which it looks certain that rows match. Skipping works the other way: whatever is not ruled out is read, f2 and f5 too.',
      },
    ],
  },
}
