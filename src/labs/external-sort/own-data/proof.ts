import { formatCount, formatPlural } from '../../../base/format.ts'
import type { SortReport } from './reports.ts'
import type { Check } from './words.ts'

/** The three things that make a sorted file right, each with its numbers: what was read, and what the disk gave back. */
export function proofOf({ records, digestIn, digestOut, readBack }: SortReport): readonly Check[] {
  const isWhole = records === readBack.records
  const isSame = digestIn === digestOut && digestIn === readBack.digest
  return [
    {
      label: 'in order',
      value: readBack.inOrder ? `${formatPlural(readBack.records, 'row')} read back` : 'a row is out of place',
      outcome: readBack.inOrder ? 'good' : 'bad',
    },
    {
      label: 'none lost, none added',
      value: `${formatCount(records)} in ${isWhole ? '=' : '≠'} ${formatCount(readBack.records)} out`,
      outcome: isWhole ? 'good' : 'bad',
    },
    {
      label: 'the same rows',
      value: `${digestIn} in ${isSame ? '=' : '≠'} ${readBack.digest} out`,
      outcome: isSame ? 'good' : 'bad',
    },
  ]
}
