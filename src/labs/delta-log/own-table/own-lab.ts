import { formatCount, formatPlural } from '../../../base/format.ts'
import type { DeltaState } from '../../../engine/delta/state.ts'
import type { Lab, Params, SentencePart } from '../../../player/lab.ts'
import { lab } from '../lab.ts'
import { questionOf } from './own-question.ts'

/** The log of a table that somebody else has written: the same picture, words and fold; nothing of it can be changed. */
export const ownLab: Lab<DeltaState> = {
  ...lab,
  operation: 'read-table',
  scenarios: [],
  defaults: {},
  change: () => ({ error: 'this log was written by somebody else; open another table to see another one' }),
  sentence: sentenceOf,
  nameChange: () => 'another table',
  acts: () => [],
  writtenAct: questionOf,
  export: {
    title: 'Save the table as a zip',
    operation: 'export-own-table',
    fileName: ({ name }) => `${String(name)}.zip`,
  },
  question: () => undefined,
  isUnshared: true,
}

/** "The log of sales, 15 commits, …" */
function sentenceOf(params: Params): readonly SentencePart[] {
  const number = (name: string): number => Number(params[name] ?? 0)
  const name = String(params['name'] ?? 'a table')
  const others = number('others')
  const belong = others === 1 ? 'belongs to a version' : 'belong to versions'
  const lost = others === 0 ? '' : `; ${formatCount(others)} more ${belong} that cannot be rebuilt`
  return [
    `The log of ${name}, ${formatPlural(number('commits'), 'commit')} up to version ${formatCount(number('version'))}, as its writers left it${lost}. Press a version to look at the table as of then.`,
  ]
}
