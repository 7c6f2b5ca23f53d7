import type { Challenge } from '../../practice/types.ts'
import { examples, expectFiles, hiddenCases, isAllowed } from './cases.ts'
import { drawFiles } from './draw.ts'
import prompt from './prompt.md'
import solution from './solution.md'

const programs = import.meta.glob<string>('./programs/*', { query: '?raw', import: 'default', eager: true })

export const challenge: Challenge = {
  prompt,
  solution,
  hints: [
    'Write down both sets after each entry of the table. Where does the order of the entries get lost?',
    'One set is enough: it holds the files that are there now, and each entry changes it.',
    'Take the entries up to the version in the order of their versions; for each, take its removes out of the set and put its adds in.',
  ],
  followUps: [
    'A deletion vector is added to a file. Why is the key of the replay then more than the path?',
    'The log has a million entries. What does a checkpoint hold, and which entries are read after it?',
    'RESTORE finds that VACUUM has deleted a file it wants to add. What should it do?',
  ],
  sources: [
    'Delta PROTOCOL.md, Action Reconciliation: the newest action of a file decides',
    'Delta documentation, Table utility commands: RESTORE is a commit that adds and removes files',
    'Measured by running a simulator of an interview guide: after a RESTORE its read gives no rows',
  ],
  appliesTo: 'A simulator written for teaching; Delta Lake replays its log by the rule asked for here',
  shownIn: { lab: 'delta-log', text: 'Files that are there, version by version' },
  code: {
    entry: {
      typescript: { kind: 'function', name: 'activeFiles' },
      python: { kind: 'function', name: 'active_files' },
    },
    programs,
    examples,
    hiddenCases,
    draw: drawFiles,
    expect: expectFiles,
    isAllowed,
    wrong: [
      {
        id: 'adds',
        why: 'Files are never taken away again. What OPTIMIZE has put together is read twice, once from the new file and once from the old ones.',
      },
      {
        id: 'clear',
        why: 'An overwrite empties the whole set. A file that came in just before, and that the overwrite does not list, is lost without any entry that removes it.',
      },
      {
        id: 'listed',
        why: 'Entries are replayed in the order in which they are handed over. Which action of a file is the newest is told by the version alone.',
      },
      {
        id: 'stop',
        why: 'The loop ends at the first entry that is too new. Entries come in any order, and older ones may stand behind it.',
      },
      {
        id: 'count',
        why: 'Adds and removes are counted against each other. A file that is added twice is still one file, and one remove takes it away.',
      },
      {
        id: 'text',
        why: 'Versions are ordered as texts, and so 10 comes before 9. They are numbers, or in a log of files names with zeros in front.',
      },
    ],
  },
}
