import { compact } from '../../engine/challenge/delta-bins.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const SIZES = [100, 200, 300, 400, 500, 900, 1100]
const LIMIT = 1024

const WHY: Readonly<Record<number, string>> = {
  100: 'the smallest candidate opens the first bin',
  200: '100 + 200 = 300 MB, so it fits into the first bin',
  300: '300 + 300 = 600 MB, so it fits into the first bin',
  400: '600 + 400 = 1000 MB, so it still fits; with it the first bin has four files',
  500: '1000 + 500 exceeds 1024 MB, so it opens a second bin, and the next file does not fit in with it: a bin of one file is dropped',
  900: '500 + 900 exceeds 1024 MB, so it opens a third bin and stays alone in it',
  1100: 'it is not below the minimum of 1024 MB, so it is no candidate',
}

const { bins, filesLeft } = compact(SIZES, LIMIT, LIMIT)

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Which files are candidates at all?',
    'Candidates are taken from the smallest to the largest. When is a bin closed?',
    'The first bin ends before 500 MB. A bin with one file is not rewritten.',
  ],
  followUps: [
    'How many bytes does the table take on disk right after OPTIMIZE?',
    'What changes if the file of 900 MB has a deletion vector over 10 % of its rows?',
    'Would first-fit over all bins leave fewer files? Why might one not bother?',
  ],
  sources: [
    'Delta source, OptimizeTableCommand.scala: groupFilesIntoBins; OptimizeTableStrategy.scala',
    'Delta source, DeltaSQLConf.scala: optimize.minFileSize and optimize.maxFileSize, 1 GiB',
    'Delta documentation, optimizations-oss, Compaction (bin-packing)',
  ],
  appliesTo: 'Open-source Delta Lake 3.2 to 4.4',
  shownIn: { lab: 'delta-log', scenario: 'small-files', text: 'OPTIMIZE makes few files of many' },
  form: {
    fields: [
      {
        type: 'set',
        id: 'rewritten',
        label: 'Files that are rewritten',
        options: SIZES.map((size) => ({ id: String(size), text: `${size} MB`, why: WHY[size] ?? '' })),
        right: bins.flat().map(String),
      },
      { type: 'number', id: 'left', label: 'Files afterwards', unit: 'files', right: filesLeft },
    ],
    wrong: [
      {
        answers: { rewritten: ['100', '200', '300', '400', '500', '900', '1100'], left: '1' },
        why: 'You made one file of all. OPTIMIZE never writes a file larger than the maximum, and large files are left alone.',
      },
      {
        answers: { rewritten: ['100', '200', '300', '400', '500', '900'] },
        why: 'Either you kept bins of one file, which are dropped since rewriting them gains nothing, or you paired large with small (900 and 100, 500 and 400, 300 and 200). Delta looks for no best fit: it goes from the smallest file on and never opens a closed bin again.',
      },
      {
        answers: { rewritten: ['100', '200', '300', '400', '500', '900', '1100'] },
        why: 'The file of 1100 MB is not below the minimum of 1024 MB, so it is no candidate; and bins of one file are dropped.',
      },
      {
        answers: { left: '1' },
        why: 'One file of 3500 MB would be far above the maximum of 1024 MB. Several are left.',
      },
      {
        answers: { left: '3' },
        why: 'Did you count the large file? It is no candidate, but it is still a file of the partition.',
      },
      {
        answers: { left: '2' },
        why: 'You put all six candidates into one file. Together they are 2400 MB, and no file may be larger than 1024 MB.',
      },
    ],
  },
}
