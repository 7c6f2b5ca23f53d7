import type { ChoiceField, SetField } from '../../practice/types.ts'

/** What each option is right or wrong for is the documented behaviour of Spark, Delta and Kafka; the challenge names the pages. */

export const DEDUP: ChoiceField = {
  type: 'choice',
  id: 'dedup',
  label: 'Deduplication',
  options: [
    { id: 'within', text: 'By event id within a watermark of 10 minutes' },
    { id: 'forever', text: 'By event id, without a watermark' },
    { id: 'kafka', text: "None: Kafka's transactions see to it" },
    { id: 'gold', text: 'In Gold, by a MERGE once an hour' },
  ],
  right: 'within',
}

export const REPLAY: ChoiceField = {
  type: 'choice',
  id: 'replay',
  label: 'What is replayed from',
  options: [
    { id: 'kafka', text: 'The topic, with its default retention' },
    { id: 'compacted', text: 'The topic, compacted' },
    { id: 'bronze', text: 'A Bronze table that is only appended to' },
    { id: 'silver', text: 'The Silver table' },
  ],
  right: 'bronze',
}

export const RETRY: ChoiceField = {
  type: 'choice',
  id: 'retry',
  label: 'What makes a repeated batch harmless',
  options: [
    { id: 'checkpoint', text: 'The checkpoint' },
    { id: 'foreachBatch', text: 'foreachBatch, which runs each batch once' },
    { id: 'commit', text: 'Query and batch id in the commit of the table' },
    { id: 'kafka', text: 'Reading with read_committed' },
  ],
  right: 'commit',
}

export const CORRECT: SetField = {
  type: 'set',
  isPartial: true,
  id: 'correct',
  label: 'Needed for right results',
  options: [
    {
      id: 'bronze',
      text: 'Events are kept as they came',
      why: 'Code that was wrong for a week can only be run again over what it was given, not over what it made.',
    },
    {
      id: 'shared',
      text: 'One checkpoint for all queries',
      why: 'A checkpoint belongs to one query and one target. Shared, it tells each what the other has done.',
    },
    {
      id: 'own',
      text: 'A checkpoint for each query and target',
      why: 'Each query must know by itself how far it is; otherwise a restart skips or repeats data of another.',
    },
    {
      id: 'drop',
      text: 'Events that do not parse are dropped',
      why: 'They belong in quarantine with the reason: what is dropped is missing from every sum, and nobody knows.',
    },
    {
      id: 'idempotent',
      text: 'Sinks that may be written twice',
      why: 'After a crash the last batch is run again, so writing it again must change nothing.',
    },
    {
      id: 'watermark',
      text: 'A watermark as long as need be',
      why: 'It bounds the state and says what is too late. Longer costs memory and delays results, shorter loses events.',
    },
    {
      id: 'log',
      text: 'A log from which everything can be replayed',
      why: 'A new definition, a mistake or a lost table is mended by running over the log again, beside the live stream.',
    },
    {
      id: 'reset',
      text: 'Deleting the checkpoint when a query fails',
      why: 'The query then begins anew with another id: it reads everything again, and the table takes the rows a second time.',
    },
  ],
  right: ['bronze', 'own', 'idempotent', 'watermark', 'log'],
}

export const RUNNING: SetField = {
  type: 'set',
  isPartial: true,
  id: 'running',
  label: 'Needed to keep it running',
  options: [
    {
      id: 'compaction',
      text: 'Small files are compacted',
      why: 'A commit every two seconds is 43,200 a day, each with small files; readers pay for each of them.',
    },
    {
      id: 'shortest',
      text: 'The shortest trigger that is possible',
      why: 'It makes more commits and smaller files for nothing once the 10 s are kept, and leaves a batch no room.',
    },
    {
      id: 'schema',
      text: 'New and changed fields are expected',
      why: 'Somebody upstream adds a column: unknown fields are kept aside, or the stream stops once and goes on with them.',
    },
    {
      id: 'vacuum',
      text: 'VACUUM with 0 hours every night',
      why: 'It deletes files that running queries, time travel and streams that lag still need, and it saves storage, not compute.',
    },
    {
      id: 'skew',
      text: 'Hot keys are watched for',
      why: 'A batch is as long as its longest task. One key with a fifth of the events keeps one core busy while the others wait.',
    },
    {
      id: 'lag',
      text: 'Lag and batch duration raise an alarm',
      why: 'P growing towards T is the first sign; when dashboards are late it is too late to add cores.',
    },
    {
      id: 'complete',
      text: 'Output mode complete for the dashboards',
      why: 'It writes the whole result with every batch and keeps all state for ever, whatever the watermark says.',
    },
    {
      id: 'governance',
      text: 'Access, owners and lineage in a catalog',
      why: 'Ad-hoc SQL opens the tables to many. Who may see what, and what depends on what, must be known before.',
    },
  ],
  right: ['compaction', 'schema', 'skew', 'lag', 'governance'],
}
