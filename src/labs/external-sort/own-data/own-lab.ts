import { formatBytes, formatCount } from '../../../base/format.ts'
import { isRecord } from '../../../base/parse.ts'
import { plainText } from '../../../base/plain-text.ts'
import { SortEvent } from '../../../engine/sort/events.ts'
import type { SortState } from '../../../engine/sort/state.ts'
import type { Lab, Params, SentencePart } from '../../../player/lab.ts'
import { lab } from '../lab.ts'
import { resumptionIn, runsTakenOver } from './resumption.ts'
import { sizeText } from './size-text.ts'

/**
 * The external sort on a file of the user's own: the same picture, words and fold, events at page detail. What was
 * chosen is chosen in the form before the run, so the sentence has nothing to change; another choice is another run.
 */
export const ownLab: Lab<SortState> = {
  ...lab,
  operation: 'sort-file',
  scenarios: [],
  defaults: {},
  change: () => ({ error: 'press "Change" under the timeline to sort the file in another way' }),
  sentence: sentenceOf,
  nameChange: () => 'another run',
  // A crash of the lab is an act; one here would be real. What else can be changed while it runs makes a fork.
  acts: (moment) =>
    runsTakenOver(moment.log) > 0
      ? []
      : lab.acts(moment).filter(({ type }) => type === 'structure' || type === 'fan-in'),
  noActs: (log) =>
    runsTakenOver(log) === 0
      ? undefined
      : 'This sort went on with finished runs of an earlier one, and a fork sorts the file from its beginning: the two would have no event in common. Press "Change" under the timeline to sort it in another way.',
  progress: { kind: SortEvent.writePage, label: 'pages written' },
  hasOwnBar: true,
  sharedData: ({ file, sizeBytes, fingerprint }, result, log, position) => ({
    name: String(file),
    sizeBytes: Number(sizeBytes),
    digest: String(fingerprint),
    ...rowsDigestIn(result),
    ...resumptionIn(log, position),
  }),
}

function rowsDigestIn(result: unknown): { readonly rowsDigest?: string } {
  const digest = isRecord(result) ? result['digestIn'] : undefined
  return typeof digest === 'string' ? { rowsDigest: digest } : {}
}

/** "Sort people.csv, 5.0 MB, by city ascending, with 512 kB of memory …". */
function sentenceOf(params: Params): readonly SentencePart[] {
  const text = (name: string): string => String(params[name] ?? '')
  const size = (name: string): string => sizeText(Number(params[name] ?? 0))
  const structure = text('structure') === 'binary-heap' ? 'binary heap' : 'loser tree'
  const formation = text('formation') === 'replacement-selection' ? ' Runs are made by replacement selection.' : ''
  return [
    `Sort ${plainText(text('file'), 120)}, ${formatBytes(Number(params['sizeBytes'] ?? 0))}, by ${keyWords(params)}, with ${size('memory')} of memory in pages of ` +
      `${size('page')}, merging ${formatCount(Number(params['fanIn'] ?? 0))} runs at a time with a ${structure}.${formation}`,
  ]
}

/** What a column is called that has no name. */
export const NO_NAME = 'the column without a name'

/** Keys are four values each: column, type, direction, where missing values go. */
export function keyWords(params: Readonly<Record<string, unknown>>): string {
  const keys = Array.isArray(params['keys']) ? (params['keys'] as readonly unknown[]) : []
  const words: string[] = []
  for (let i = 0; i + 3 < keys.length; i += 4) {
    const column = keys[i] === '' ? NO_NAME : plainText(String(keys[i]), 60)
    words.push(`${column} ${keys[i + 2] === 'desc' ? 'descending' : 'ascending'}`)
  }
  return words.join(', then ')
}
