import { pushedPart } from '../../engine/challenge/pushed-filters.ts'
import type { Challenge, ChoiceField, WrongAnswer } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const TYPES = {
  id: 'integer',
  int_id: 'integer',
  string_id: 'string',
  n: 'string',
  a: 'integer',
  b: 'integer',
  price: 'double',
} as const

const FILTERS = {
  equal: 'id = 5',
  text: 'string_id = 7',
  long: 'int_id = 7L',
  upper: "upper(n) = 'A'",
  like: "n LIKE 'a%'",
  or: 'a = 1 OR udf(b)',
  and: 'a = 1 AND udf(b)',
  arithmetic: 'price * 2 > 10',
}

const OPTIONS = [
  { id: 'yes', text: 'All of it is pushed' },
  { id: 'partly', text: 'A part of it is pushed' },
  { id: 'no', text: 'Nothing is pushed' },
]

const fields = Object.entries(FILTERS).map(([id, label]): ChoiceField => ({
  type: 'choice',
  id,
  label,
  options: OPTIONS,
  right: pushedPart(label, TYPES),
}))

/** What has no AND has no part that could be pushed alone. */
const halves = (['equal', 'text', 'long', 'upper', 'like', 'arithmetic'] as const).map((id): WrongAnswer => ({
  answers: { [id]: 'partly' },
  why: `${FILTERS[id]} is one comparison, which is pushed or not. Only at a topmost AND can a filter be split.`,
}))

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Spark hands a source only conditions of the form column, operator, literal, and AND, OR, NOT of such. Look where the column is bare.',
    'Types that differ bring a cast. Is it the column or the literal that is cast, and can the cast be taken off without loss?',
    'If half of an OR is not checked, rows that match by it would be lost. If half of an AND is not checked, there are only more rows left to filter.',
  ],
  followUps: [
    'How would you write price * 2 > 10 so that it is pushed?',
    'A filter stands in PushedFilters. Has it skipped anything?',
    "What can n LIKE '%a' do in a Parquet file?",
  ],
  sources: [
    'apache/spark DataSourceStrategy.scala, translateLeafNodeFilter (4.1)',
    'apache/spark UnwrapCastInBinaryComparison.scala (4.1)',
    'apache/spark ParquetFilters.scala, createFilterHelper (4.1)',
  ],
  appliesTo: 'Open-source Spark 3.5 and later, Parquet',
  form: {
    fields,
    wrong: [
      {
        answers: { long: 'no' },
        why: 'Not every cast is in the way. int_id is widened to a BIGINT without loss, so Spark takes the cast off and compares int_id with 7.',
      },
      {
        answers: { text: 'yes' },
        why: "It is the column that is cast to a number, and '7', '07' and ' 7 ' all become 7: no range of texts says the same. Write string_id = '7'.",
      },
      {
        answers: { or: 'partly' },
        why: 'With a = 1 alone the source would drop rows that match by udf(b). A half of an OR must not be pushed.',
      },
      {
        answers: { or: 'yes' },
        why: 'A source knows nothing of the user-defined function, so it cannot check the second half of the OR.',
      },
      {
        answers: { and: 'no' },
        why: 'a = 1 alone drops only rows that the AND drops as well. Spark pushes it and checks udf(b) on what comes back.',
      },
      {
        answers: { and: 'yes' },
        why: 'Only a = 1 reaches the source. udf(b) is evaluated by Spark above the scan.',
      },
      {
        answers: { upper: 'yes' },
        why: 'The column stands inside a function. Bounds of n say nothing simple of upper(n), and Spark does not translate it.',
      },
      {
        answers: { arithmetic: 'yes' },
        why: 'Spark does not solve the inequality for price. The column stands inside arithmetic, so nothing is pushed; price > 5 would be.',
      },
      {
        answers: { like: 'no' },
        why: "A pattern with a fixed beginning is turned into startsWith, which Parquet's bounds can decide.",
      },
      {
        answers: { equal: 'no' },
        why: 'Column, operator, literal of the same type: this is the form that is always pushed.',
      },
      ...halves,
    ],
  },
}
