import { hitShare } from '../../engine/challenge/merge-table.ts'
import type { Challenge, NumberField } from '../../practice/types.ts'
import { ACTIONS } from './actions.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const FILES = { label: 'files', value: 4000 }
const UPDATES = { label: 'updates', value: 4000 }
const MEGABYTES = { label: 'MB per file', value: 256 }

function rewrittenFiles(files: number, updates: number): number {
  return files * hitShare(files, updates)
}

const REWRITTEN: NumberField = {
  type: 'number',
  id: 'files',
  label: 'Files rewritten, as expected',
  unit: 'files',
  right: rewrittenFiles(FILES.value, UPDATES.value),
  tolerance: 10,
  model: {
    inputs: [FILES, UPDATES],
    compute: ([files = 1, updates = 0]) => rewrittenFiles(files, updates),
  },
}

const GIGABYTES: NumberField = {
  type: 'number',
  id: 'gigabytes',
  label: 'GB rewritten',
  unit: 'GB',
  right: (rewrittenFiles(FILES.value, UPDATES.value) * MEGABYTES.value) / 1000,
  tolerance: 3,
  model: {
    inputs: [FILES, UPDATES, MEGABYTES],
    compute: ([files = 1, updates = 0, size = 0]) => (rewrittenFiles(files, updates) * size) / 1000,
  },
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'One updated row has its whole file rewritten. Ask how many files no update falls into.',
    'A file is spared with (1 − 1/4000) to the power of 4,000, about 36.8 %. As for the actions: which make the MERGE write less, and which only make it cost more, or save elsewhere?',
    'Four: job cluster, deletion vectors with clustering, the literals in ON with one row per id, a commitment. The literals prune nothing before the files are clustered by it.',
  ],
  followUps: [
    'What do readers pay for deletion vectors, and when is it paid off?',
    'Why would 32 MB files help this MERGE, and whom would they hurt?',
    'Two weeks later CPU is at 85 %. Is that good news?',
    'Somebody writes the last 14 days into ON instead. What becomes of an order of last year that is corrected?',
  ],
  sources: [
    'Own calculation',
    'Delta documentation, delta-update (Performance tuning) and delta-deletion-vectors; delta-clustering',
    'Databricks documentation: compute configuration best practices (driver on demand, job compute, auto-termination); liquid clustering',
    'Delta documentation, delta-utility, VACUUM (retention)',
  ],
  appliesTo: 'Databricks; what concerns MERGE holds for open-source Delta Lake 3.1 and later',
  form: {
    fields: [
      REWRITTEN,
      GIGABYTES,
      {
        type: 'choice',
        id: 'short',
        label: 'What the cluster is short of',
        options: [
          { id: 'cpu', text: 'Cores' },
          { id: 'storage', text: 'Reading from and writing to storage' },
          { id: 'memory', text: 'Memory' },
          { id: 'driver', text: 'A larger driver' },
        ],
        right: 'storage',
      },
      ACTIONS,
    ],
    wrong: [
      {
        answers: { files: '4000' },
        why: 'So many files are hit only if every update falls into a file of its own. Thrown at random, many share one, and 36.8 % of the files get none.',
      },
      {
        answers: { files: '1471' },
        why: 'Those are the files that are spared. The others are rewritten.',
      },
      {
        answers: { files: '2000' },
        why: 'One update per file on average is not one in two. A file is spared with (1 − 1/4000) to the power of 4,000, which is 36.8 %.',
      },
      {
        answers: { gigabytes: '1024' },
        why: 'That is the whole table. Files that no update falls into are left alone.',
      },
      {
        answers: { gigabytes: '632' },
        why: 'You divided by 1,024. Here a GB is 1,000 MB.',
      },
      {
        answers: { short: 'cpu' },
        why: '70 % of the cores stand idle. More of them would wait for the same reads and writes.',
      },
      {
        answers: { short: 'memory' },
        why: 'Nothing in the case says so: no spill, no failed task. The tasks wait for storage.',
      },
      {
        answers: { short: 'driver' },
        why: 'The driver is lost because it runs on spot, not because it is small.',
      },
      {
        answers: { actions: ['commit', 'job', 'vectors', 'literal'] },
        why: 'The right four, in the wrong order: a commitment to the load of today is paid for long after the other three have made it smaller.',
      },
      {
        answers: { actions: ['job', 'literal', 'vectors', 'commit'] },
        why: 'Nearly: a date in ON rules out files only when files hold few dates. Cluster first.',
      },
      {
        answers: { actions: ['double', 'job', 'vectors', 'literal'] },
        why: 'Twice the nodes for a cluster that is 30 % busy is twice the bill for the same wait. The commitment is missing instead.',
      },
    ],
  },
}
