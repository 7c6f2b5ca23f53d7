import { formatCount } from '../../base/format.ts'
import { compact } from '../../engine/challenge/delta-bins.ts'
import { filesPlanned, filesRemoved } from '../../engine/challenge/lab-run-answers.ts'
import type { Challenge } from '../../practice/types.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import prompt from './prompt.md'
import solution from './solution.md'

/** Rows and a note that make a file of the lab exactly so large. */
const FILES = [
  { sizeBytes: 1_000, rows: 189, note: 'abc' },
  { sizeBytes: 2_000, rows: 439, note: 'abc' },
  { sizeBytes: 3_000, rows: 689, note: 'abc' },
  { sizeBytes: 4_000, rows: 939, note: 'abc' },
  { sizeBytes: 5_000, rows: 1_189, note: 'abc' },
  { sizeBytes: 9_000, rows: 2_187, note: 'ab' },
  { sizeBytes: 11_000, rows: 2_687, note: 'ab' },
]
const LIMIT = 10_240

/** No two files have an id in common: a file of several is about as large as they were. */
const INSERTS = FILES.map(({ rows, note }, i) => {
  const start = i * 3_000
  return `INSERT INTO t SELECT CAST(id AS INT), '${note}' FROM range(${start}, ${start + rows})`
})

/** By file, f1 first. */
const WHY = [
  'the smallest candidate opens the first bin',
  '1,000 + 2,000 = 3,000 bytes, so it fits into the first bin',
  '3,000 + 3,000 = 6,000 bytes, so it fits into the first bin',
  '6,000 + 4,000 = 10,000 bytes, so it still fits; with it the first bin has four files',
  '10,000 + 5,000 exceeds 10,240 bytes, so it opens a second bin, and the next file does not fit in with it: a bin of one file is dropped',
  '5,000 + 9,000 exceeds 10,240 bytes, so it opens a third bin and stays alone in it',
  'it is not below the minimum of 10,240 bytes, so it is no candidate',
]

const SIZES = FILES.map(({ sizeBytes }) => sizeBytes)
const { bins, filesLeft } = compact(SIZES, LIMIT, LIMIT)

function nameOf(sizeBytes: number): string {
  return `f${SIZES.indexOf(sizeBytes) + 1}`
}

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Which files are candidates at all?',
    'Candidates are taken from the smallest to the largest. When is a bin closed?',
    'The first bin ends before f5. A bin with one file is not rewritten.',
  ],
  followUps: [
    'How many bytes does the table take on disk right after OPTIMIZE?',
    'What changes if f6 has a deletion vector over 10 % of its rows?',
    'Would first-fit over all bins leave fewer files? Why might one not bother?',
  ],
  sources: [
    'Delta source, OptimizeTableCommand.scala: groupFilesIntoBins; OptimizeTableStrategy.scala',
    'Delta source, DeltaSQLConf.scala: optimize.minFileSize and optimize.maxFileSize, 1 GiB',
    'Delta documentation, optimizations-oss, Compaction (bin-packing)',
  ],
  appliesTo: 'Open-source Delta Lake 3.2 to 4.4',
  shownIn: { lab: 'delta-log', scenario: 'small-files', text: 'OPTIMIZE makes few files of many' },
  moment: {
    lab: 'delta-log',
    params: {
      product: 'oss',
      isolation: 'Serializable',
      setup: `CREATE TABLE t (id INT, note STRING);\n${INSERTS.join(';\n')}`,
      a: `SET spark.databricks.delta.optimize.minFileSize = ${LIMIT};
SET spark.databricks.delta.optimize.maxFileSize = ${LIMIT};
OPTIMIZE t;
OPTIMIZE t;
SELECT * FROM t`,
      b: '',
    },
    // CREATE TABLE and one statement for each file stand before it.
    behind: { kind: DeltaEvent.begin, nth: FILES.length + 2 },
    caption: 'The same seven files in the lab as OPTIMIZE begins; it is run a second time afterwards.',
    answers: ({ log }) => ({ rewritten: filesRemoved(log), left: String(filesPlanned(log).length) }),
  },
  form: {
    fields: [
      {
        type: 'set',
        id: 'rewritten',
        label: 'Files that are rewritten',
        options: SIZES.map((size, i) => ({
          id: nameOf(size),
          text: `${nameOf(size)} (${formatCount(size)} bytes)`,
          why: WHY[i] ?? '',
        })),
        right: bins.flat().map(nameOf),
      },
      { type: 'number', id: 'left', label: 'Files afterwards', unit: 'files', right: filesLeft },
    ],
    wrong: [
      {
        answers: { rewritten: ['f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7'], left: '1' },
        why: 'You made one file of all. OPTIMIZE never writes a file larger than the maximum, and large files are left alone.',
      },
      {
        answers: { rewritten: ['f1', 'f2', 'f3', 'f4', 'f5', 'f6'] },
        why: 'Either you kept bins of one file, which are dropped since rewriting them gains nothing, or you paired large with small (f6 and f1, f5 and f4, f3 and f2). Delta looks for no best fit: it goes from the smallest file on and never opens a closed bin again.',
      },
      {
        answers: { rewritten: ['f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7'] },
        why: 'f7 is not below the minimum of 10,240 bytes, so it is no candidate; and bins of one file are dropped.',
      },
      {
        answers: { left: '1' },
        why: 'One file of 35,000 bytes would be far above the maximum of 10,240. Several are left.',
      },
      {
        answers: { left: '3' },
        why: 'Did you count f7? It is no candidate, but it is still a file of the table.',
      },
      {
        answers: { left: '2' },
        why: 'You put all six candidates into one file. Together they are 24,000 bytes, and no file may be larger than 10,240.',
      },
    ],
  },
}
