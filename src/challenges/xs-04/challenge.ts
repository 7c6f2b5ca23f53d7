import { Rng } from '../../base/rng.ts'
import { comparisonsPerRecord } from '../../engine/challenge/merge-comparisons.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const RUNS = 256

const scan = comparisonsPerRecord(RUNS, 'scan', new Rng(1))
const tree = comparisonsPerRecord(RUNS, 'loser-tree', new Rng(1))

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Count for few runs first: what does the smallest of four take by a scan, and how many matches does a knock-out of four have from a leaf to the final?',
    'The scan compares all heads but one. The tree has as many levels as 256 can be halved.',
    '256 is 2 to the power of 8, and one match is played on each level. Divide 255 by that.',
  ],
  followUps: [
    'What does a binary heap take, and why more than the tree?',
    'The fan-in is halved, so there are twice the passes. What becomes of the comparisons in all?',
    'How do ties have to be decided so that the sort stays stable?',
  ],
  sources: ['Knuth, The Art of Computer Programming 3, 5.4.1 (tree selection, loser trees)'],
  appliesTo: 'Any k-way merge by comparison',
  shownIn: { lab: 'external-sort', scenario: 'tree-against-heap', text: 'The same merge with a tree and with a heap' },
  form: {
    fields: [
      { type: 'number', id: 'scan', label: 'Linear scan', unit: 'comparisons', right: scan },
      { type: 'number', id: 'tree', label: 'Loser tree', unit: 'comparisons', right: tree },
      {
        type: 'number',
        id: 'ratio',
        label: 'The scan takes this many times as many',
        unit: 'times',
        right: scan / tree,
        tolerance: 0.1,
      },
    ],
    wrong: [
      {
        answers: { scan: '256' },
        why: 'The first head is the smallest so far without a comparison. The other 255 are compared with it.',
      },
      {
        answers: { scan: '128' },
        why: 'Half would do to find something that is known to be there. A minimum is certain only when every head has been looked at.',
      },
      {
        answers: { tree: '16' },
        why: 'Two comparisons a level is the bound of a binary heap, which first compares the two children. In a loser tree the loser of each match waits in its node: one comparison a level.',
      },
      {
        answers: { tree: '1' },
        why: 'Reading the winner costs nothing, but then another record stands at its leaf, and the path to the top must be played again.',
      },
      {
        answers: { tree: '255' },
        why: 'That is what it takes to play all matches, once, when the merge begins. Afterwards only one path of the tree is played again.',
      },
      {
        answers: { tree: '7' },
        why: '256 leaves have 8 levels of matches above them: 128, 64, 32, 16, 8, 4, 2 and 1.',
      },
      {
        answers: { tree: '9' },
        why: 'There are 9 levels of nodes with the leaves, and 8 of matches.',
      },
      {
        answers: { ratio: '32' },
        why: 'That is 256 / 8. The scan takes one comparison less than there are heads: 255 / 8 is 31.875.',
      },
      {
        answers: { ratio: '15.9' },
        why: 'That is 255 / 16, against a binary heap at its worst. The loser tree takes 8.',
      },
    ],
  },
}
