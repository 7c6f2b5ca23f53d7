import { sizeToRead } from '../../engine/challenge/pushdown.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const INPUTS = [
  { label: 'size of the table in GB', value: 1000 },
  { label: 'days the query asks for', value: 7 },
  { label: 'days in the table', value: 365 },
  { label: 'columns the query asks for', value: 3 },
  { label: 'columns in the table', value: 50 },
]

function compute([total = 0, days = 0, allDays = 1, columns = 0, allColumns = 1]: readonly number[]): number {
  return sizeToRead(total, { read: days, of: allDays }, { read: columns, of: allColumns })
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Two different things are left out: whole directories, and column chunks inside the files that are opened.',
    'What share of the partitions is read, and what share of each file?',
    'Both shares hold at once: 1000 × 7/365 × 3/50.',
  ],
  followUps: [
    'Which step of the plan shows each of the two, and under what name?',
    'What would a filter on a fourth column, which is not selected, add to the bytes?',
    'What changes if the table is partitioned by month?',
  ],
  sources: [
    'apache/parquet-format README.md (row groups, column chunks, footer)',
    'apache/spark at 4.1: PartitionFilters and ReadSchema in the output of EXPLAIN',
  ],
  appliesTo: 'Any engine that reads a partitioned table in a column format',
  form: {
    fields: [
      {
        type: 'number',
        id: 'gigabytes',
        label: 'Data read',
        unit: 'GB',
        right: compute(INPUTS.map(({ value }) => value)),
        tolerance: 0.02,
        model: { inputs: INPUTS, compute },
      },
    ],
    wrong: [
      {
        answers: { gigabytes: '19.18' },
        why: 'That is 7 of 365 days with all 50 columns. A column format stores each column in chunks of its own, and the other 47 are not read.',
      },
      {
        answers: { gigabytes: '60' },
        why: 'That is 3 of 50 columns of the whole year. The filter is on the partition column, so 358 directories are never opened.',
      },
      {
        answers: { gigabytes: '0.164' },
        why: 'That is a single day. The query asks for seven.',
      },
      {
        answers: { gigabytes: '79.18' },
        why: 'You added the two shares. Columns are left out of those files that are read, so the shares are multiplied.',
      },
    ],
  },
}
