import { keepNotExists, keepNotIn, truthOf } from '../../engine/challenge/sql-nulls.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const SALARIES = [100, 90, 90, 80, 70, null]
const OF_Y = [70, null]

const TRUTHS = ['TRUE', 'FALSE', 'NULL'].map((truth) => ({ id: truth, text: truth }))

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Write NOT IN out as comparisons with each value of the list, joined by AND.',
    'A comparison with NULL is NULL. TRUE AND NULL is NULL, FALSE AND NULL is FALSE, and WHERE keeps only TRUE.',
    'NOT EXISTS asks whether a row was found, and that is never NULL. For F no row of Y compares as equal. In question 4 ask what NULL <> 70 is.',
  ],
  followUps: [
    'Is LEFT ANTI JOIN ON y.sal = emp.sal more like NOT IN or like NOT EXISTS?',
    'Why can Spark run NOT EXISTS as an ordinary anti join, and NOT IN over a nullable column only as a null-aware one?',
    'What does sal IN (70, NULL) give for A, and why does nobody notice?',
  ],
  sources: ['Spark docs, sql-ref-null-semantics (IN, NOT IN, EXISTS and NOT EXISTS subqueries)'],
  appliesTo: 'Standard SQL: Spark, Databricks, PostgreSQL, DuckDB',
  form: {
    fields: [
      {
        type: 'choice',
        id: 'a',
        label: 'The condition for A, 100',
        options: TRUTHS,
        right: truthOf(`100 NOT IN (${OF_Y.map((sal) => sal ?? 'NULL').join()})`),
      },
      {
        type: 'choice',
        id: 'e',
        label: 'The condition for E, 70',
        options: TRUTHS,
        right: truthOf(`70 NOT IN (${OF_Y.map((sal) => sal ?? 'NULL').join()})`),
      },
      {
        type: 'number',
        id: 'exists',
        label: 'Rows with NOT EXISTS',
        unit: 'rows',
        right: keepNotExists(SALARIES, OF_Y).length,
      },
      {
        type: 'number',
        id: 'filtered',
        label: 'Rows with NOT IN and IS NOT NULL',
        unit: 'rows',
        right: keepNotIn(
          SALARIES,
          OF_Y.filter((sal) => sal !== null),
        ).length,
      },
    ],
    wrong: [
      {
        answers: { a: 'TRUE' },
        why: 'You passed over the NULL in the list. 100 <> NULL is NULL, and TRUE AND NULL is NULL. Were it TRUE, A would be in the report.',
      },
      {
        answers: { a: 'FALSE' },
        why: 'For WHERE it comes to the same, but the condition is not FALSE: 100 <> NULL is not known. NOT (…) around it would be NULL again, and keep nothing either.',
      },
      {
        answers: { e: 'NULL' },
        why: 'One FALSE decides an AND: 70 <> 70 is FALSE, whatever the comparison with NULL is.',
      },
      {
        answers: { e: 'TRUE' },
        why: '70 is in the list, so it is certainly not NOT IN.',
      },
      {
        answers: { exists: '4' },
        why: 'You dropped F. For F no row of Y has y.sal = emp.sal TRUE, so NOT EXISTS is TRUE and the row stays.',
      },
      {
        answers: { exists: '0' },
        why: 'NOT EXISTS has no trap of this kind: rows for which the comparison is NULL are not found, and what was not found does not exist.',
      },
      {
        answers: { exists: '6' },
        why: 'E is out: the subquery finds E itself, with y.sal = 70.',
      },
      {
        answers: { filtered: '5' },
        why: 'The NULL is gone from the list, but F has a NULL too: NULL NOT IN (70) is NULL, and WHERE does not keep it.',
      },
      {
        answers: { filtered: '0' },
        why: 'It was the NULL in the list that kept every row out, no mistake of the optimizer. Without it A, B, C and D are TRUE.',
      },
    ],
  },
}
