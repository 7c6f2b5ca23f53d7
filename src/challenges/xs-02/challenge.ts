import { buffersForOnePass, planSort } from '../../engine/challenge/external-sort.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const PAGES = 1_000_000
const BUFFERS = 1000

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'How many runs are there? How many of them can be read at once?',
    '1,000 runs meet 999 buffers for reading. What is left after the first merge pass, and what does another pass cost?',
    'For one merge pass 1,000,000 / B, rounded up, must be no more than B − 1. Try the numbers next to 1,000.',
  ],
  followUps: [
    'How can the same 1,000 buffers do with hardly more than 4,000,000 page I/Os?',
    'Would replacement selection help here, on random input and on reversed input?',
    'What is saved when the last pass feeds the next operator instead of a file?',
  ],
  sources: [
    'Knuth, The Art of Computer Programming 3, 5.4.1',
    'Ramakrishnan and Gehrke, Database Management Systems, 13.3',
  ],
  appliesTo: 'Textbook external merge sort: runs as long as memory, every pass written out',
  shownIn: {
    lab: 'external-sort',
    scenario: 'one-run-too-many',
    text: 'Seven runs at a time are one too few for eight',
  },
  form: {
    fields: [
      {
        type: 'number',
        id: 'transfers',
        label: 'Page reads and writes, 1,000 buffers',
        unit: 'page I/Os',
        right: planSort(PAGES, BUFFERS).pageTransfers,
        model: {
          inputs: [
            { label: 'pages', value: PAGES, isWhole: true },
            { label: 'buffers', value: BUFFERS, isWhole: true },
          ],
          compute: ([pages = 0, buffers = 0]) => planSort(pages, buffers).pageTransfers,
        },
      },
      {
        type: 'number',
        id: 'smallest',
        label: 'Fewest buffers for one merge pass',
        unit: 'pages',
        right: buffersForOnePass(PAGES),
      },
    ],
    wrong: [
      {
        answers: { transfers: '4000000' },
        why: 'You merged 1,000 runs at once. One of the 1,000 buffers collects the output, so 999 can be read, and the thousandth run costs a second merge pass.',
      },
      {
        answers: { transfers: '3000000' },
        why: 'Three passes are right, but each of them reads every page and writes it as well.',
      },
      {
        answers: { transfers: '2000000' },
        why: 'That is one pass only: making the runs, or merging them. Runs are made first, and 1,000 of them take two merge passes.',
      },
      {
        answers: { transfers: '5000000' },
        why: 'You left out what the last pass writes. That is right where another operator takes the output; here it goes to disk.',
      },
      {
        answers: { transfers: '5998000' },
        why: 'You did not move the run that is left alone in the first merge pass. A good sort does not either; here every pass is said to move all pages.',
      },
      {
        answers: { transfers: '4004000' },
        why: 'That is the better plan, merging two runs first so that 999 are left. Here each pass merges as many runs as it can.',
      },
      {
        answers: { smallest: '1000' },
        why: '1,000 buffers make 1,000 runs and can read 999 of them. The output needs a buffer too.',
      },
      {
        answers: { smallest: '1002' },
        why: 'One less is enough: 1,001 buffers make 1,000 runs, the last one short, and 1,000 buffers are left to read them.',
      },
      {
        answers: { smallest: '1000000' },
        why: 'With so much memory nothing is merged at all. One merge pass needs only about the square root of it.',
      },
    ],
  },
}
