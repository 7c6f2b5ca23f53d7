import { chainLatency } from '../../engine/challenge/streaming.ts'
import type { Hop, Latency } from '../../engine/challenge/streaming.ts'
import type { Challenge, Option } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const INPUTS = [
  { label: 'hops', value: 3 },
  { label: 'T in seconds', value: 10 },
  { label: 'P in seconds', value: 4 },
]
const LIMIT = 10

function chain(hops: number, interval: number, duration: number): readonly Hop[] {
  return Array.from({ length: hops }, () => ({ interval, duration }))
}

/** Equal hops, of which there may be a fraction more when an assumption is moved. */
function latency([hops = 0, interval = 0, duration = 0]: readonly number[]): Latency {
  const { worst, average } = chainLatency(chain(1, interval, duration))
  return { worst: hops * worst, average: hops * average }
}

const CHAINS = { a: chain(2, 2, 1.5), b: chain(3, 3, 1), c: chain(1, 10, 4) }
const inTime = Object.entries(CHAINS).filter(([, hops]) => chainLatency(hops).worst <= LIMIT)

const OPTIONS: readonly Option[] = [
  { id: 'a', text: 'a: 2 hops, T = 2 s, P = 1.5 s' },
  { id: 'b', text: 'b: 3 hops, T = 3 s, P = 1 s' },
  { id: 'c', text: 'c: 1 hop, T = 10 s, P = 4 s' },
  { id: 'none', text: 'none of them' },
]

const asked = latency(INPUTS.map(({ value }) => value))

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Take one hop. A record arrives just after a trigger: when is its result there? And one that arrives just before it?',
    'At worst a hop costs T + P, on average T / 2 + P. Hops add up.',
    'Three hops of 14 s and of 9 s. For the chains: 2 × 3.5, 3 × 4 and 1 × 14.',
  ],
  followUps: [
    'All three hops trigger at the same moments. What are worst and average then?',
    'P grows to 12 s while T stays 10 s. What happens to a hop, and how would you notice?',
    'Which hop would you remove first, and what do you lose with it?',
  ],
  sources: [
    'Apache Spark documentation, Structured Streaming Programming Guide, Triggers',
    'Own calculation, checked by a simulation of arrivals',
  ],
  appliesTo: 'Micro-batches with a processing-time trigger',
  form: {
    fields: [
      {
        type: 'number',
        id: 'worst',
        label: 'Three hops, at worst',
        unit: 'seconds',
        right: asked.worst,
        model: { inputs: INPUTS, compute: (values) => latency(values).worst },
      },
      {
        type: 'number',
        id: 'average',
        label: 'Three hops, on average',
        unit: 'seconds',
        right: asked.average,
        model: { inputs: INPUTS, compute: (values) => latency(values).average },
      },
      {
        type: 'choice',
        id: 'chain',
        label: 'Within 10 s at worst',
        options: OPTIONS,
        right: inTime[0]?.[0] ?? 'none',
      },
    ],
    wrong: [
      {
        answers: { worst: '12' },
        why: 'That is processing only, 3 × 4. Before each batch a record waits for the next trigger, up to 10 seconds.',
      },
      {
        answers: { worst: '30' },
        why: 'Those are the intervals only. After each wait the batch itself takes 4 seconds.',
      },
      {
        answers: { worst: '14' },
        why: 'That is one hop. A record has to get through three, one after the other.',
      },
      {
        answers: { worst: '34' },
        why: 'That holds when all hops trigger at the same moments: then only the first wait varies. Here a result may just miss each next trigger.',
      },
      {
        answers: { average: '21' },
        why: 'Only the wait is halved on average. The 4 seconds of a batch are spent whole by every record: 3 × (5 + 4).',
      },
      {
        answers: { average: '15' },
        why: 'Those are the waits only, 3 × 5. The batches take 3 × 4 seconds more.',
      },
      {
        answers: { average: '42' },
        why: 'That is the worst case. A record that arrives at any moment waits half an interval on average.',
      },
      {
        answers: { chain: 'c' },
        why: 'Fewer hops do not always win: one hop with T = 10 s takes 14 s at worst, two short ones 7 s.',
      },
      {
        answers: { chain: 'b' },
        why: 'b takes 3 × (3 + 1) = 12 s at worst. Its average of 7.5 s would do, but the worst case was asked for.',
      },
      {
        answers: { chain: 'none' },
        why: 'a takes 2 × (2 + 1.5) = 7 s at worst.',
      },
    ],
  },
}
