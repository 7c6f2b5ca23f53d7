import { sumOver } from '../../engine/challenge/sql-windows.ts'
import type { OrderKey, Row, Window } from '../../engine/challenge/sql-windows.ts'
import type { Challenge, ListsField } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const PAY: readonly Row[] = [
  { emp: 'A', sal: 100 },
  { emp: 'B', sal: 90 },
  { emp: 'C', sal: 90 },
  { emp: 'D', sal: 80 },
]
const BY_SALARY: readonly OrderKey[] = [{ column: 'sal', isDescending: true }]
const BY_BOTH: readonly OrderKey[] = [...BY_SALARY, { column: 'emp' }]

function sumField(id: string, window: Window): ListsField {
  const sums = sumOver(PAY, 'sal', window)
  return {
    type: 'lists',
    id,
    label: `${id} of A, B, C, D`,
    right: [sums.map((sum) => sum ?? 'NULL')],
    placeholder: '1 2 3 4',
  }
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Which frame does SQL take for x, where none is written?',
    'It is RANGE up to the current row, and RANGE takes all rows along that are equal to the current one in the ORDER BY.',
    'B and C are equal in sal, so in x both have 100 + 90 + 90. With emp in the ORDER BY no two rows are equal.',
  ],
  followUps: [
    'What does last_value(emp) OVER (ORDER BY sal DESC, emp) give for A, and what must one write to get D?',
    'What would y be without emp in its ORDER BY?',
    'How many tasks of Spark compute these windows, and why does it warn?',
  ],
  sources: [
    'Spark docs, sql-ref-syntax-qry-select-window; WindowResolution.scala (default frame)',
    'PySpark, Window (note on the default frame)',
  ],
  appliesTo: 'Standard SQL: Spark, Databricks, PostgreSQL, DuckDB',
  form: {
    fields: [
      sumField('x', { orderBy: BY_SALARY, frame: 'RANGE' }),
      sumField('y', { orderBy: BY_BOTH, frame: 'ROWS' }),
      sumField('z', { orderBy: BY_BOTH, frame: 'RANGE' }),
    ],
    wrong: [
      {
        answers: { x: '100 190 280 360' },
        why: 'You took the default frame for ROWS. It is RANGE: B and C are equal in sal, so each has the other in its frame.',
      },
      {
        answers: { x: '100 190 190 270' },
        why: 'Peers share one sum, but none of them is left out of it: 100 + 90 + 90.',
      },
      {
        answers: { x: '360 260 260 80' },
        why: 'You added from the smallest salary on. ORDER BY sal DESC begins with 100.',
      },
      {
        answers: { x: '360 360 360 360' },
        why: 'That is the frame without an ORDER BY. With one the frame ends at the current row and its peers.',
      },
      {
        answers: { y: '100 280 280 360' },
        why: 'ROWS counts rows and not values: for B the frame ends at B.',
      },
      {
        answers: { z: '100 280 280 360' },
        why: 'The frame is RANGE, but peers must be equal in the whole ORDER BY. B and C differ in emp.',
      },
    ],
  },
}
