import type { Challenge, Field, Option, WrongAnswer } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const OPTIONS: readonly Option[] = [
  { id: 'most', text: 'at most once' },
  { id: 'least', text: 'at least once' },
  { id: 'exactly', text: 'exactly once' },
]

/** What the guide to Structured Streaming and Delta's documentation promise: there is nothing to compute. */
const WAYS: readonly { readonly id: string; readonly label: string; readonly right: 'least' | 'exactly' }[] = [
  { id: 'file', label: 'File sink', right: 'exactly' },
  { id: 'delta', label: 'Delta sink', right: 'exactly' },
  { id: 'kafka', label: 'Kafka sink', right: 'least' },
  { id: 'foreach', label: 'foreach', right: 'least' },
  { id: 'foreachBatch', label: 'foreachBatch, plain append', right: 'least' },
  { id: 'continuous', label: 'Continuous trigger, Kafka to Kafka', right: 'least' },
]

const lost = WAYS.map(({ id, label }): WrongAnswer => ({
  answers: { [id]: 'most' },
  why: `${label}: at most once would mean that records may be lost. The offsets of a batch are noted before it runs, and Kafka gives the same records again.`,
}))

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'The driver dies after a batch was written and before the checkpoint knows. What does the next start do?',
    'The batch is written again. Which targets can recognise it, without help from you?',
    'Two targets write the number of the batch down together with its data: one in _spark_metadata, one in its log. The other four do not.',
  ],
  followUps: [
    'What makes foreachBatch into Delta exactly once?',
    'Kafka has transactions. Why does that not help the Kafka sink?',
    'Somebody reads the directory of the file sink with another engine. What may it see?',
  ],
  sources: [
    'Apache Spark documentation, Structured Streaming Programming Guide, Output Sinks; Foreach and ForeachBatch; Continuous Processing',
    'Apache Spark documentation, Structured Streaming + Kafka Integration Guide, Writing Data to Kafka',
    'Delta documentation, delta-streaming, Delta table as a sink; idempotent table writes in foreachBatch',
  ],
  appliesTo: 'Open-source Spark 3.x and 4.x with Delta Lake',
  shownIn: { lab: 'delta-log', scenario: 'one-app-id', text: 'A batch that comes twice is known by its txn action' },
  form: {
    fields: WAYS.map(({ id, label, right }): Field => ({ type: 'choice', id, label, options: OPTIONS, right })),
    wrong: [
      {
        answers: { foreachBatch: 'exactly' },
        why: 'The batch id is only offered to your function. A plain append does not use it, so a batch that is run again is appended again.',
      },
      {
        answers: { kafka: 'exactly' },
        why: "A producer that is idempotent does not repeat a message within its session. The batch that is run again is sent by a new one, and Spark's sink uses no transactions.",
      },
      {
        answers: { foreach: 'exactly' },
        why: 'Your writer gets rows of a batch that is run again once more. Unless it checks for that itself, they arrive twice.',
      },
      {
        answers: { continuous: 'exactly' },
        why: 'The continuous trigger buys its latency with a weaker promise: what came after the last noted epoch is sent again.',
      },
      {
        answers: { file: 'least' },
        why: 'Files of a batch count only with its entry in _spark_metadata, and each batch gets one entry. Files of a failed attempt are not read.',
      },
      {
        answers: { delta: 'least' },
        why: 'The sink commits the batch id of the query together with the files. A batch that the log already has is passed over.',
      },
      ...lost,
    ],
  },
}
