import type { Challenge } from '../../practice/types.ts'
import { examples, expectGroups, hiddenCases, isAllowed, makeLarge } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Each pair is either of one person already, or makes two persons one. What must you find out, and quickly?',
    'Let each id point to another one of its person, up to one that stands for all. Compare where two ids lead to.',
    'Union-find: when two roots differ, hang the one of the smaller group below the other, add the sizes, count one person less.',
  ],
  followUps: [
    'A pair turns out wrong and is to be taken back. Why can union-find not do that, and what would you keep?',
    'Pairs lie in many partitions. What can each do alone, and what must be sent on?',
    'One bad id, such as an empty mail address, joins half of all people. How would you notice, and what would you do?',
    'Do it in Spark without a loop on the driver for each level of the tree.',
  ],
  sources: [
    'R. Tarjan, Efficiency of a good but not linear set union algorithm, Journal of the ACM 22 (2), 1975',
    'B. Galler and M. Fischer, An improved equivalence algorithm, Communications of the ACM 7 (5), 1964',
  ],
  appliesTo: 'Any language',
  code: {
    entry: {
      typescript: { kind: 'function', name: 'countPeople' },
      python: { kind: 'function', name: 'count_people' },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectGroups,
    isAllowed,
    growth: { asked: 'O(n log n)', start: { typescript: 3_000, python: 800 }, make: makeLarge },
    wrong: [
      {
        id: 'again',
        why: 'A pair whose ids are one person already is joined again: one person less, and the group counted twice.',
      },
      {
        id: 'self',
        why: 'A pair of an id with itself is passed over. It joins nothing, but the id may be new, and a person of its own.',
      },
      {
        id: 'move',
        why: 'Only the second id changes its group. All others of its old group belong to the new one as well.',
      },
      {
        id: 'largest',
        why: 'The second number is the size of the largest group there is. Asked is that of the pair that came.',
      },
      {
        id: 'relabel',
        why: 'For each join all ids are looked through for those that must get another label: O(n²).',
        isSlow: true,
      },
    ],
  },
}
