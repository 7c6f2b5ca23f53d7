import { spotBreakEven } from '../../engine/challenge/cost.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const NODES = 20
const HOURS = 4
const PRICE = 1

const SPOT = [
  { label: 'nodes', value: NODES },
  { label: 'hours without interruptions', value: HOURS },
  { label: 'hours lost', value: 0.5 },
  { label: 'price of a node-hour', value: PRICE },
  { label: 'spot discount', value: 0.65 },
]

function spotCost([nodes = 0, hours = 0, lost = 0, price = 0, discount = 0]: readonly number[]): number {
  return nodes * (hours + lost) * price * (1 - discount)
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Node-hours times price, twice. What does the interruption change, the price or the hours?',
    'On spot the job takes 4.5 hours at 35 cents.',
    'Spot pays while stretch × 0.35 < 1.',
  ],
  followUps: [
    'VMs are 60 % of the bill and DBUs the rest. What does 65 % off spot save of the whole?',
    'What is lost with an executor, and what with the driver?',
    'How long before it takes a node does each cloud tell you?',
  ],
  sources: [
    'AWS EC2 Spot documentation, interruptions',
    'apache/spark config/package.scala at 4.1 (spark.decommission.enabled, off by default)',
  ],
  appliesTo: 'Any cloud; the price of the VMs only',
  form: {
    fields: [
      { type: 'number', id: 'onDemand', label: 'Cost of a run on demand', unit: '$', right: NODES * HOURS * PRICE },
      {
        type: 'number',
        id: 'spot',
        label: 'Cost of a run on spot',
        unit: '$',
        right: spotCost(SPOT.map(({ value }) => value)),
        model: { inputs: SPOT, compute: spotCost },
      },
      {
        type: 'number',
        id: 'stretch',
        label: 'Break-even, run time of spot',
        unit: 'times as long',
        right: spotBreakEven(0.65),
        tolerance: 0.01,
        model: {
          inputs: [{ label: 'spot discount', value: 0.65 }],
          compute: ([discount = 0]) => spotBreakEven(discount),
        },
      },
    ],
    wrong: [
      {
        answers: { onDemand: '90' },
        why: 'That is with the half hour that interruptions cost. On demand no node is taken away: 20 × 4 × $1.',
      },
      {
        answers: { spot: '28' },
        why: 'That is 80 × 0.35 without the half hour. Work that is done again is paid again, at the spot price.',
      },
      {
        answers: { stretch: '1.65' },
        why: 'That is 1 + discount. Costs are equal when stretch × (1 − 0.65) = 1, which is 1 / 0.35.',
      },
      {
        answers: { stretch: '1.54' },
        why: 'That is 1 / 0.65. What is paid per hour is what the discount leaves: 0.35. So it is 1 / 0.35.',
      },
      {
        answers: { stretch: '1.125' },
        why: 'That is how much longer this run takes: 4.5 by 4 hours. The question is how much longer it might take before on demand is cheaper.',
      },
      {
        answers: { spot: '58.5' },
        why: 'That is 90 × 0.65. With 65 % off, 35 % of the price are paid.',
      },
    ],
  },
}
