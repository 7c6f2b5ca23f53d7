import { selectedRuns } from '../../engine/challenge/sort-runs.ts'
import { runsFormed } from '../../engine/challenge/lab-run-answers.ts'
import type { Challenge } from '../../practice/types.ts'
import { SortEvent } from '../../engine/sort/events.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const INPUT = [5, 2, 8, 1, 9, 3, 7, 4, 6]
const MEMORY = 3

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Begin with 5 2 8 in memory. Which record is written, and may the next one of the input still join?',
    'Compare each incoming record with the one that was written last. A record that waits keeps its place in memory.',
    'Run 1 ends behind 9, when 1, 3 and 7 wait in memory. Run 2 begins with these three, and two more are still to come.',
  ],
  followUps: [
    'How long are the runs on random input, and why?',
    'Which input makes one run of all, and which is the worst case?',
    'Why do PostgreSQL and Spark nevertheless sort memory full by memory full?',
  ],
  sources: ['Knuth, The Art of Computer Programming 3, 5.4.1 (replacement selection)'],
  appliesTo: 'Replacement selection as in textbooks; memory counted in records',
  shownIn: {
    lab: 'external-sort',
    scenario: 'selection-on-random',
    text: 'Replacement selection makes runs twice as long as its heap',
  },
  moment: {
    lab: 'external-sort',
    // The lab keeps a page for the input and one for the output apart from the heap.
    params: {
      formation: 'replacement-selection',
      shape: 'given',
      values: INPUT,
      records: INPUT.length,
      memory: MEMORY + 2,
      page: 1,
      fanIn: 2,
    },
    behind: { kind: SortEvent.readPage, nth: MEMORY },
    caption: 'The same nine records in the lab: three of them are in memory, and none is written yet.',
    answers: ({ log }) => ({
      runs: runsFormed(log)
        .map((run) => run.map((record) => INPUT[record]).join(' '))
        .join('; '),
    }),
  },
  form: {
    fields: [
      {
        type: 'lists',
        id: 'runs',
        label: 'The runs',
        right: selectedRuns(INPUT, MEMORY),
        placeholder: '4 6; 1 5',
      },
    ],
    wrong: [
      {
        answers: { runs: '2 5 8; 1 3 9; 4 6 7' },
        why: 'You filled memory, sorted it and wrote all of it out. Here one record goes out and one comes in, so a run may go on beyond what memory holds.',
      },
      {
        answers: { runs: '2 1 5 3 7 4 6 8 9' },
        why: 'You always wrote the smallest record in memory. What is smaller than the record written last must wait, or the run is not sorted.',
      },
      {
        answers: { runs: '2; 1 5; 3 7; 4 6 8 9' },
        why: 'You wrote each small record at once and began a new run with it. It waits in memory while the old run goes on with the larger records.',
      },
      {
        answers: { runs: '2 5 7 8 9; 1 3 4 6' },
        why: 'You put waiting records aside and filled their places. They stay in memory, so that fewer and fewer places are left for the current run: 7 comes in behind 9 and must wait.',
      },
      {
        answers: { runs: '2 5 8 9; 1 3 7; 4 6' },
        why: 'The second run does not end with the three records that waited: 4 and 6 come in while it is written, each still large enough to join.',
      },
      {
        answers: { runs: '2 5 8 9; 1 3 7 4 6' },
        why: 'Run 2 must be sorted. 4 comes in when 1 is written and goes out before 7: each time the smallest record that may go is written.',
      },
      {
        answers: { runs: '5; 2 8; 1 9; 3 7; 4 6' },
        why: 'Those are the ascending pieces that the input has already. Memory for three records reorders it: the 2 goes out before the 5.',
      },
      {
        answers: { runs: '2 5 8 9; 1 3 7 6; 4' },
        why: 'Each record that comes in is compared with the one written last. When 4 comes in that is 1, so 4 joins run 2.',
      },
    ],
  },
}
