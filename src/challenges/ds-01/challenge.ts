import type { Challenge } from '../../practice/types.ts'
import { CORRECT, DEDUP, REPLAY, RETRY, RUNNING } from './choices.ts'
import { NUMBERS, PLAN } from './numbers.ts'
import prompt from './prompt.md'
import solution from './solution.md'

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Begin with MB/s; day, history, cores, state and catching up follow from it. For the plan ask how long the unluckiest event waits.',
    'An event that just misses a batch waits T for the next and P for its end, in each hop. P cannot be shorter than what 80 cores need for T seconds of data, and 0.5 s.',
    '80 cores take 400 MB/s, so P is at least T / 2 + 0.5 s, and hops × (T + P) must be at most 10 s: with two hops T = 2 s and P = 1.5 s come to 7 s. Whatever is kept for ever (state) or for a week (Kafka by default) is not it.',
  ],
  followUps: [
    'One key has a fifth of all events. Which hop suffers, and what do you change?',
    'A column is added upstream at noon. What happens in each hop until somebody looks at it?',
    'Which parts would you run on spot nodes, and which would you reserve?',
    'The definition of Gold changes. How do you fill it anew for 90 days while the stream goes on?',
  ],
  sources: [
    'Own calculation',
    'Spark docs, Structured Streaming (triggers, checkpoints, sinks, dropDuplicatesWithinWatermark from 3.5)',
    'Delta documentation, delta-streaming (idempotent table writes in foreachBatch)',
    'Kafka LogConfig: default retention of 7 days; docs/design.html, Log Compaction',
  ],
  appliesTo: 'Spark Structured Streaming 3.5 to 4.x with micro-batches, and Delta Lake',
  form: {
    fields: [...NUMBERS, PLAN, DEDUP, REPLAY, RETRY, CORRECT, RUNNING],
    wrong: [
      {
        answers: { rate: '190.7' },
        why: 'That is in MiB, by 1,048,576. Here a MB is 1,000,000 bytes: 200,000 × 1,000 bytes are 200 MB.',
      },
      {
        answers: { rate: '200000' },
        why: 'Those are events. Each has 1,000 bytes, and 1,000,000 bytes are a MB.',
      },
      {
        answers: { history: '17.28' },
        why: 'That is one day. The history has 90 of them.',
      },
      {
        answers: { day: '17280' },
        why: 'That is in GB. 200 MB/s × 86,400 s are 17,280,000 MB, and 1,000,000 MB are a TB.',
      },
      {
        answers: { cores: '40' },
        why: 'That is what the load needs and not more: no room for catching up, for a peak, or for a lost node.',
      },
      {
        answers: { state: '1728' },
        why: 'You kept the keys of a day. A repetition comes within 10 minutes, so older keys serve nothing.',
      },
      {
        answers: { state: '155520' },
        why: 'You kept a key for each event of 90 days, as a deduplication without a watermark does. History is needed in the table, not in the state.',
      },
      {
        answers: { catchUp: '3' },
        why: 'You divided the backlog by the whole capacity. Half of it is taken by what lands meanwhile.',
      },
      {
        answers: { catchUp: '12' },
        why: 'You counted the 6 hours of standing still as well. From the restart on, 200 of 400 MB/s are free for the backlog, which grew at 200 MB/s.',
      },
      {
        answers: { plan: ['3', '10', '4'] },
        why: 'Bronze, Silver, Gold at 10 s each: the unluckiest event waits 14 s in every hop, 42 s in all. A batch of 10 s of data also takes 5.5 s on 80 cores, not 4.',
      },
      {
        answers: { plan: ['3', '2', '1.5'] },
        why: 'Close, but three hops of 3.5 s are 10.5 s at the worst. The mean would be lower; the promise is about the worst.',
      },
      {
        answers: { plan: ['1', '1', '3'] },
        why: 'A shorter trigger does not make a batch shorter. With P longer than T each batch begins when the one before ends, so T is 3 s in truth and the plan promises what it cannot keep.',
      },
      {
        answers: { plan: ['2', '5', '5'] },
        why: 'You counted T or P alone. An event waits for its batch to begin and for it to end: 2 × (5 + 5) = 20 s.',
      },
      {
        answers: { dedup: 'forever' },
        why: 'Without a watermark nothing is ever forgotten: 200,000 new keys a second, 1.7 TB a day, until the stream falls over.',
      },
      {
        answers: { dedup: 'kafka' },
        why: "Kafka's transactions end where Kafka ends, and a producer that sends an event again as a new one is not found out by them.",
      },
      {
        answers: { dedup: 'gold' },
        why: 'Dashboards would count twice until the merge comes, and ad-hoc SQL on Silver always.',
      },
      {
        answers: { replay: 'kafka' },
        why: 'Kafka keeps 7 days by default. 90 days in its brokers would be 1,555 TB three times over.',
      },
      {
        answers: { replay: 'compacted' },
        why: 'Compaction keeps the last event of each key. The others are gone, and with them every sum over them.',
      },
      {
        answers: { replay: 'silver' },
        why: 'Silver holds what the code of that day made of the events. A mistake in that code cannot be undone from it.',
      },
      {
        answers: { retry: 'checkpoint' },
        why: 'The checkpoint tells which batch to run again. That its rows were already written it does not know: the commit log of the stream comes after the write.',
      },
      {
        answers: { retry: 'foreachBatch' },
        why: 'foreachBatch is at-least-once: a batch whose write went through and whose stream then died is run again.',
      },
      {
        answers: { retry: 'kafka' },
        why: "Kafka's exactly-once covers reading from Kafka and writing to Kafka. A Delta table is outside of it.",
      },
    ],
  },
}
