import { interleaveWrites } from '../../engine/challenge/delta-naive.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const { versions, counter, rows } = interleaveWrites([['A']], [['B']], 0)

function readerOf(seen: readonly unknown[]): string {
  const [hasA, hasB] = [seen.includes('A'), seen.includes('B')]
  if (hasA && hasB) return 'both'
  return hasA ? 'a' : 'b'
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'What do A and B have for `version` and `name` before either of them stores anything?',
    'Two names are equal when the counter and the whole second are. Whose rows are stored last?',
    'Both have version 1 and one and the same name. A comes last: it replaces the rows and adds a second entry.',
  ],
  followUps: [
    'Would a timestamp in nanoseconds repair it?',
    'Would a lock around the five lines do on a cluster of many machines?',
    'What does Delta do with the second writer when both only append?',
  ],
  sources: [
    'Delta PROTOCOL.md, Data Files (writer requirements); Creation of New Log Entries',
    'Measured by running such a simulator with two interleaved writers',
  ],
  appliesTo: 'A simulator written for teaching, not Delta Lake itself',
  shownIn: { lab: 'delta-log', scenario: 'naive-writers', text: 'Two writers of one second on a naive log' },
  form: {
    fields: [
      { type: 'number', id: 'entries', label: 'Entries in the log', right: versions.length },
      {
        type: 'lists',
        id: 'versions',
        label: 'Their versions, in order of the log',
        right: [versions],
        placeholder: '0 1 2',
      },
      { type: 'number', id: 'counter', label: 'Counter', right: counter },
      {
        type: 'choice',
        id: 'rows',
        label: 'What reading returns',
        options: [
          { id: 'both', text: 'the rows of both' },
          { id: 'a', text: 'only the rows of A' },
          { id: 'b', text: 'only the rows of B' },
          { id: 'error', text: "nothing: A's write has failed with an error" },
        ],
        right: readerOf(rows.flat()),
      },
    ],
    wrong: [
      {
        answers: { rows: 'both' },
        why: 'Appending feels safe, but both use one file name: the rows that are stored second replace the first.',
      },
      {
        answers: { rows: 'error' },
        why: 'No line compares the version with the log. Whatever a comment may promise, nothing fails here.',
      },
      {
        answers: { rows: 'b' },
        why: 'The first commit of a version does not win here. A stores its rows last, under the same name.',
      },
      {
        answers: { versions: '1 2' },
        why: 'A has taken its number before B ran and does not look again. Both entries carry version 1.',
      },
      {
        answers: { versions: '2 1' },
        why: 'B started from counter 0 as well, so its number is 1, not 2.',
      },
      {
        answers: { entries: '1' },
        why: 'The file is replaced, the log entry is not: each writer appends one of its own.',
      },
      {
        answers: { counter: '1' },
        why: 'Each writer adds 1 to what the counter is at that moment, whatever version it wrote: 0, then 1, then 2.',
      },
    ],
  },
}
