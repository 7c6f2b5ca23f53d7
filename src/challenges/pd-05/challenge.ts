import { bloomBytes, expectedGroupsRead } from '../../engine/challenge/pushdown.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const FILTER = [
  { label: 'distinct values', value: 100_000 },
  { label: 'bits per value', value: 10.5 },
]

const LOOKUP = [
  { label: 'row groups', value: 1000 },
  { label: 'row groups that have the value', value: 1 },
  { label: 'false positives', value: 0.01 },
]

function filterBytes([values = 0, bits = 0]: readonly number[]): number {
  return bloomBytes(values, bits)
}

function groupsRead([groups = 0, holding = 0, falsePositives = 0]: readonly number[]): number {
  return expectedGroupsRead(groups, holding, falsePositives)
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'The filter needs bits for each distinct value; the question is for bytes.',
    'A Bloom filter never denies a value that is there. How many of the row groups are without it?',
    '999 row groups err with 1 % each, and the one that has the value is read always.',
  ],
  followUps: [
    'parquet-java limits a filter to 1 MB unless told otherwise. For how many distinct values at 1 % is that enough?',
    'When does a sorted column make the filter pointless?',
    'What can the filter do for x > 5?',
  ],
  sources: [
    'apache/parquet-format BloomFilter.md (bits per value)',
    'apache/parquet-java ParquetProperties (off by default, 1 % and 1 MB where it is on)',
  ],
  appliesTo: 'Parquet, split-block Bloom filters',
  form: {
    fields: [
      {
        type: 'number',
        id: 'bytes',
        label: 'Size of one filter',
        unit: 'bytes',
        right: filterBytes(FILTER.map(({ value }) => value)),
        model: { inputs: FILTER, compute: filterBytes },
      },
      {
        type: 'number',
        id: 'groups',
        label: 'Row groups read on average',
        unit: 'row groups',
        right: groupsRead(LOOKUP.map(({ value }) => value)),
        tolerance: 0.05,
        model: { inputs: LOOKUP, compute: groupsRead },
      },
    ],
    wrong: [
      {
        answers: { groups: '10' },
        why: 'That is 1 % of all 1,000 and leaves out the row group that has the value. It is read for certain; the other 999 err with 1 %.',
      },
      {
        answers: { bytes: '1050000' },
        why: '10.5 are bits. Eight of them make a byte.',
      },
      {
        answers: { groups: '1' },
        why: 'A Bloom filter is not exact. It says "perhaps" for 1 % of the row groups that do not have the value.',
      },
      {
        answers: { groups: '1000' },
        why: 'That is without the filters: minimum and maximum do not help here. The filters rule out 99 % of the row groups that do not have the value.',
      },
    ],
  },
}
