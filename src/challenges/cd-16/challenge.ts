import type { Challenge } from '../../practice/types.ts'
import { examples, expectSteps, hiddenCases, isAllowed } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Look at the last column of both schemas. Which three things can become of them, and what remains to be done then?',
    'Let steps[i][j] be the answer for the first i columns of one and the first j of the other. What are steps[0][j], steps[i][0]?',
    'steps[i][j] is the least of steps[i−1][j] + 1, steps[i][j−1] + 1 and steps[i−1][j−1] + the parts that differ.',
  ],
  followUps: [
    'Give the steps themselves. Can two rows of the table be enough then?',
    'Columns have ids, as with column mapping in Delta tables. Why is there nothing to search any more?',
    'A retype may only go from int to long. Where does the table change?',
  ],
  sources: [
    'R. Wagner and M. Fischer, The string-to-string correction problem, Journal of the ACM 21 (1), 1974',
    'The costs here are made up; a rename by guess loses data where it is wrong',
  ],
  appliesTo: 'Any language',
  shownIn: { lab: 'delta-log', scenario: 'schema-drift', text: 'A column is added while others write' },
  code: {
    entry: {
      typescript: { kind: 'function', name: 'countSteps' },
      python: { kind: 'function', name: 'count_steps' },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectSteps,
    isAllowed,
    wrong: [
      {
        id: 'replace',
        why: 'A column that gets another name and another type counts as one step. These are two, as are drop and add.',
      },
      {
        id: 'exact',
        why: 'Only columns that are equal stay, all others are dropped and added. A rename, or a new type, is one step less.',
      },
      {
        id: 'place',
        why: 'Columns are compared place by place. One that is added in front moves all others, and each counts as changed.',
      },
      {
        id: 'set',
        why: 'The order of the columns is not looked at. Two that change places cost nothing here, and there is no step for it.',
      },
      {
        id: 'border',
        why: 'Columns in front that are dropped or added cost nothing: the first row and column of the table are all 0.',
      },
    ],
  },
}
