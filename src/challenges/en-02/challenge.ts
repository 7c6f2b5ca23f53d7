import { createCommitMachine } from '../../engine/challenge/act/commit-machine.ts'
import { createPlay } from '../../engine/challenge/act/play.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const MON = 'mon'
const TUE = 'tue'
const FILES = [
  { path: 'a', partition: MON },
  { path: 'b', partition: TUE },
  { path: 'd', partition: TUE },
]

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Read the log, read the files, write the copies, and only then put the commit.',
    'A version that is taken is no failure yet. Read the commit that won and compare it with what you read.',
    'The first winner only added rows to another partition. The second one rewrote a file that you read.',
  ],
  followUps: [
    'Which of the two winners would conflict if your UPDATE had no WHERE clause?',
    'Who deletes the files that the failed attempt left behind, and when?',
    'What changes with deletion vectors and row-level concurrency on Databricks?',
  ],
  sources: [
    'Delta PROTOCOL.md, Delta Table Specification, Delta Log Entries',
    'delta-io/delta OptimisticTransaction.scala (doCommitRetryIteratively) and ConflictChecker.scala, 4.0',
  ],
  appliesTo: 'Open-source Delta Lake on a store with put-if-absent',
  shownIn: { lab: 'delta-log', scenario: 'same-partition', text: 'Two UPDATEs of one partition' },
  act: createPlay(
    createCommitMachine({
      version: 7,
      files: FILES,
      partition: TUE,
      isolation: 'Serializable',
      others: [
        { what: 'append to mon', add: [{ path: 'c', partition: MON }] },
        {
          what: 'UPDATE of d',
          reads: [TUE],
          readFiles: [{ path: 'd', partition: TUE }],
          remove: [{ path: 'd', partition: TUE }],
          add: [{ path: 'e', partition: TUE }],
        },
      ],
    }),
  ),
}
