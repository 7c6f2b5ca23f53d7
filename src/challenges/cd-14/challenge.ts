import type { Challenge } from '../../practice/types.ts'
import { examples, expectLeast, hiddenCases, isAllowed, makeLarge } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Why are the cheapest hours not the answer? Find prices for which two starts cost more than a dear hour between.',
    'After some hours, what must you know to go on, beside how many were worked? Whether the cluster runs decides on the next start.',
    'For each count of hours worked, keep two least costs: with the cluster off and on. Go through the prices, counts downwards.',
  ],
  followUps: [
    'Give the hours themselves. What must be kept, and how much memory is it?',
    'A cluster that idles costs a quarter of the price and needs no new start. Which state comes in?',
    'The job may run in at most three pieces. What changes?',
  ],
  sources: [
    'R. Bellman, Dynamic Programming, Princeton University Press, 1957',
    'N. Padhy, Unit commitment: a bibliographical survey, IEEE Transactions on Power Systems 19 (2), 2004, for start costs',
    'The prices and the start cost are made up',
  ],
  appliesTo: 'Any language',
  code: {
    entry: {
      typescript: { kind: 'function', name: 'leastCost' },
      python: { kind: 'function', name: 'least_cost' },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectLeast,
    isAllowed,
    growth: { asked: 'O(n · hours)', start: { typescript: 300, python: 50 }, make: makeLarge },
    wrong: [
      {
        id: 'cheapest',
        why: 'The cheapest hours are taken, and then the starts they need are added. A dear hour between may save a start.',
      },
      {
        id: 'block',
        why: 'The job runs in one piece here. It may be stopped and started again, if the prices make up for it.',
      },
      {
        id: 'first',
        why: 'The first start costs nothing here. The cluster is off before the first hour, so that one is paid too.',
      },
      {
        id: 'each',
        why: 'A start is paid for every hour. While the cluster runs on, no new one is needed.',
      },
      {
        id: 'before',
        why: 'For each hour all those are tried that may have been worked before it: O(n² · hours).',
        isSlow: true,
      },
    ],
  },
}
