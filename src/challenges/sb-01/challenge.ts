import type { Challenge } from '../../practice/types.ts'
import { examples, expectReads, hiddenCases, isAllowed } from './cases.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'What does the line that finds the target make of 0?',
    '0 counts as false in both languages. Ask whether a version was given at all, not whether it is true.',
    'Compare with undefined or None. Then refuse a target below 0 and one above the counter, before any entry is read.',
  ],
  followUps: [
    'In Delta Lake version 0 is the first commit. What would `read(0)` return there, and what before any commit?',
    'Versions below 40 are gone since the log was cleaned up. Which check is missing then?',
    'How would `read(timestamp=...)` find its version when the clock of a writer went back?',
  ],
  sources: [
    'Delta PROTOCOL.md, Delta Table Specification: versions begin at 0',
    'delta-error-classes.json: DELTA_VERSION_NOT_FOUND, since 4.1.0',
    'Measured by running a simulator of an interview guide: version 0, 99 and False all read the newest rows',
  ],
  appliesTo: 'A simulator written for teaching, which counts its versions from 1; Delta Lake counts from 0',
  shownIn: { lab: 'delta-log', text: 'Versions of a table, one after the other' },
  code: {
    entry: { typescript: { kind: 'class', name: 'Table' }, python: { kind: 'class', name: 'Table' } },
    programs,
    examples,
    hiddenCases,
    expect: expectReads,
    isAllowed,
    wrong: [
      {
        id: 'truthy',
        why: 'The check asks whether the version is true, and 0 is not: version 0 still reads the newest rows. Ask whether one was given.',
      },
      {
        id: 'default',
        why: 'A number stands for "none given". It is a number that somebody can ask for: version -1 reads the newest rows without an error.',
      },
      {
        id: 'upper',
        why: 'Only versions above the newest are refused. Version -1 does not exist either, and reading it gives an empty table in silence.',
      },
      {
        id: 'first',
        why: 'Version 0 is refused. Here it is the table before its first write: empty, and asked for by right.',
      },
      {
        id: 'clamp',
        why: 'A version that does not exist becomes the nearest one that does. Whoever asked for it gets other rows than they meant and is not told.',
      },
    ],
  },
}
