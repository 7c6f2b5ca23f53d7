import type { Challenge } from '../../practice/types.ts'
import { examples, expectOutcome, hiddenCases, isAllowed } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Which version do you try first, and what do you know when the put returns false?',
    'After each lost race read the entry that has the version. Only then decide between Conflict and the next version.',
    'Compare the removes of both. Then, if you have read the whole table, ask whether the winner adds or removes anything at all.',
  ],
  followUps: [
    'S3 long had no put-if-absent. What did writers of different machines need there?',
    'A winner changed the schema and touched no file. Should your commit pass?',
    'Your overwrite lost to an append. Under which isolation level may it pass, and what do readers see then?',
  ],
  sources: [
    'Delta PROTOCOL.md, Creation of New Log Entries: a version is written if it is absent, and never replaced',
    'delta-io/delta, OptimisticTransaction and ConflictChecker: the loser checks each winning commit and tries the next version',
    'Measured on a simulator of an interview guide: two writers put two entries of one version into its log',
  ],
  appliesTo: 'Delta Lake in outline; its own check also knows partitions, metadata and isolation levels',
  shownIn: { lab: 'delta-log', text: 'Two writers, one version' },
  code: {
    entry: { typescript: { kind: 'function', name: 'race' }, python: { kind: 'function', name: 'race' } },
    programs,
    examples,
    hiddenCases,
    expect: expectOutcome,
    isAllowed,
    wrong: [
      {
        id: 'any',
        why: 'Any newer version is taken for a conflict. Two appends do not disturb each other: the loser takes the next number.',
      },
      {
        id: 'never',
        why: 'The loser takes the next number without looking. An OPTIMIZE then brings back rows that an overwrite has replaced.',
      },
      {
        id: 'once',
        why: 'Only the first winner is looked at. The number can be taken again and again, and each winner may be the one in conflict.',
      },
      {
        id: 'newest',
        why: 'Only the newest entry is compared. Those between it and the version you read have landed since as well.',
      },
      {
        id: 'touched',
        why: 'A commit that removes files is treated as if it had read the whole table. OPTIMIZE passes beside an append, since the append leaves its files alone.',
      },
      {
        id: 'removes',
        why: 'Only removed files are compared. A commit that has read the whole table also conflicts with rows that were added: it has not seen them.',
      },
      {
        id: 'adds',
        why: 'For a reader of the whole table only added files count. Rows that a winner removed were read too, and are no longer there.',
      },
    ],
  },
}
