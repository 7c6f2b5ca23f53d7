import { createPlay } from '../../engine/challenge/act/play.ts'
import { createShuffleMachine } from '../../engine/challenge/act/shuffle-machine.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const TASKS = [
  [6, 12, 2, 30, 7],
  [15, 8, 28, 13],
]

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'The partition comes from the hash, not from the key, and is never negative.',
    'For −319,098,976 and 3 the remainder is −1, so pmod gives −1 + 3 = 2.',
    'Place all rows of both map tasks, write both outputs, and only then fetch.',
  ],
  followUps: [
    'How many files do the map tasks leave on disk, and how many blocks are read? How does each grow with the number of tasks?',
    'One key has half of all rows. What does that do to the reduce tasks, and what can adaptive execution do about it?',
    'When would Spark not shuffle for this GROUP BY at all?',
  ],
  sources: [
    'apache/spark HashPartitioning (catalyst/plans/physical/partitioning.scala) and Murmur3Hash, 4.1',
    'apache/spark SortShuffleManager.scala, IndexShuffleBlockResolver.scala, DAGScheduler.scala, 4.1',
  ],
  appliesTo: 'Open-source Spark SQL 4.1, an exchange by hash of an INT column',
  act: createPlay(createShuffleMachine({ tasks: TASKS, partitions: 3 })),
}
