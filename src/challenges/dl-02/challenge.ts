import { countRows } from '../../engine/challenge/delta-rows.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const plain = { path: 'f1', rows: 100 }
const first = { ...plain, vector: { name: 'd1', deletes: 10 } }
const second = { ...plain, vector: { name: 'd2', deletes: 15 } }

const LOG = [{ add: [plain] }, { remove: [plain], add: [first] }, { remove: [first], add: [second] }]

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'What tells two entries of one path apart in the log?',
    'Behind version 2 one logical file is live. Which vector lies over it?',
    'A vector lists all deleted rows of its file: d2 contains what d1 had.',
  ],
  followUps: [
    'How many rows did the DELETE of version 2 delete?',
    'When does f1 get rid of the deleted rows, and what must run before the bytes are gone?',
    'Why must a file with a deletion vector have a correct numRecords?',
  ],
  sources: [
    'Delta PROTOCOL.md, Action Reconciliation; Deletion Vectors; Add File and Remove File',
    'Delta documentation, delta-deletion-vectors (DELETE writes vectors since 2.4)',
  ],
  appliesTo: 'Delta Lake with deletion vectors, open source and Databricks',
  shownIn: {
    lab: 'delta-log',
    scenario: 'row-level',
    text: 'Two UPDATEs mark rows of one file: the second vector holds the rows of the first too',
  },
  form: {
    fields: [
      { type: 'number', id: 'one', label: 'count(*) at version 1', unit: 'rows', right: countRows(LOG.slice(0, 2)) },
      { type: 'number', id: 'two', label: 'count(*) at version 2', unit: 'rows', right: countRows(LOG) },
    ],
    wrong: [
      {
        answers: { two: '75' },
        why: 'You took 10 and 15 off. A vector holds all deleted rows of its file, so the 10 of d1 are among the 15 of d2.',
      },
      {
        answers: { one: '0' },
        why: 'You told files apart by their path alone and let the remove win. Version 1 removes f1 without a vector and adds f1 with d1: two different keys.',
      },
      {
        answers: { two: '0' },
        why: 'You told files apart by their path alone and let the remove win. Version 2 removes (f1, d1) and adds (f1, d2): two different keys.',
      },
      {
        answers: { one: '190' },
        why: 'You counted f1 twice. The commit that adds (f1, d1) removes f1 without a vector, so one logical file is live.',
      },
      {
        answers: { two: '185' },
        why: 'You counted f1 twice, once without a vector. Version 1 has removed that one; behind version 2 only (f1, d2) is live.',
      },
    ],
  },
}
