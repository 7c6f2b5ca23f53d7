import type { Challenge } from '../../practice/types.ts'
import { examples, expectLength, hiddenCases, isAllowed, makeLarge } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'First make each version something that compares rightly: three numbers, or one. What do missing parts become?',
    'Of all rises of one length, which one is the easiest to make longer? Keep only what it ends with.',
    'Keep for each length the lowest version it can end with. They rise; replace the first that is not below the new one.',
  ],
  followUps: [
    'Give the versions of a longest rise, not their number. What must be kept, and what does it cost?',
    'Equal versions may stand in a rise too. Which search takes the place of the one for "not below"?',
    'How few deployments had to be dropped for the rest to be in order?',
    'Where does 2.0.0-rc.1 belong, and what would you take to compare it?',
  ],
  sources: [
    'C. Schensted, Longest increasing and decreasing subsequences, Canadian Journal of Mathematics 13, 1961',
    'Semantic Versioning 2.0.0, section 11: major, minor and patch are compared as numbers',
  ],
  appliesTo: 'Any language',
  code: {
    entry: {
      typescript: { kind: 'function', name: 'longestRise' },
      python: { kind: 'function', name: 'longest_rise' },
    },
    programs,
    examples,
    hiddenCases,
    expect: expectLength,
    isAllowed,
    growth: { asked: 'O(n log n)', start: { typescript: 5_000, python: 1_000 }, make: makeLarge },
    wrong: [
      {
        id: 'text',
        why: 'Versions are compared as texts, where 1.10 stands before 1.9. Their parts are numbers.',
      },
      {
        id: 'equal',
        why: 'A version follows an equal one here. A rise needs a higher one each time.',
      },
      {
        id: 'run',
        why: 'Only versions that stand side by side are taken. Those between may be left out.',
      },
      {
        id: 'greedy',
        why: 'Each version above the last one taken is taken at once. An early high one then shuts out a long rise below it.',
      },
      {
        id: 'missing',
        why: 'With a part left out a version counts as lower: 1.2 below 1.2.0. Both are the same version.',
      },
      {
        id: 'thousand',
        why: 'The parts are put together to a number as if each were below 1,000. They go to 9,999, and 1.1000 becomes 2.0.',
      },
      {
        id: 'loops',
        why: 'For each version the rises that end at all versions before are looked through: n²/2 steps.',
        isSlow: true,
      },
      {
        id: 'walk',
        why: 'The place of each version among the ends is sought one by one from the front. They are in order, so halving finds it: a rise of n versions makes this O(n²).',
        isSlow: true,
      },
    ],
  },
}
