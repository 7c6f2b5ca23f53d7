import { liveFiles } from '../../engine/challenge/delta-actions.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const LOG = [
  { add: ['A', 'B'] },
  { add: ['C'] },
  { remove: ['A', 'B', 'C'], add: ['D'] },
  { remove: ['D'], add: ['E'] },
  { remove: ['E'], add: ['A', 'B', 'C'] },
]

const OPTIONS = [
  {
    id: 'A',
    text: 'A',
    why: 'version 2 removed it and version 4 added it again: the newest action of a path is the one that holds',
  },
  { id: 'B', text: 'B', why: 'like A: removed in version 2, added again in version 4' },
  { id: 'C', text: 'C', why: 'version 1 had it too, so RESTORE added it again with A and B' },
  { id: 'D', text: 'D', why: 'version 3 removed it, and nothing has added it since: version 1 did not have it' },
  { id: 'E', text: 'E', why: 'version 4 removed it: it was live, and version 1 did not have it' },
]

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Go through the commits in order and keep a set of live files.',
    'What does an add do to a path that was removed before?',
    'RESTORE is a commit like any other: it removes E and adds what version 1 had.',
  ],
  followUps: [
    'Which of these files could VACUUM delete now?',
    'What would RESTORE do if VACUUM had deleted A?',
    'Why does OPTIMIZE write dataChange = false?',
  ],
  sources: ['Delta PROTOCOL.md, Action Reconciliation', 'Delta documentation, Restore a Delta table'],
  appliesTo: 'Delta Lake, open source and Databricks',
  shownIn: { lab: 'delta-log', scenario: 'restore', text: 'RESTORE adds files of an older version again' },
  form: {
    fields: [
      {
        type: 'set',
        id: 'live',
        label: 'Live files at version 4',
        options: OPTIONS,
        right: liveFiles(LOG),
      },
    ],
    wrong: [
      {
        answers: { live: [] },
        why: 'That is all added less all removed, as sets. In a log the order counts: for each path the newest action is the one that holds.',
      },
      {
        answers: { live: ['D'] },
        why: 'RESTORE does not look for a compacted file with the same rows. It adds the very files that version 1 had.',
      },
      {
        answers: { live: ['A', 'B', 'C', 'E'] },
        why: 'RESTORE also removes what is live now and was not then: E.',
      },
      {
        answers: { live: ['E'] },
        why: 'That is version 3. RESTORE does not turn the log back, it makes a new version with the old files.',
      },
    ],
  },
}
