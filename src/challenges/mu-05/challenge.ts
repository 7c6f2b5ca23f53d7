import { rowsWrittenPerChange, touchedShare } from '../../engine/challenge/merge-table.ts'
import type { Challenge, NumberField } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const ROWS = 1_000_000
const RARE = 1e-6
const OFTEN = 1e-5

function inputsOf(probability: number) {
  return [
    { label: 'rows per file', value: ROWS },
    { label: 'probability of an update', value: probability },
  ]
}

function shareField(id: string, label: string, probability: number, tolerance: number): NumberField {
  return {
    type: 'number',
    id,
    label,
    unit: '%',
    right: 100 * touchedShare(ROWS, probability),
    tolerance,
    model: {
      inputs: inputsOf(probability),
      compute: ([rows = 0, chance = 0]) => 100 * touchedShare(rows, chance),
    },
  }
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Without deletion vectors one updated row is enough to have its whole file rewritten. Ask for the files that escape.',
    'A file escapes if none of its million rows is updated: (1 − p) to the power of 1,000,000.',
    'That power is nearly e^(−1) = 0.368 for the first, and e^(−10) = 0.0000454 for the second. Rows written per update: the share times the rows of a file, by the updates of a file.',
  ],
  followUps: [
    'How small would files have to be so that p = 10⁻⁶ rewrites 10 % of them, and what would that cost the readers?',
    'What is written with deletion vectors, and who pays for it later?',
    'All updates are of the last three days, and the table is clustered by day. What is left of the formula?',
  ],
  sources: [
    'Own calculation',
    'Delta documentation, delta-update (MERGE rewrites touched files) and delta-deletion-vectors (MERGE since 3.1)',
  ],
  appliesTo: 'Delta Lake without deletion vectors, open source and Databricks',
  form: {
    fields: [
      shareField('rare', 'Files rewritten for p = 10⁻⁶', RARE, 0.1),
      shareField('often', 'Files rewritten for p = 10⁻⁵', OFTEN, 0.001),
      {
        type: 'number',
        id: 'written',
        label: 'Rows written per updated row',
        unit: 'rows',
        right: rowsWrittenPerChange(ROWS, RARE),
        tolerance: 1000,
        model: { inputs: inputsOf(RARE), compute: ([rows = 0, chance = 1]) => rowsWrittenPerChange(rows, chance) },
      },
    ],
    wrong: [
      {
        answers: { rare: '0.0001' },
        why: 'That is the share of rows that change. Without deletion vectors it is not rows that are rewritten but whole files.',
      },
      {
        answers: { rare: '100' },
        why: 'One update per file is the mean, not what each file gets. Some get two or three, and 36.8 % get none.',
      },
      {
        answers: { rare: '36.8' },
        why: 'That is the share of files without any update. The others are rewritten.',
      },
      {
        answers: { rare: '50' },
        why: 'A mean of one does not make it one in two. The chance that all of a million rows are spared is (1 − 10⁻⁶) to the power of 1,000,000, which is 36.8 %.',
      },
      {
        answers: { often: '0.001' },
        why: 'That is the share of rows that change. A file escapes only if none of its million rows is among them.',
      },
      {
        answers: { often: '100' },
        why: 'Nearly, but not all: with ten updates per file on average, one file in 22,000 still gets none.',
      },
      {
        answers: { written: '1000000' },
        why: 'That would be one update in each rewritten file. The rewritten files have 1 / 0.632 = 1.58 updates on average, which share the cost.',
      },
      {
        answers: { written: '1' },
        why: 'That is what deletion vectors come to: a mark, and the new row. Without them each touched file is written again with all its rows.',
      },
    ],
  },
}
