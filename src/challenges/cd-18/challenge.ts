import type { Challenge } from '../../practice/types.ts'
import { examples, hiddenCases, holdTests, isAllowed, tellCounter } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Write down what can go wrong first: the ends of the window, several hits in a second, what a question leaves behind.',
    'An end of a window takes two questions: the last second in which a hit counts, and the first in which it does not.',
    'hit(0), count(299) must give 1, count(300) must give 0. Then: many hits in one second, two seconds that leave together, two hits 300 apart, two questions in one second.',
  ],
  followUps: [
    'All tests pass. How would you find out whether they would notice a mistake?',
    'Which of your tests could be made by chance, and what would they be compared with?',
    'The counter is used by several threads. Which tests still hold, and what can no test of this kind find?',
  ],
  sources: [
    'The second half of a usual interview question, a hit counter and its tests; the statement and the counters are made for this page',
    'R. DeMillo, R. Lipton, F. Sayward, Hints on Test Data Selection, IEEE Computer 11(4), 1978: tests are judged by the mutants they find',
  ],
  appliesTo: 'Any language, and any code whose time can be handed in',
  code: {
    entry: {
      typescript: { kind: 'function', name: 'tests' },
      python: { kind: 'function', name: 'tests' },
    },
    programs,
    examples,
    hiddenCases,
    expect: () => ({ value: true }),
    isAllowed,
    tests: { hold: holdTests, tell: tellCounter },
    wrong: [
      {
        id: 'closed',
        why: 'One of the tests asks for what a right counter does not give. The usual place is the old end of the window: a hit of second s counts up to s + 299 and is out of it in s + 300.',
      },
      {
        id: 'ends',
        why: 'No question tells the last second in which a hit counts. A hit of second s counts in s + 299 and no more in s + 300; a counter that is one second off differs there alone, so ask at both.',
      },
      {
        id: 'single',
        why: 'The tests ask too little about many hits of one second. Where each second has one or two, hits and seconds can hardly be told apart: put ten into one second, ask while they count, and again when they have left.',
      },
      {
        id: 'last',
        why: 'What a question does to the counter is seen by the next question alone, and not all of it is asked for. Ask twice in one second, and once more after another hit in it.',
      },
      {
        id: 'clock',
        why: 'Next to nothing leaves the window. So it is where the calls of a test fall in one second, which they do when their times come from the clock of the machine. Write the times down, and let them leap to the ends of the window.',
      },
    ],
  },
}
