import { planArchitecture } from '../../engine/challenge/lambda-kappa.ts'
import type { ArchitectureCase } from '../../engine/challenge/lambda-kappa.ts'
import type { Challenge, Field, Option } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const OPTIONS: readonly Option[] = [
  { id: 'lambda', text: 'Lambda' },
  { id: 'kappa', text: 'Kappa' },
  { id: 'kappa-bronze', text: 'Kappa on Bronze' },
  { id: 'batch-speed', text: 'Batch and speed view' },
  { id: 'incremental', text: 'Incremental batch' },
]

const STREAM = { freshness: 1, truth: 'log', needsBatch: false, logDays: 7, historyDays: 7 } as const

function fieldOf(id: string, label: string, asked: Partial<ArchitectureCase>): Field {
  return { type: 'choice', id, label, options: OPTIONS, right: planArchitecture({ ...STREAM, ...asked }) }
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Four questions decide: how fresh, what is the truth, one computation or two, how far back does the log go?',
    'Two cases want a batch beside the stream. In which of them does it read the same events, in which something else?',
    'One case needs no stream at all. Of the last two, compare the days that the log keeps with those that are computed anew.',
  ],
  followUps: [
    'The nightly fraud model could also run as a stream. What would you build then?',
    'How do you keep the two code paths of a Lambda architecture from drifting apart?',
    'Log compaction keeps Kafka topics small. Does it help with the two years?',
  ],
  sources: [
    "Jay Kreps, Questioning the Lambda Architecture, O'Reilly Radar 2014",
    'Apache Kafka documentation, design, Log Compaction; LogConfig.java (retention 7 days by default)',
    'Delta documentation, delta-streaming (a table as a source)',
  ],
  appliesTo: 'Designs in general, with the words as the exercise defines them',
  form: {
    fields: [
      fieldOf('fraud', '1. Fraud score', { needsBatch: true, historyDays: 3 * 365 }),
      fieldOf('dashboard', '2. Dashboard', { logDays: 90, historyDays: 90 }),
      fieldOf('erp', '3. Month end', { freshness: 5, truth: 'dump' }),
      fieldOf('years', '4. Two years', { historyDays: 2 * 365 }),
      fieldOf('report', '5. Sales report', { freshness: 60 }),
    ],
    wrong: [
      {
        answers: { fraud: 'kappa' },
        why: 'One stream job cannot do it: the model of the night runs only as a batch. Two computations over the same events are what Lambda is for.',
      },
      {
        answers: { fraud: 'kappa-bronze' },
        why: 'History is not what is missing. The model of the night cannot run as a stream, from whatever table the stream reads.',
      },
      {
        answers: { fraud: 'batch-speed' },
        why: 'Both sides compute from the same events here, and the batch replaces results of the stream. There is no other system that says what is right.',
      },
      {
        answers: { dashboard: 'lambda' },
        why: 'That would be the same definitions in two programs, changed twice each month. The log has the 90 days: one job and a replay do.',
      },
      {
        answers: { dashboard: 'kappa-bronze' },
        why: 'It would work, but is more than is needed: the log itself keeps all 90 days that are computed anew.',
      },
      {
        answers: { erp: 'kappa' },
        why: 'The corrections are in the dump and not in the events, so no replay brings them out.',
      },
      {
        answers: { erp: 'lambda' },
        why: 'In Lambda both sides compute from the same events. Here the batch loads what the ERP system says, which the events do not contain.',
      },
      {
        answers: { years: 'kappa' },
        why: 'Kafka keeps 7 days, so a replay of it begins a week ago. The two years must lie somewhere else.',
      },
      {
        answers: { years: 'lambda' },
        why: 'A second program for the same metrics is not needed. The stream job can read two years from a table that keeps all events.',
      },
      {
        answers: { report: 'kappa' },
        why: 'A stream that runs day and night for a report that may be an hour old is paid for nothing. A scheduled job is simplest.',
      },
      {
        answers: { report: 'lambda' },
        why: 'There is nothing for a speed view to do where an hour is soon enough.',
      },
      {
        answers: { fraud: 'incremental' },
        why: 'That is the half of the night. A scheduled job gives no score within a second of the event.',
      },
      {
        answers: { dashboard: 'batch-speed' },
        why: 'No other system says here what is right: the events are all there is, and one stream job computes from them.',
      },
      {
        answers: { dashboard: 'incremental' },
        why: 'Fresh to the minute would be a job that is started 1,440 times a day, and does what one stream does.',
      },
      {
        answers: { erp: 'kappa-bronze' },
        why: 'A table that keeps all events does not hold the corrections either: they come with the dump alone.',
      },
      {
        answers: { erp: 'incremental' },
        why: 'That loads the dump and is one half. Figures within minutes during the day want a stream of the booking events.',
      },
      {
        answers: { years: 'batch-speed' },
        why: 'Both figures come from the same events, and no other system corrects them. One stream job does, once it can read far enough back.',
      },
      {
        answers: { years: 'incremental' },
        why: 'Fresh to the minute is a stream. What is missing is only a place that keeps the two years.',
      },
      {
        answers: { report: 'kappa-bronze' },
        why: 'A stream that never ends, and a table for its replays, for a report that may be an hour old: a scheduled job over the files does.',
      },
      {
        answers: { report: 'batch-speed' },
        why: 'A speed view bridges the time until the batch is there. An hour of delay is fine, so there is nothing to bridge.',
      },
    ],
  },
}
