import { mergeRows, rowsAfterMerge } from '../../engine/challenge/merge-table.ts'
import type { ExerciseTable } from '../../engine/challenge/merge-table.ts'
import { lastRowsRead } from '../../engine/challenge/lab-run-answers.ts'
import type { Challenge } from '../../practice/types.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const TARGET: ExerciseTable = {
  columns: { id: 'integer', v: 'integer' },
  rows: [
    [1, 10],
    [2, 20],
    [3, 30],
  ],
}

const HEAD =
  "MERGE INTO t USING (VALUES (1, 'U', 11), (2, 'D', NULL), (4, 'U', 40), (5, 'D', NULL)) AS s (id, op, v) ON t.id = s.id"
const DELETE = "WHEN MATCHED AND s.op = 'D' THEN DELETE"
const UPDATE = 'WHEN MATCHED THEN UPDATE SET v = s.v'
const OTHERS = `WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (id, v) VALUES (s.id, s.v)
  WHEN NOT MATCHED BY SOURCE AND t.v >= 30 THEN UPDATE SET v = 0`

const swapped = mergeRows(TARGET, `${HEAD} ${UPDATE} ${DELETE} ${OTHERS}`)

/** What became of row 2, which is the one that the two clauses quarrel over. */
function fateOfSwapped(): string {
  if ('error' in swapped) return 'refused'
  const row = swapped.rows.find(([id]) => id === 2)
  return row === undefined ? 'same' : row[1] === null ? 'null' : 'kept'
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Sort the ids first: in both tables, only in s, only in t. Each kind has clauses of its own.',
    'The clauses of a kind are tried from the top, and the first that is true decides. A row for which none is true is left alone.',
    'Row 2 is deleted and row 5 is not inserted. Row 3 has no partner in s, and its v is 30. As for the change of places: could the DELETE then ever be reached?',
  ],
  followUps: [
    'The same batch is merged a second time. Which rows change?',
    'What would an op of NULL do in each clause?',
    'When does WHEN NOT MATCHED BY SOURCE make Delta read the whole table?',
  ],
  sources: [
    'Delta documentation, delta-update, Upsert into a table using MERGE (clauses are evaluated in order)',
    'Spark error conditions: NON_LAST_MATCHED_CLAUSE_OMIT_CONDITION',
  ],
  appliesTo: 'Delta Lake 2.4 and later (WHEN NOT MATCHED BY SOURCE in SQL), open source and Databricks',
  moment: {
    lab: 'delta-log',
    params: {
      setup: 'CREATE TABLE t (id INT, v INT);\nINSERT INTO t VALUES (1, 10), (2, 20), (3, 30)',
      a: `${HEAD} ${DELETE} ${UPDATE} ${OTHERS};\nSELECT * FROM t`,
      b: '',
    },
    behind: { kind: DeltaEvent.plan, nth: 1 },
    caption: 'The same MERGE in the lab: it knows which file it must read, and has written nothing.',
    answers: ({ log }) => ({
      rows: lastRowsRead(log).map(({ id, v }) => [id, v].map((cell) => String(cell ?? ''))),
    }),
  },
  form: {
    fields: [
      {
        type: 'table',
        id: 'rows',
        label: 'Rows of t afterwards',
        columns: ['id', 'v'],
        right: rowsAfterMerge(TARGET, `${HEAD} ${DELETE} ${UPDATE} ${OTHERS}`),
      },
      {
        type: 'choice',
        id: 'swapped',
        label: 'With the clauses swapped',
        options: [
          { id: 'same', text: 'The same rows' },
          { id: 'null', text: 'Row 2 is kept with v NULL' },
          { id: 'kept', text: 'Row 2 is kept with v 20' },
          { id: 'refused', text: 'The statement is refused' },
        ],
        right: fateOfSwapped(),
      },
    ],
    wrong: [
      {
        answers: {
          rows: [
            ['1', '11'],
            ['3', '0'],
            ['4', '40'],
            ['5', ''],
          ],
        },
        why: 'Row 5 is not in t, so only the third clause is for it, and its condition is false for an op of D. A delete of a row that is not there inserts nothing.',
      },
      {
        answers: {
          rows: [
            ['1', '11'],
            ['3', '30'],
            ['4', '40'],
          ],
        },
        why: 'Row 3 has no partner in s, and the fourth clause is for exactly such rows: 30 ≥ 30, so v becomes 0.',
      },
      {
        answers: {
          rows: [
            ['1', '11'],
            ['2', ''],
            ['3', '0'],
            ['4', '40'],
          ],
        },
        why: 'You ran the UPDATE on row 2. The DELETE stands before it and is true, and only the first true clause of a kind is run.',
      },
      {
        answers: {
          rows: [
            ['1', '11'],
            ['2', '20'],
            ['3', '0'],
            ['4', '40'],
          ],
        },
        why: 'Row 2 is deleted. That its v is NULL in s does not matter: DELETE needs no value.',
      },
      {
        answers: {
          rows: [
            ['1', '11'],
            ['4', '40'],
          ],
        },
        why: 'You deleted row 3 for not being in s, as when a table is kept equal to a source. This clause says UPDATE, so the row stays with v 0.',
      },
      {
        answers: {
          rows: [
            ['1', '11'],
            ['3', '0'],
            ['4', '0'],
          ],
        },
        why: 'The clauses see t as it was before. Row 4 was not in it, so NOT MATCHED BY SOURCE is not for it.',
      },
      {
        answers: { swapped: 'null' },
        why: 'It would be so if the statement ran: the UPDATE would take row 2 first. But a clause that can never be reached is an error before anything runs.',
      },
      {
        answers: { swapped: 'same' },
        why: 'Order counts: the first true clause of a kind decides. The UPDATE without a condition would take every matched row.',
      },
      {
        answers: { swapped: 'kept' },
        why: 'No clause leaves row 2 as it is: it is matched, and an UPDATE without a condition is true for it. The statement does not get that far.',
      },
    ],
  },
}
