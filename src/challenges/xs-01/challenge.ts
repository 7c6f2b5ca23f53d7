import { planSort } from '../../engine/challenge/external-sort.ts'
import { sortSums } from '../../engine/challenge/lab-run-answers.ts'
import type { Challenge } from '../../practice/types.ts'
import { SortEvent } from '../../engine/sort/events.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const PAGES = 108
const BUFFERS = 5

const plan = planSort(PAGES, BUFFERS)

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'A run is as long as memory: how many memories full are 108 pages?',
    'While merging, one of the five buffers collects the output. How many runs can be read at once?',
    'Every pass, the first one too, reads each page once and writes it once.',
  ],
  followUps: [
    'What changes if the output goes straight to the next operator and is not written?',
    'With how many buffers would one merge pass do?',
    'What does double buffering cost, and what does it buy?',
  ],
  sources: [
    'Knuth, The Art of Computer Programming 3, 5.4.1',
    'Ramakrishnan and Gehrke, Database Management Systems, 13.3',
  ],
  appliesTo: 'Textbook external merge sort: runs as long as memory, every pass written out',
  shownIn: { lab: 'external-sort', scenario: 'two-passes', text: 'A fan-in that is too small makes a second pass' },
  moment: {
    lab: 'external-sort',
    params: { records: PAGES, memory: BUFFERS, page: 1, fanIn: BUFFERS - 1 },
    behind: { kind: SortEvent.readPage, nth: BUFFERS },
    caption: 'The same file in the lab, a record to a page: the five buffers are full for the first time.',
    answers: ({ log }) => {
      const { runs, passes, pageTransfers } = sortSums(log)
      return { runs: String(runs), passes: String(passes), transfers: String(pageTransfers) }
    },
  },
  form: {
    fields: [
      { type: 'number', id: 'runs', label: 'Runs after the first pass', right: plan.runs },
      { type: 'number', id: 'passes', label: 'Merge passes', right: plan.passes },
      {
        type: 'number',
        id: 'transfers',
        label: 'Page reads and writes in all',
        unit: 'page I/Os',
        right: plan.pageTransfers,
        model: {
          inputs: [
            { label: 'pages', value: PAGES, isWhole: true },
            { label: 'buffers', value: BUFFERS, isWhole: true },
          ],
          compute: ([pages = 0, buffers = 0]) => planSort(pages, buffers).pageTransfers,
        },
      },
    ],
    wrong: [
      {
        answers: { passes: '2' },
        why: 'You merged five runs at a time. One buffer is taken by the output, so only four runs can be read at once: 22, 6, 2, 1.',
      },
      {
        answers: { transfers: '648' },
        why: 'Those are three passes in all, the first one among them. 22 runs take three merge passes besides, since four can be read at once.',
      },
      {
        answers: { transfers: '432' },
        why: 'That counts reads only. Every pass writes its pages as well, the last one too.',
      },
      {
        answers: { transfers: '1080' },
        why: 'That is one merge pass too many: 22 runs become 6, then 2, then 1.',
      },
      {
        answers: { runs: '27' },
        why: 'That is 108 by 4. All five buffers are free while runs are made; the output buffer is needed only by merges.',
      },
    ],
  },
}
