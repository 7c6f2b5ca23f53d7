import { zOrderedFilesRead } from '../../engine/challenge/pushdown.ts'
import type { Challenge } from '../../practice/types.ts'
import prompt from './prompt.md'
import solution from './solution.md'

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Think of the files as equal boxes that fill a square, or a cube, without gaps.',
    'Into how many stripes is each of the columns cut? The number of files is the product over the columns.',
    'An equality on one column picks one stripe of it and leaves the other columns free: F files of n columns leave F^((n−1)/n).',
  ],
  followUps: [
    'What would the same 256 files read if they were sorted by the first column and you filter by the second?',
    'Why do people say that Z-ordering by six columns helps nobody?',
    'What does liquid clustering do differently?',
  ],
  sources: [
    'Delta documentation, Optimizations (Z-Ordering, data skipping)',
    'delta-io/delta skipping/MultiDimClustering.scala',
  ],
  appliesTo: 'Delta Lake, open source and Databricks; the geometry holds for any table ordered by a Z curve',
  shownIn: {
    lab: 'delta-log',
    scenario: 'z-order',
    text: 'In 16 files ordered by two columns, an equality on either reads 4',
  },
  form: {
    fields: [
      {
        type: 'number',
        id: 'two',
        label: '256 files, Z-ordered by 2 columns',
        unit: 'files',
        right: zOrderedFilesRead(256, 2, 64),
      },
      {
        type: 'number',
        id: 'three',
        label: '64 files, Z-ordered by 3 columns',
        unit: 'files',
        right: zOrderedFilesRead(64, 3, 16),
      },
    ],
    wrong: [
      {
        answers: { two: '1' },
        why: 'That would be an index, or files sorted by this column alone. Here each value of the column lies beside all values of the other one, in 16 files.',
      },
      {
        answers: { three: '1' },
        why: 'One file would be one of all 4 × 4 × 4 boxes. The equality fixes one of the three sides; the other two are free.',
      },
      {
        answers: { two: '128' },
        why: 'Half the files would be one cut of one column. 256 files are 16 × 16, so each column is cut into 16 stripes, and one of them is read.',
      },
      {
        answers: { three: '4' },
        why: 'That is the cube root of 64: into how many slices each column is cut. One slice is read, and a slice of a 4 × 4 × 4 cube has 16 boxes.',
      },
      {
        answers: { three: '8' },
        why: 'That is the square root, which holds for two columns. With three, each is cut into 4 slices only, and a slice has 16 files.',
      },
    ],
  },
}
