import { outcomeAgainst } from '../../engine/challenge/delta-conflicts.ts'
import type { ExerciseWriter, PlacedFile } from '../../engine/challenge/delta-conflicts.ts'
import type { Challenge, Field } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const small = ['a', 'b'].map((path) => ({ path, partition: 'EU' }))
const written = (path: string): PlacedFile[] => [{ path, partition: 'EU' }]

const insert: ExerciseWriter = { add: written('inserted') }
const optimize: ExerciseWriter = { readFiles: small, remove: small, add: written('compacted'), dataChange: false }
const update: ExerciseWriter = { reads: 'all', readFiles: small, remove: small, add: written('updated') }

function fieldOf(id: string, label: string, mine: ExerciseWriter, winner: ExerciseWriter): Field {
  return {
    type: 'choice',
    id,
    label,
    options: [
      { id: 'never', text: 'never conflicts' },
      { id: 'can', text: 'can conflict' },
    ],
    right: outcomeAgainst(mine, winner, 'Serializable') === 'commits' ? 'never' : 'can',
  }
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'A conflict needs a file that one has removed or added and that matters to the other.',
    'OPTIMIZE says dataChange = false. Which of the checks does that switch off for itself, and which for others?',
    'Who has read nothing and removes nothing is safe from removed files; who changes no data is safe from added ones.',
  ],
  followUps: [
    'What does an OPTIMIZE do that finds some of its files gone, and some not?',
    'What does row-level concurrency on Databricks change for UPDATE and OPTIMIZE?',
    'How would you schedule OPTIMIZE next to a nightly MERGE?',
  ],
  sources: [
    'Delta documentation, concurrency-control, Write conflicts',
    'Delta source, ConflictChecker.scala, canDowngradeToSnapshotIsolation, OptimizeTableCommand.commitAndRetry',
  ],
  appliesTo: 'Open-source Delta Lake 3.2 to 4.4; Databricks without row-level concurrency',
  shownIn: {
    lab: 'delta-log',
    scenario: 'optimize-and-delete',
    text: 'OPTIMIZE refuses a DELETE, and the other way round',
  },
  form: {
    fields: [
      fieldOf('insertOptimize', 'You INSERT, winner OPTIMIZE', insert, optimize),
      fieldOf('optimizeInsert', 'You OPTIMIZE, winner INSERT', optimize, insert),
      fieldOf('updateOptimize', 'You UPDATE all rows, winner OPTIMIZE', update, optimize),
      fieldOf('optimizeOptimize', 'You OPTIMIZE, winner OPTIMIZE', optimize, optimize),
    ],
    wrong: [
      {
        answers: { insertOptimize: 'can' },
        why: 'A blind append has read nothing and removes nothing. No removed or added file of the winner can matter to it.',
      },
      {
        answers: { optimizeInsert: 'can' },
        why: 'OPTIMIZE takes no lock, and files that came in meanwhile do not matter to it: it changes no data and did not have to see them.',
      },
      {
        answers: { updateOptimize: 'never' },
        why: 'dataChange = false does not make the removes invisible. The UPDATE has read files that are gone now and wants to remove them itself.',
      },
      {
        answers: { optimizeOptimize: 'never' },
        why: 'Both chose the same small files. The winner has removed them, and writing their rows once more would double them.',
      },
    ],
  },
}
