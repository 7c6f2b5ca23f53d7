import { mergeRows } from '../../engine/challenge/merge-table.ts'
import type { ExerciseTable } from '../../engine/challenge/merge-table.ts'
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

function caseField(id: string, label: string, values: readonly [string, string], clauses: string): ChoiceField {
  return { type: 'choice', id, label, options: OPTIONS, right: endOf(values, clauses) }
}

/** How many rows have the source's id afterwards. */
function endOf(values: readonly [string, string], clauses: string): string {
  const outcome = mergeRows(
    TARGET,
    `MERGE INTO t USING (VALUES ${values.join()}) AS s (id, v) ON t.id = s.id ${clauses}`,
  )
  if ('error' in outcome) return outcome.error.startsWith('DELTA_MULTIPLE_SOURCE_ROW') ? 'fails' : outcome.error
  const id = Number(/\d+/.exec(values[0])?.[0])
  return COUNTS[outcome.rows.filter((row) => row[0] === id).length] ?? 'more'
}

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
  form: {
    fields: [
      caseField('a', 'a: different values, UPDATE and INSERT', ["(1, 'x')", "(1, 'y')"], UPSERT),
      caseField('b', 'b: different values, DELETE alone', ["(1, 'x')", "(1, 'y')"], 'WHEN MATCHED THEN DELETE'),
      caseField('c', 'c: a new id twice, UPDATE and INSERT', ["(2, 'x')", "(2, 'y')"], UPSERT),
      caseField('d', 'd: equal rows, UPDATE and INSERT', ["(1, 'x')", "(1, 'x')"], UPSERT),
      caseField('e', 'e: different values, INSERT alone', ["(1, 'x')", "(1, 'y')"], 'WHEN NOT MATCHED THEN INSERT *'),
    ],
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
