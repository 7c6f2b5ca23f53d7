import { createMergeMachine } from '../../engine/challenge/act/merge-machine.ts'
import { createPlay } from '../../engine/challenge/act/play.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const RUNS = [
  [3, 8, 8, 21],
  [5, 8, 13],
  [1, 2, 34, 40],
]

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Nothing can be given before each run that is not at its end has a record in memory.',
    'Of equal keys the one of the earlier run goes first, or the sort is not stable.',
    'Two records fill the output page. Write it as soon as it is full, and what is left at the end.',
  ],
  followUps: [
    'How many page transfers are that, and what would double buffering change about them?',
    'How many comparisons does a loser tree need for each record here? And a scan of all heads?',
    'What happens when there are more runs than pages of memory?',
  ],
  sources: [
    'Knuth, The Art of Computer Programming 3, 5.4.1',
    'Ramakrishnan and Gehrke, Database Management Systems, 13.3',
  ],
  appliesTo: 'Any external merge sort with one page of memory for each run and one for the output',
  shownIn: { lab: 'external-sort', scenario: 'one-pass', text: 'One pass merges all runs' },
  act: createPlay(createMergeMachine({ runs: RUNS, page: 2 })),
}
