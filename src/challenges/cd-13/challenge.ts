import type { Challenge } from '../../practice/types.ts'
import { examples, expectOrder, hiddenCases, isAllowed } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Which parts does a name have, and in which order do they decide? Take the name apart before anything is compared.',
    'The number goes downwards, the service upwards, and equal ones stay as they are. What do 10 and 9, 2 and 02 compare as?',
    'Sort stably by service, then by the number downwards, with −1 for no number; and keep all digits of the number.',
  ],
  followUps: [
    'Why must a comparison say 0 for equal files, and not −1?',
    'The names are in a table of Spark or DuckDB. Which column makes the order of equal rows a certain one?',
    'A service may have any letters. What would order them for a reader, and what for a program?',
  ],
  sources: [
    'ECMAScript 2019: Array.prototype.sort is stable; without a comparison it orders texts',
    'Python documentation, Sorting HOW TO: key functions, stability, and reverse, which keeps the order of equal ones',
    'logrotate(8): the number of a file goes up as it gets older',
  ],
  appliesTo: 'Any language',
  shownIn: { lab: 'external-sort', scenario: 'stability', text: 'Equal keys leave in the order in which they came' },
  code: {
    entry: {
      typescript: { kind: 'function', name: 'orderLogs' },
      python: { kind: 'function', name: 'order_logs' },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectOrder,
    isAllowed,
    wrong: [
      {
        id: 'text',
        why: 'Numbers are compared as texts: 9 is above 10, and 02 is not 2. They have to be numbers first.',
      },
      {
        id: 'double',
        why: 'Numbers are held as doubles, which are exact to about 16 digits. Two that differ in the last of 18 become equal.',
      },
      {
        id: 'up',
        why: 'The smallest number comes first. It is the youngest of the files with a number; the oldest has the largest.',
      },
      {
        id: 'zero',
        why: 'A file without a number counts as number 0, and so as old as one that has 0. It is younger than that.',
      },
      {
        id: 'ties',
        why: 'Equal numbers are ordered by the whole name then. What was not asked for must not decide: they stay as they came.',
      },
      {
        id: 'reverse',
        why: 'Files with equal numbers come out in reversed order, as after sorting upwards and turning the list round.',
      },
    ],
  },
}
