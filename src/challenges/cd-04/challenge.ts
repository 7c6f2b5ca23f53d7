import type { Challenge } from '../../practice/types.ts'
import { examples, expectPlan, hiddenCases, isAllowed, makeLarge } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'At which times can the size change at all? How many of these are there?',
    'Walk through these times. Which job of those that run do you have to know, and which structure has it at hand?',
    'A heap of (size, end): push what starts, pop the top while it has ended, write an entry when the top is another size.',
  ],
  followUps: [
    'The machine must hold all jobs at once: sizes add up. What becomes simpler?',
    'Jobs arrive sorted by start, and the plan is to be written as they come. Up to which time is it certain?',
    'Two plans of two teams are merged into one. What does that cost, and what does it say about divide and conquer?',
  ],
  sources: ['A sweep with a heap and late removal is the usual textbook solution of the skyline problem'],
  appliesTo: 'Any language',
  code: {
    entry: {
      typescript: { kind: 'function', name: 'planSizes' },
      python: { kind: 'function', name: 'plan_sizes' },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectPlan,
    isAllowed,
    growth: { asked: 'O(n log n)', start: { typescript: 1_500, python: 300 }, make: makeLarge },
    wrong: [
      {
        id: 'sum',
        why: 'The sizes of all running jobs are added up. They share one machine, which must be as large as the largest.',
      },
      {
        id: 'every',
        why: 'There is an entry at each start and each end, also where the size stays as it is. The plan tells changes only.',
      },
      {
        id: 'top',
        why: 'When any job ends the largest is taken away. That may be one that still runs: ask of the top whether it has ended.',
      },
      {
        id: 'gap',
        why: 'The size never goes back to 0 before the very end. Where no job runs there has to be an entry with 0.',
      },
      {
        id: 'end',
        why: 'A job still counts at its end. It runs to before that time, so a smaller one takes over at once.',
      },
      {
        id: 'scan',
        why: 'At each time all jobs are looked at: O(n²).',
        isSlow: true,
      },
    ],
  },
}
