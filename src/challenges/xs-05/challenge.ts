import type { Challenge, Field, Option } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const OPTIONS: readonly Option[] = [
  { id: 'no', text: 'No order by k' },
  { id: 'inside', text: 'In order in each partition only' },
  { id: 'across', text: 'In order in and across partitions' },
]

/** What Spark's plans do, from the sources below: there is nothing to compute. */
function fieldOf(id: string, label: string, right: 'no' | 'inside' | 'across'): Field {
  return { type: 'choice', id, label, options: OPTIONS, right }
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'What does the sort-based shuffle sort by: the key, or something else that it needs more?',
    'Look for Sort nodes in the plans, and at how the exchange below them divides the rows: by hash, by range, or not at all.',
    'Three of the five plans have a Sort. Only one of these three stands above an exchange by ranges.',
  ],
  followUps: [
    'What happens to orderBy when one value of k makes up half of the rows?',
    'How does orderBy("k").limit(10) avoid the sort?',
    'When does Spark leave out the sort below a sort-merge join?',
  ],
  sources: [
    'apache/spark SortShuffleManager.scala, class comment (4.1)',
    'apache/spark SortExec.scala (requiredChildDistribution), ShuffleExchangeExec.scala (RangePartitioner), 4.1',
    'apache/spark SortMergeJoinExec.scala (requiredChildOrdering), HashAggregateExec.scala, 4.1',
  ],
  appliesTo: 'Open-source Spark 3.x and 4.x',
  form: {
    fields: [
      fieldOf('repartition', '1. repartition', 'no'),
      fieldOf('groupBy', '2. groupBy', 'no'),
      fieldOf('orderBy', '3. orderBy', 'across'),
      fieldOf('sortWithin', '4. sortWithinPartitions', 'inside'),
      fieldOf('join', '5. Inputs of the join', 'inside'),
    ],
    wrong: [
      {
        answers: { repartition: 'inside' },
        why: 'The sort-based shuffle sorts by the number of the target partition. Behind it the rows of a partition come in any order.',
      },
      {
        answers: { repartition: 'across' },
        why: 'repartition with a column divides by the hash of it and sorts nothing. Ranges of keys are made by repartitionByRange, which does not sort either.',
      },
      {
        answers: { groupBy: 'inside' },
        why: 'Grouping by sorting is what SortAggregate does. HashAggregate keeps its groups in a hash table and needs no order.',
      },
      {
        answers: { groupBy: 'across' },
        why: 'A result that comes out in order is luck with little data. HashAggregate sorts nothing, and groups are spread by hash.',
      },
      {
        answers: { orderBy: 'inside' },
        why: 'That is sortWithinPartitions. orderBy first divides the rows into ranges of k, so that the partitions one after the other are in order.',
      },
      {
        answers: { sortWithin: 'across' },
        why: 'No row changes its partition, so the same key may be in all of them. Each is in order only for itself.',
      },
      {
        answers: { sortWithin: 'no' },
        why: 'It adds a Sort node to the plan, just without an exchange below. Each partition is in order.',
      },
      {
        answers: { join: 'no' },
        why: 'That is a hash join. A sort-merge join goes through both sides in step, so each must be sorted by the join key.',
      },
      {
        answers: { join: 'across' },
        why: 'Both sides are divided by hash, which brings equal keys together. That is all a join needs; neighbouring keys may be anywhere.',
      },
      {
        answers: { orderBy: 'no' },
        why: 'orderBy puts a Sort into the plan, above an exchange by ranges of k: what comes out is in order.',
      },
    ],
  },
}
