import { rightSizedBill } from '../../engine/challenge/cost.ts'
import type { Challenge, NumberField } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

function billField(id: string, label: string, target: number): NumberField {
  return {
    type: 'number',
    id,
    label,
    unit: 'thousand dollars a month',
    right: rightSizedBill(80, 0.3, target),
    tolerance: 0.1,
    model: {
      inputs: [
        { label: 'bill in thousand dollars', value: 80 },
        { label: 'mean CPU use', value: 0.3 },
        { label: 'target', value: target },
      ],
      compute: ([bill = 0, utilisation = 0, aim = 1]) => rightSizedBill(bill, utilisation, aim),
    },
  }
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'The work stays the same. Which quantity is the same before and after?',
    'Busy capacity is 30 % of what is paid for now. It shall be 60 % of what is paid for then.',
    'New bill = old bill × utilisation / target.',
  ],
  followUps: [
    'The mean of 30 % is two hours at 90 % and 22 hours at 24.5 %. What do you change then?',
    'CPU is at 30 % and I/O wait is high. What does a smaller cluster do?',
    'Why commit to a discount only after this step?',
  ],
  sources: ['Own derivation: new size = current size × utilisation / target'],
  appliesTo: 'Any cluster that is billed by its size and bound by CPU',
  form: {
    fields: [billField('at60', 'Bill at 60 % CPU', 0.6), billField('at70', 'Bill at 70 % CPU', 0.7)],
    wrong: [
      {
        answers: { at60: '40000' },
        why: 'That is right in dollars. The answer is asked for in thousand dollars.',
      },
      {
        answers: { at70: '34286' },
        why: 'That is right in dollars; asked for are thousand dollars, with one digit behind the point.',
      },
      {
        answers: { at60: '24' },
        why: 'That is 80 × 0.3: a cluster busy at 100 % for the whole month, without room for a peak. The target is 60 %.',
      },
      {
        answers: { at70: '24' },
        why: 'That is 80 × 0.3: a cluster busy at 100 % for the whole month. At a target of 70 % some of it stays idle.',
      },
      {
        answers: { at60: '56' },
        why: 'That is the idle share, 70 % of the bill, and not the bill that is left. Nor can all that is idle go when the target is 60 %.',
      },
      {
        answers: { at60: '48' },
        why: 'That is 60 % of the old bill. The target says how busy the new cluster is, not how large it is against the old one.',
      },
      {
        answers: { at70: '56' },
        why: 'That is 70 % of the old bill. The target says how busy the new cluster is: the busier it may be, the smaller it is.',
      },
    ],
  },
}
