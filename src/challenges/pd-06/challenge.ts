import { bucketOf, hashLong } from '../../engine/challenge/iceberg-bucket.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const BUCKETS = 16
/** 2017-11-16 in days since 1970-01-01. */
const DAY = 17_486

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'MAX_INT is 2147483647: all bits but the sign. What does & with it do to a negative number?',
    'A negative h in two’s complement, without its sign bit, is h + 2147483648.',
    '−653330422 + 2147483648 = 1494153226. Take that modulo 16.',
  ],
  followUps: [
    'Which predicates can a bucket partition prune?',
    'Why does the format hash a date as a long and not as its text?',
    'A table goes from bucket[16] to bucket[32]. What happens to the old files?',
  ],
  sources: ['apache/iceberg format/spec.md: Partition Transforms, Bucket Transform Details, Appendix B'],
  appliesTo: 'Apache Iceberg, all format versions',
  form: {
    fields: [
      {
        type: 'number',
        id: 'date',
        label: 'bucket[16] of DATE 2017-11-16',
        right: bucketOf(hashLong(DAY), BUCKETS),
      },
      { type: 'number', id: 'int', label: 'bucket[16] of INT 34', right: bucketOf(hashLong(34), BUCKETS) },
    ],
    wrong: [
      {
        answers: { date: '6' },
        why: 'That is the absolute value modulo 16. To clear the sign bit is something else: it adds 2147483648 to a negative number.',
      },
      {
        answers: { date: '-6' },
        why: 'That is the remainder as Java, C and SQL give it, with the sign of h. There is no bucket −6, which is why the sign bit is cleared first.',
      },
      {
        answers: { date: '14' },
        why: 'That is the day number, 17486, modulo 16. A bucket is taken of the hash, so that neighbouring days do not fill neighbouring buckets.',
      },
      {
        answers: { int: '2' },
        why: 'That is 34 modulo 16. A bucket is taken of the hash: 2017239379 modulo 16.',
      },
    ],
  },
}
