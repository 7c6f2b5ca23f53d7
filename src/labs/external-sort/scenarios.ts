import type { Params, Scenario } from '../../player/lab.ts'
import { DEFAULTS } from './params.ts'

const NAN_VALUES: readonly (number | string)[] = [
  ...[412, 7, 'NaN', 388, 951, 64, 'NaN', 230, 705, 18, 599, 'NaN'],
  ...[846, 3, 477, 120, 662, 35, 290, 'NaN', 734, 501, 88, 915],
]

function withParams(changes: Params): Params {
  return { ...DEFAULTS, ...changes }
}

/** Each is a claim with its numbers; a test runs the engine and checks every one of them. */
export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'one-pass',
    claim: 'Eight runs fit in one merge: every record crosses the disk four times, 320 pages in all.',
    params: DEFAULTS,
    position: 2107,
  },
  {
    id: 'two-passes',
    claim:
      'Four runs at a time make two passes of eight runs: 480 pages instead of 320, with the same 942 comparisons in the merges.',
    params: withParams({ fanIn: 4 }),
    position: 3491,
    fork: { name: '8 runs at a time', params: DEFAULTS, acts: [] },
  },
  {
    id: 'one-run-too-many',
    claim: 'Seven at a time is one too few for eight runs: the second pass moves 140 pages more.',
    params: withParams({ fanIn: 7 }),
    position: 2795,
  },
  {
    id: 'small-merge-first',
    claim: 'Merging only 2 of the 8 runs first leaves 7, and one full merge takes them all: 360 pages instead of 460.',
    params: withParams({ fanIn: 7, firstPass: 'optimal' }),
    position: 3130,
    fork: { name: 'full merges', params: withParams({ fanIn: 7 }), acts: [] },
  },
  {
    id: 'tree-against-heap',
    claim: 'Merging 8 runs takes 942 comparisons with a loser tree and 1,278 with a binary heap, for the same output.',
    params: DEFAULTS,
    position: 2107,
    fork: { name: 'merge with a binary heap', acts: [{ at: 1585, type: 'structure', value: 'binary-heap' }] },
  },
  {
    id: 'selection-on-random',
    claim: 'Replacement selection with a heap of 32 makes 5 runs of 64 records on average, the first one only 56.',
    params: withParams({ formation: 'replacement-selection' }),
    position: 354,
  },
  {
    id: 'selection-on-sorted',
    claim: 'Replacement selection makes one run of 320 sorted records, eight times what memory holds.',
    params: withParams({ formation: 'replacement-selection', shape: 'sorted' }),
    position: 3312,
  },
  {
    id: 'selection-on-reversed',
    claim: 'Reversed input is the worst case: 10 runs of 32 records, two more than filling and sorting memory makes.',
    params: withParams({ formation: 'replacement-selection', shape: 'reversed' }),
    position: 258,
  },
  {
    id: 'memory-halved',
    claim:
      'Half the memory costs in two ways: 16 runs instead of 8, only 4 of them at a time, so 480 pages instead of 320.',
    params: withParams({ memory: 20, fanIn: 4 }),
    position: 3492,
    fork: { name: 'memory 20 to 40, 8 runs at a time', params: DEFAULTS, acts: [] },
  },
  {
    id: 'stability',
    claim: 'With 8 distinct keys 983 comparisons end in a tie, and equal keys still leave in the order they came.',
    params: withParams({ shape: 'few-distinct' }),
    position: 1564,
  },
  {
    id: 'nan-last',
    claim: '4 NaN among 20 numbers go last: each is greater than every number and equal to the other three.',
    params: withParams({
      shape: 'given',
      values: NAN_VALUES,
      records: NAN_VALUES.length,
      memory: 12,
      page: 2,
      fanIn: 3,
    }),
    position: 152,
  },
  {
    id: 'all-equal',
    claim:
      '96 equal keys leave run by run: a record of R1 costs 2 comparisons, one of R4 none, since used-up runs play no match.',
    params: withParams({
      shape: 'given',
      values: Array.from({ length: 96 }, () => 500),
      records: 96,
      memory: 24,
      page: 4,
      fanIn: 4,
    }),
    position: 383,
  },
  {
    id: 'top-n',
    claim: 'The first 20 of 320 records need no run: 300 are left out as they come, and 85 pages move instead of 320.',
    params: withParams({ limit: 20 }),
    position: 190,
  },
  {
    id: 'combine',
    claim: 'Combining 320 records of 8 keys leaves 8 records in each run, so 114 pages move instead of 320.',
    params: withParams({ shape: 'few-distinct', combine: true }),
    position: 1767,
  },
  {
    id: 'radix',
    claim: 'Radix sort puts 320 records in order within memory without one comparison; only the merge makes its 942.',
    params: withParams({ memorySort: 'radix' }),
    position: 11,
  },
  {
    id: 'crash-and-resume',
    claim: 'A crash in the middle of the merge costs 50 pages: 8 sealed runs stay, and the input is not read again.',
    params: DEFAULTS,
    position: 3007,
    fork: { name: 'crash at event 2,000', acts: [{ at: 2000, type: 'crash', value: true }] },
  },
]
