import { bestCommitment } from '../../engine/challenge/cost.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const INPUTS = [
  { label: 'nodes in the 8 hours', value: 4, isWhole: true },
  { label: 'nodes in the 10 hours', value: 10, isWhole: true },
  { label: 'nodes in the 6 hours', value: 6, isWhole: true },
  { label: 'price of a node-hour', value: 1 },
  { label: 'discount', value: 0.4 },
]

function best([first = 0, second = 0, third = 0, onDemand = 0, discount = 0]: readonly number[]) {
  const demand = [
    { nodes: first, hours: 8 },
    { nodes: second, hours: 10 },
    { nodes: third, hours: 6 },
  ]
  return bestCommitment(demand, { onDemand, discount })
}

const found = best(INPUTS.map(({ value }) => value))

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Do not look for one number for the whole profile. Ask of each further node on its own whether it pays.',
    'A committed node costs 24 × $0.60 a day whether it is used or not. For how many hours on demand is that the price?',
    'A node must be used for more than 14.4 of 24 hours. The 5th and 6th are used 16 hours, the 7th 10.',
  ],
  followUps: [
    'At which discount would you commit all ten?',
    'The profile of the weekend is half of this one. What does that do to the rule?',
    'Why do clouds sell a commitment in dollars per hour and not in nodes?',
  ],
  sources: ['Own calculation; AWS Savings Plans documentation (a commitment per hour, what is not used is lost)'],
  appliesTo: 'Any commitment that is paid by the hour, used or not',
  form: {
    fields: [
      {
        type: 'number',
        id: 'nodes',
        label: 'Nodes to commit',
        right: found.nodes,
        model: { inputs: INPUTS, compute: (values) => best(values).nodes },
      },
      {
        type: 'number',
        id: 'cost',
        label: 'Cost per day with that commitment',
        unit: '$',
        right: found.cost,
        model: { inputs: INPUTS, compute: (values) => best(values).cost },
      },
    ],
    wrong: [
      {
        answers: { nodes: '7' },
        why: 'Seven is the mean demand. The 7th node is used for 10 hours only and is paid for 24: $14.40 instead of $10.',
      },
      {
        answers: { nodes: '10' },
        why: 'Ten is the peak. Nodes 7 to 10 are used for 10 of 24 hours, 41.7 %, and a discount of 40 % asks for more than 60 %.',
      },
      {
        answers: { nodes: '4' },
        why: 'Four is what is always needed, which is safe but not cheapest: nodes 5 and 6 are used for 16 of 24 hours, 66.7 %, and also pay.',
      },
      {
        answers: { cost: '130.8' },
        why: 'That is with seven: 7 × 14.40 = 100.80, and 30 node-hours on demand. Six cost less.',
      },
      {
        answers: { cost: '144' },
        why: 'That is with ten: 10 × 14.40, and nothing on demand. Six cost less.',
      },
      {
        answers: { cost: '129.6' },
        why: 'That is with four: 4 × 14.40 = 57.60, and 72 node-hours on demand. Six cost less.',
      },
      {
        answers: { cost: '116.8' },
        why: 'You paid the six nodes only while they are used. In the 8 quiet hours two of them stand idle and are paid all the same: 6 × 24 × 0.60.',
      },
      {
        answers: { cost: '168' },
        why: 'That is all on demand: 168 node-hours at $1.',
      },
    ],
  },
}
