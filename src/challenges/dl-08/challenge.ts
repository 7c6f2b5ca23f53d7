import { outcomeAgainst } from '../../engine/challenge/delta-conflicts.ts'
import type { ExerciseWriter } from '../../engine/challenge/delta-conflicts.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const f = { path: 'f', partition: 'EU' }

const mine: ExerciseWriter = {
  reads: ['EU'],
  readFiles: [f],
  remove: [f],
  add: [{ path: 'mine', partition: 'EU' }],
}
const winner: ExerciseWriter = {
  reads: ['EU'],
  readFiles: [f],
  remove: [f],
  add: [{ path: 'theirs', partition: 'EU' }],
  changesSchema: true,
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Several checks would fail. Which of them is made first?',
    'The checks go from the table as a whole to single files.',
    'Protocol first, then metadata; files come last, those added before those removed.',
  ],
  followUps: [
    'The winner only added the file in EU. What do you see then?',
    'And if it only removed f?',
    'Which changes of metadata are no conflict since Delta 4.1.0?',
  ],
  sources: [
    'Delta source, ConflictChecker.scala: checkConflicts',
    'Delta documentation, concurrency-control',
    'delta-error-classes.json: DELTA_METADATA_CHANGED',
  ],
  appliesTo: 'Open-source Delta Lake 3.2 to 4.4',
  shownIn: { lab: 'delta-log', scenario: 'schema-drift', text: 'A new column stops everyone at work, at check 2' },
  form: {
    fields: [
      {
        type: 'choice',
        id: 'seen',
        label: 'You see',
        options: [
          { id: 'ConcurrentDeleteDeleteException', text: 'ConcurrentDeleteDeleteException' },
          { id: 'ConcurrentDeleteReadException', text: 'ConcurrentDeleteReadException' },
          { id: 'ConcurrentAppendException', text: 'ConcurrentAppendException' },
          { id: 'MetadataChangedException', text: 'MetadataChangedException' },
          { id: 'commits', text: 'no error: it commits as the next version' },
        ],
        right: outcomeAgainst(mine, winner, 'Serializable'),
      },
    ],
    wrong: [
      {
        answers: { seen: 'ConcurrentDeleteDeleteException' },
        why: 'Both remove f, so this would fail too, but it is the last of the seven checks. The first that fails is reported, not the most specific.',
      },
      {
        answers: { seen: 'ConcurrentDeleteReadException' },
        why: 'The file that you read is gone, which is check 6. The change of the metadata is found before, at check 2.',
      },
      {
        answers: { seen: 'ConcurrentAppendException' },
        why: 'Added files are check 5. The order of the checks is fixed; it is not that of the actions in the file.',
      },
      {
        answers: { seen: 'commits' },
        why: 'A lost race is tried again in silence only when all checks pass. A new column is a conflict for everyone who started before it.',
      },
    ],
  },
}
