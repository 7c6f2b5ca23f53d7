import { mergeRows } from '../../engine/challenge/merge-table.ts'
import type { ExerciseTable } from '../../engine/challenge/merge-table.ts'
import { rowsAfterEach } from '../../engine/challenge/lab-run-answers.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import type { Challenge, ChoiceField } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const TARGET: ExerciseTable = { columns: { id: 'integer', v: 'string' }, rows: [[1, 'old']] }
const UPSERT = 'WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *'

const COUNTS = ['none', 'one', 'two'] as const
const OPTIONS = [
  { id: 'fails', text: 'The MERGE fails' },
  { id: 'none', text: 'No row' },
  { id: 'one', text: 'One row' },
  { id: 'two', text: 'Two rows' },
]

interface Case {
  readonly id: string
  readonly label: string
  readonly values: readonly [string, string]
  readonly clauses: string
}

const CASES: readonly Case[] = [
  { id: 'a', label: 'different values, UPDATE and INSERT', values: ["(1, 'x')", "(1, 'y')"], clauses: UPSERT },
  {
    id: 'b',
    label: 'different values, DELETE alone',
    values: ["(1, 'x')", "(1, 'y')"],
    clauses: 'WHEN MATCHED THEN DELETE',
  },
  { id: 'c', label: 'a new id twice, UPDATE and INSERT', values: ["(2, 'x')", "(2, 'y')"], clauses: UPSERT },
  { id: 'd', label: 'equal rows, UPDATE and INSERT', values: ["(1, 'x')", "(1, 'x')"], clauses: UPSERT },
  {
    id: 'e',
    label: 'different values, INSERT alone',
    values: ["(1, 'x')", "(1, 'y')"],
    clauses: 'WHEN NOT MATCHED THEN INSERT *',
  },
]

function mergeOf({ values, clauses }: Case): string {
  return `MERGE INTO t USING (VALUES ${values.join(', ')}) AS s (id, v) ON t.id = s.id ${clauses}`
}

function idOf({ values }: Case): number {
  return Number(/\d+/.exec(values[0])?.[0])
}

/** How many rows have the source's id afterwards. */
function endOf(each: Case): string {
  const outcome = mergeRows(TARGET, mergeOf(each))
  if ('error' in outcome) return endIn(outcome.error)
  return endIn(outcome.rows.filter((row) => row[0] === idOf(each)).length)
}

/** What a number of rows, or an error, is called among the options. */
function endIn(found: number | string): string {
  if (typeof found === 'number') return COUNTS[found] ?? 'more'
  return found.startsWith('DELTA_MULTIPLE_SOURCE_ROW') ? 'fails' : found
}

/** In this order one table does for all: what is behind a case does not touch the row that it is about. */
const IN_ONE_TABLE = ['a', 'd', 'e', 'c', 'b'].flatMap((id) => CASES.filter((each) => each.id === id))

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Delta does not look for duplicates in the source. It looks at each row of the table: how many source rows match it?',
    'Two matches are a problem only if they could do different things to the row. Can two deletes?',
    'Values are not compared, so d is like a. Rows of the source that match nothing are not compared with each other at all.',
  ],
  followUps: [
    'Write the query that keeps one row per key before the MERGE. Which tie-breaker do you take?',
    'What does case c do to the MERGE of the next night?',
    'The keys of two source rows are NULL. What happens to them, and what when the batch is run again?',
  ],
  sources: [
    'Delta documentation, delta-update, Upsert into a table using MERGE',
    'Delta source, commands/MergeIntoCommandBase.scala; delta-error-classes.json: DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE',
  ],
  appliesTo: 'Open-source Delta Lake 3.x and 4.x',
  moment: {
    lab: 'delta-log',
    params: {
      product: 'oss',
      isolation: 'Serializable',
      setup: "CREATE TABLE t (id INT, v STRING);\nINSERT INTO t VALUES (1, 'old')",
      a: IN_ONE_TABLE.map((each) => `${mergeOf(each)};\nSELECT * FROM t WHERE id = ${idOf(each)}`).join(';\n'),
      b: '',
    },
    behind: { kind: DeltaEvent.plan, nth: 1 },
    caption: 'All five in one table, in the order a, d, e, c, b: the MERGE of a knows which file it must read.',
    answers: ({ log }) => {
      const ends = rowsAfterEach(log, 1)
      return Object.fromEntries(IN_ONE_TABLE.map(({ id }, i) => [id, endIn(ends[i] ?? '')]))
    },
  },
  form: {
    fields: CASES.map((each): ChoiceField => {
      return { type: 'choice', id: each.id, label: `${each.id}: ${each.label}`, options: OPTIONS, right: endOf(each) }
    }),
    wrong: [
      {
        answers: { a: 'one' },
        why: 'You let the last one win. A source has no order, so Delta cannot know which one that is, and it fails instead of guessing.',
      },
      {
        answers: { a: 'two' },
        why: 'An UPDATE changes the one row that is there; it never makes two of it. With two updates to choose from the MERGE fails.',
      },
      {
        answers: { b: 'fails' },
        why: 'Two matches are allowed here: the only MATCHED clause is a DELETE without a condition, and deleting the row twice comes to the same.',
      },
      {
        answers: { c: 'one' },
        why: 'You expect MERGE to remove duplicates. It compares source rows with the table, not with each other, so both are inserted.',
      },
      {
        answers: { c: 'fails' },
        why: 'The error is only for rows of the table that several source rows match. Here none matches, and nobody notices the duplicate.',
      },
      {
        answers: { d: 'one' },
        why: 'Equal rows would indeed give one result, but Delta counts the matches and does not compare the values.',
      },
      {
        answers: { e: 'two' },
        why: 'NOT MATCHED is decided against the table: id 1 is there, so both source rows have a match and neither is inserted.',
      },
      {
        answers: { e: 'fails' },
        why: 'No MATCHED clause stands there, so nothing could happen to row 1 in two ways. A MERGE that only inserts does not mind.',
      },
      {
        answers: { a: 'none' },
        why: 'An UPDATE removes no row. With two updates to choose from the MERGE fails, and row 1 stays as it was.',
      },
      {
        answers: { b: 'one' },
        why: 'Both matches delete row 1, and no clause inserts it again.',
      },
      {
        answers: { b: 'two' },
        why: 'No clause inserts anything here, and row 1 is deleted.',
      },
      {
        answers: { c: 'none' },
        why: 'Id 2 is not in the table, so both rows are NOT MATCHED, and INSERT takes what is not matched.',
      },
      {
        answers: { d: 'none' },
        why: 'An UPDATE removes no row. Delta counts two matches for row 1, and the MERGE fails.',
      },
      {
        answers: { d: 'two' },
        why: 'An UPDATE never makes two rows of one, and equal rows of the source are two matches like any others: the MERGE fails.',
      },
      {
        answers: { e: 'none' },
        why: 'No clause changes or deletes row 1, so it stays.',
      },
    ],
  },
}
