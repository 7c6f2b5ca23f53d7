import type { Challenge } from '../../practice/types.ts'
import { examples, expectSorted, hiddenCases, isAllowed } from './cases.ts'
import { drawValues } from './draw.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Compare 1 with NaN and NaN with 3. What does your comparison say, and what follows for 1 and 3?',
    'Give each value a place among two groups first: numbers, then NaN. Only within the numbers do values count.',
    'Compare (is NaN, value). For descending turn the comparison round; do not reverse the list.',
  ],
  followUps: [
    'A value may be null too. Where does Spark put it by default, in either direction?',
    'Does a join on this column match NaN with NaN in Spark, and in PostgreSQL or Python?',
    'A Parquet file holds a minimum and a maximum for each column. Why must a writer leave NaN out of them?',
  ],
  sources: [
    'Spark documentation, Data Types, NaN Semantics: NaN is equal to itself and larger than any other value',
    'IEEE 754: comparisons with NaN are false, and -0 equals 0',
    'Measured on the merge sort of an interview guide: six values with two NaN come out unsorted',
  ],
  appliesTo: 'The order of Spark SQL; the trouble itself is that of every sort by comparison',
  shownIn: { lab: 'external-sort', text: 'Runs are merged by comparison' },
  code: {
    entry: {
      typescript: { kind: 'function', name: 'sortRows' },
      python: { kind: 'function', name: 'sort_rows' },
    },
    programs,
    examples,
    hiddenCases,
    draw: drawValues,
    expect: expectSorted,
    isAllowed,
    wrong: [
      {
        id: 'first',
        why: 'NaN is sorted below every number, as some libraries do. In Spark it is the greatest value: last upwards, first downwards.',
      },
      {
        id: 'infinity',
        why: 'NaN is replaced by infinity in the comparison. Real infinities then tie with it and stand mixed among the NaN.',
      },
      {
        id: 'zeros',
        why: 'The sign of zero is compared, so that -0 comes before 0. They are equal, and rows of equal value stay in their order.',
      },
      {
        id: 'reverse',
        why: 'For descending the sorted list is reversed, and with it the order of rows that are equal. The sort is no longer stable.',
      },
      {
        id: 'last',
        why: 'NaN stands at the end in both directions. As the greatest value it comes first when the order is descending.',
      },
      {
        id: 'dropped',
        why: 'Rows without a number are thrown away. The numbers are in order then, and readings are lost without an error.',
      },
    ],
  },
}
