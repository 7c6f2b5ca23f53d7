import { blendedBill } from '../../engine/challenge/cost.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const BEFORE = 80_000

const INPUTS = [
  { label: 'bill after right-sizing', value: 40_000 },
  { label: 'committed share', value: 0.5 },
  { label: 'commitment discount', value: 0.4 },
  { label: 'spot share', value: 0.35 },
  { label: 'spot discount', value: 0.65 },
  { label: 'rework on spot', value: 0.1 },
]

/** What is neither committed nor on spot stays on demand. */
function compute([bill = 0, committed = 0, discount = 0, spot = 0, spotDiscount = 0, rework = 0]: readonly number[]) {
  return blendedBill(bill, [
    { share: committed, discount },
    { share: spot, discount: spotDiscount, rework },
    { share: 1 - committed - spot },
  ])
}

const total = compute(INPUTS.map(({ value }) => value))

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Three parts, each with a price of its own. Compute each in dollars, then add.',
    'Rework means that the spot part runs 110 % of its hours, at 35 % of the price.',
    '12,000 + 14,000 × 0.35 × 1.10 + 6,000, compared with the 80,000 of the beginning.',
  ],
  followUps: [
    'In which order would you take these three steps, and why?',
    'Next quarter the load falls by a third. Which of the three parts hurts?',
    'Does the spot discount apply to the DBUs?',
  ],
  sources: [
    'Own calculation with the prices of the exercise; AWS Savings Plans and EC2 Spot documentation for the kinds of discounts',
  ],
  appliesTo: 'Any cloud, with the discounts of the prompt',
  form: {
    fields: [
      {
        type: 'number',
        id: 'total',
        label: 'New monthly bill',
        unit: '$',
        right: total,
        tolerance: 10,
        model: { inputs: INPUTS, compute },
      },
      {
        type: 'number',
        id: 'saving',
        label: 'Saved against the $80,000',
        unit: '%',
        right: 100 * (1 - total / BEFORE),
        tolerance: 0.2,
        model: {
          inputs: [{ label: 'bill at first', value: BEFORE }, ...INPUTS],
          compute: ([before = 1, ...rest]) => 100 * (1 - compute(rest) / before),
        },
      },
    ],
    wrong: [
      {
        answers: { total: '22900' },
        why: 'The rework is missing: 10 % of the spot work runs twice, so 14,000 × 0.35 = 4,900 becomes 5,390.',
      },
      {
        answers: { total: '25190' },
        why: 'You put the 10 % on everything. Only nodes on spot are taken away; the other two parts run once.',
      },
      {
        answers: { saving: '41.5' },
        why: 'That is against the $40,000. The question compares with the $80,000 before right-sizing.',
      },
      {
        answers: { saving: '91.5' },
        why: 'You added 50 % and 41.5 %. The second saving is one of what the first has left: 0.5 × 0.585 of the bill remain, not 1 − 0.5 − 0.415.',
      },
      {
        answers: { total: '46780' },
        why: 'That starts from $80,000. The discounts are taken of what is left after right-sizing.',
      },
    ],
  },
}
