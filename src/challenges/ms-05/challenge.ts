import { BatchQuery } from '../../engine/challenge/batch-query.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const ROWS = 100
const BATCH = 7

/** A query whose driver has died behind the write of the batch and that has run it again, and the rows it has from that. */
function rerun(appId?: string): { readonly query: BatchQuery; readonly rows: number } {
  const query = new BatchQuery(ROWS, appId)
  for (let batch = 0; batch < BATCH; batch++) query.runBatch()
  const before = query.rows
  query.runBatch('before-commit')
  query.runBatch()
  return { query, rows: query.rows - before }
}

const plain = rerun()
const once = rerun('orders')
once.query.deleteCheckpoint()
const attempts = Array.from({ length: 2 * BATCH }, () => once.query.runBatch())
const first = attempts.findIndex(({ isWritten }) => isWritten)

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'What does a checkpoint note before a batch, and what after it? Which of the two is missing for batch 7?',
    'Batch 7 is run again with the same rows. What does the table know of the first time, with the options and without?',
    'The table keeps the largest txnVersion for each txnAppId and passes over writes whose version is not larger. Deleting the checkpoint does not change the table.',
  ],
  followUps: [
    'How would a MERGE on a key make the plain write safe, and what does it cost?',
    'foreachBatch writes to two tables. What do the options have to be for each?',
    'Why does the Delta sink itself not have the trouble of the third question?',
  ],
  sources: [
    'Delta documentation, delta-streaming, Idempotent table writes in foreachBatch',
    'Apache Spark documentation, Structured Streaming Programming Guide, Recovering from Failures with Checkpointing',
    'Delta PROTOCOL.md, Transaction Identifiers',
  ],
  appliesTo: 'Open-source Spark 3.x and 4.x with Delta Lake 2.0 and later; Databricks too',
  shownIn: { lab: 'delta-log', scenario: 'one-app-id', text: 'Two writes with one application id' },
  form: {
    fields: [
      { type: 'number', id: 'plain', label: '1. Rows from batch 7', unit: 'rows', right: plain.rows },
      { type: 'number', id: 'once', label: '2. The same, with the options', unit: 'rows', right: once.rows },
      {
        type: 'choice',
        id: 'fate',
        label: '3. New batches 0 to 7',
        options: [
          { id: 'written', text: 'are written to the table' },
          { id: 'skipped', text: 'are passed over without an error' },
          { id: 'refused', text: 'fail with an error' },
          { id: 'replaced', text: 'replace those of the old query' },
        ],
        right: attempts.slice(0, BATCH + 1).some(({ isWritten }) => isWritten) ? 'written' : 'skipped',
      },
      { type: 'number', id: 'first', label: 'First new batch whose rows arrive', right: attempts[first]?.batch ?? 0 },
    ],
    wrong: [
      {
        answers: { plain: '100' },
        why: 'A checkpoint alone is not enough: batch 7 is not noted as done, so it is run again, and an append does not know that its rows are there already.',
      },
      {
        answers: { plain: '0' },
        why: 'Nothing takes the first append back. It is a commit of the table, whether the checkpoint knows of it or not.',
      },
      {
        answers: { once: '200' },
        why: 'The first write has put (orders, 7) into its commit. The second one has the same number, which is not newer, and is passed over.',
      },
      {
        answers: { once: '0' },
        why: 'Only the second write of batch 7 is passed over. The first one is in the table.',
      },
      {
        answers: { fate: 'written' },
        why: 'The checkpoint is gone, but what the table knows of "orders" is not: its last version is 7, and 0 to 7 are not newer.',
      },
      {
        answers: { fate: 'refused' },
        why: 'An old version is no error for Delta: that is how a batch that was run again is told. The query reports success.',
      },
      {
        answers: { fate: 'replaced' },
        why: 'The options never replace anything. They decide whether a write takes place at all.',
      },
      {
        answers: { first: '0' },
        why: 'Batch 0 is not newer than version 7, which the table has for "orders", and is passed over. That goes on up to 7.',
      },
      {
        answers: { first: '7' },
        why: '7 is the version that the table has. A write must be newer than that, so 7 is passed over too.',
      },
    ],
  },
}
