import type { ScenarioEntry } from '../../player/lab.ts'

/**
 * What each scenario claims, with its numbers: all that the catalogue knows of it. `scenarios.ts` says how it is run. A
 * first visit sees the first three: one of each kind.
 */
export const CLAIMS: readonly ScenarioEntry[] = [
  {
    id: 'one-pass',
    claim: 'Eight runs fit in one merge: every record crosses the disk four times, 320 pages in all.',
  },
  {
    id: 'tree-against-heap',
    claim: 'Merging 8 runs takes 942 comparisons with a loser tree and 1,278 with a binary heap, for the same output.',
  },
  {
    id: 'crash-and-resume',
    claim: 'A crash in the middle of the merge costs 50 pages: 8 sealed runs stay, and the input is not read again.',
  },
  {
    id: 'two-passes',
    claim:
      'Four runs at a time make two passes of eight runs: 480 pages instead of 320, with the same 942 comparisons in the merges.',
  },
  {
    id: 'one-run-too-many',
    claim: 'Seven at a time is one too few for eight runs: the second pass moves 140 pages more.',
  },
  {
    id: 'small-merge-first',
    claim: 'Merging only 2 of the 8 runs first leaves 7, and one full merge takes them all: 360 pages instead of 460.',
  },
  {
    id: 'selection-on-random',
    claim: 'Replacement selection with a heap of 32 makes 5 runs of 64 records on average, the first one only 56.',
  },
  {
    id: 'selection-on-sorted',
    claim: 'Replacement selection makes one run of 320 sorted records, eight times what memory holds.',
  },
  {
    id: 'selection-on-reversed',
    claim: 'Reversed input is the worst case: 10 runs of 32 records, two more than filling and sorting memory makes.',
  },
  {
    id: 'memory-halved',
    claim:
      'Half the memory costs in two ways: 16 runs instead of 8, only 4 of them at a time, so 480 pages instead of 320.',
  },
  {
    id: 'stability',
    claim: 'With 8 distinct keys 983 comparisons end in a tie, and equal keys still leave in the order they came.',
  },
  {
    id: 'nan-last',
    claim: '4 NaN among 20 numbers go last: each is greater than every number and equal to the other three.',
  },
  {
    id: 'all-equal',
    claim:
      '96 equal keys leave run by run: each further record of R1 costs 2 comparisons, of R4 none, since used-up runs play no match.',
  },
  {
    id: 'top-n',
    claim: 'The first 20 of 320 records need no run: 300 are left out as they come, and 85 pages move instead of 320.',
  },
  {
    id: 'combine',
    claim: 'Combining 320 records of 8 keys leaves 8 records in each run, so 114 pages move instead of 320.',
  },
  {
    id: 'radix',
    claim: 'Radix sort puts 320 records in order within memory without one comparison; only the merge makes its 942.',
  },
]
