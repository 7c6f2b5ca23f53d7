import { packInputTasks } from '../../engine/challenge/cost.ts'
import type { Challenge, NumberModel } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const MAX = 128
const OPEN_COST = 4

const small = packInputTasks(1_000_000, 1, MAX, OPEN_COST)
const larger = packInputTasks(1000, 10, MAX, OPEN_COST)

/** Files are no longer than a split. */
function tasksOf(files: number, length: number): NumberModel {
  return {
    inputs: [
      { label: 'files', value: files, isWhole: true },
      { label: 'MiB per file', value: length },
      { label: 'maxPartitionBytes in MiB', value: MAX },
      { label: 'openCostInBytes in MiB', value: OPEN_COST },
    ],
    compute: ([count = 0, size = 1, max = 1, openCost = 0]) =>
      packInputTasks(count, Math.min(size, max), max, openCost).length,
  }
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Fill one task by hand. Before the first file current is 0; after it, it is 1 + 4.',
    'The n-th file of 1 MiB is added if 5 × (n − 1) + 1 ≤ 128.',
    '26 small files fit, and of the larger ones n with 14 × (n − 1) + 10 ≤ 128. Then divide and round up.',
  ],
  followUps: [
    'Why does Spark count an open cost at all?',
    'How many tasks would the same terabyte be in files of 1 GiB?',
    'Which of the two settings would you change to read the small files faster, and what does it not cure?',
  ],
  sources: [
    'apache/spark FilePartition.scala and SQLConf.scala at 4.1 (spark.sql.files.maxPartitionBytes, openCostInBytes)',
  ],
  appliesTo: 'Open-source Spark 3.x and 4.x, file sources with default settings',
  form: {
    fields: [
      { type: 'number', id: 'perTask', label: 'Files of 1 MiB in one task', unit: 'files', right: small[0] ?? 0 },
      {
        type: 'number',
        id: 'small',
        label: 'Tasks for 1,000,000 files of 1 MiB',
        unit: 'tasks',
        right: small.length,
        model: tasksOf(1_000_000, 1),
      },
      {
        type: 'number',
        id: 'larger',
        label: 'Tasks for 1,000 files of 10 MiB',
        unit: 'tasks',
        right: larger.length,
        model: tasksOf(1000, 10),
      },
    ],
    wrong: [
      {
        answers: { perTask: '128' },
        why: 'Each file also counts 4 MiB for being opened, so the 128 MiB are full much earlier.',
      },
      {
        answers: { perTask: '25' },
        why: 'That is 128 by 5. The open cost is added after a file: the 26th is let in, since 125 + 1 ≤ 128.',
      },
      {
        answers: { small: '7813' },
        why: 'That is 1,000,000 MiB by 128 MiB: as many tasks as large files would make. The open cost of small files makes five times as many.',
      },
      {
        answers: { small: '40000' },
        why: 'That is 25 files in a task. The 26th still fits, since its open cost is counted only after it.',
      },
      {
        answers: { larger: '84' },
        why: 'That is 12 files in a task, 120 MiB, without the open cost. With it the tenth is refused: 9 × 14 + 10 > 128.',
      },
      {
        answers: { larger: '79' },
        why: 'That is 10,000 MiB by 128 MiB. A file of 10 MiB that fits whole is not cut to fill the rest, and each counts 4 MiB more.',
      },
    ],
  },
}
