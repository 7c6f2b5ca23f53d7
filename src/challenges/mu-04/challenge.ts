import { partitionsRead, rowsAfterMerge } from '../../engine/challenge/merge-table.ts'
import type { ExerciseTable } from '../../engine/challenge/merge-table.ts'
import { lastRowsRead } from '../../engine/challenge/lab-run-answers.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const TARGET: ExerciseTable = {
  columns: { id: 'integer', d: 'string', amount: 'integer' },
  partitionedBy: 'd',
  rows: [
    [7, '2024-01-01', 100],
    [8, '2024-01-01', 50],
  ],
}
const DAYS = ['2023-12-31', '2024-01-01', '2024-01-02', '2024-01-03']

const ID = 't.id = s.id'
const ONS = [
  { id: 'id', text: ID },
  { id: 'new', text: `${ID} AND t.d = '2024-01-02'` },
  { id: 'both', text: `${ID} AND t.d IN ('2024-01-01', '2024-01-02')` },
  { id: 'before', text: `${ID} AND t.d <= s.d` },
  { id: 'from', text: `${ID} AND t.d = s.d AND t.d >= '2024-01-01'` },
]

function textOf(on: string): string {
  return `MERGE INTO orders AS t USING (VALUES (7, '2024-01-02', 110)) AS s (id, d, amount) ON ${on}
    WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *`
}

function totalsOf(on: string): { readonly rows: number; readonly sum: number } {
  const rows = rowsAfterMerge(TARGET, textOf(on))
  return { rows: rows.length, sum: rows.reduce((sum, [, , amount]) => sum + Number(amount), 0) }
}

const ASKED = `${ID} AND t.d = s.d`
const found = totalsOf(ASKED)
const wanted = totalsOf(ID)

/** The ONs that make the wanted table and leave out the days around. */
const fitting = ONS.filter(({ text }) => {
  const totals = totalsOf(text)
  const read = partitionsRead(TARGET, textOf(text), DAYS)
  return totals.rows === wanted.rows && totals.sum === wanted.sum && read.join() === DAYS.slice(1, 3).join()
})

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Is the pair of the old row 7 and the row of the source a match? Put both days into ON.',
    'A source row without a match is inserted, and the old row stays. There are now two rows with id 7.',
    'The key is the id alone. To leave partitions out, ON may name days as literals, but the day on which the old row lies must be among them.',
  ],
  followUps: [
    'How do you find rows that such a MERGE has doubled in the past?',
    'Two such MERGEs run at once for other days. Does the literal list help against conflicts?',
    'Would you partition by a day that can change at all? By what else?',
  ],
  sources: [
    'Delta documentation, delta-update, Performance tuning; concurrency-control (explicit partition conditions)',
    'Delta PROTOCOL.md, Partition Values',
  ],
  appliesTo: 'Open-source Delta Lake; Databricks may prune partitions by the source while it runs',
  moment: {
    lab: 'delta-log',
    params: {
      product: 'oss',
      isolation: 'Serializable',
      setup: `CREATE TABLE orders (id INT, d STRING, amount INT) PARTITIONED BY (d);
INSERT INTO orders VALUES ${TARGET.rows.map(([id, d, amount]) => `(${id}, '${d}', ${amount})`).join(', ')}`,
      a: `${textOf(ASKED)};\nSELECT * FROM orders`,
      b: '',
    },
    behind: { kind: DeltaEvent.plan, nth: 1 },
    caption: 'The same MERGE in the lab: it knows which file it must read, and has written nothing.',
    answers: ({ log }) => {
      const rows = lastRowsRead(log)
      return { rows: String(rows.length), sum: String(rows.reduce((sum, { amount }) => sum + Number(amount), 0)) }
    },
  },
  form: {
    fields: [
      { type: 'number', id: 'rows', label: 'Rows afterwards', unit: 'rows', right: found.rows },
      { type: 'number', id: 'sum', label: 'Sum afterwards', right: found.sum },
      { type: 'number', id: 'wantedRows', label: 'Rows as they should be', unit: 'rows', right: wanted.rows },
      { type: 'number', id: 'wantedSum', label: 'Sum as it should be', right: wanted.sum },
      { type: 'choice', id: 'on', label: 'ON', options: ONS, right: fitting.map(({ id }) => id).join() },
    ],
    wrong: [
      {
        answers: { rows: '2', sum: '160' },
        why: 'You took the day for a hint on where to look. Every column in ON is part of the match: the days differ, so row 7 is not found and a second one is inserted.',
      },
      {
        answers: { rows: '2', sum: '150' },
        why: 'You left the table as it was. A source row without a match is not dropped: WHEN NOT MATCHED inserts it.',
      },
      {
        answers: { rows: '3', sum: '160' },
        why: 'Three rows are right, and all three count: the old row 7 is still there with its 100.',
      },
      {
        answers: { wantedRows: '3', wantedSum: '260' },
        why: 'The source corrects order 7. It does not place a second one, so 100 must go when 110 comes.',
      },
      {
        answers: { on: 'id' },
        why: 'The table becomes right, but nothing in this ON tells partitions apart, so every day of the table is searched.',
      },
      {
        answers: { on: 'new' },
        why: 'The old row lies in 2024-01-01, where this ON does not look. It stays, and the new one is inserted beside it.',
      },
      {
        answers: { on: 'before' },
        why: 'It finds the old row here, but a comparison with a column of the source is no literal: all partitions are searched. And an order that moves to an earlier day is doubled again.',
      },
      {
        answers: { on: 'from' },
        why: 'A lower limit was added, but t.d = s.d still stands in ON, and for the old row 7 it is false.',
      },
    ],
  },
}
