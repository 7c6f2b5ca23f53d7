import { formatCount, formatPlural } from '../../../base/format.ts'
import type { SortReport } from './reports.ts'
import type { Check } from './words.ts'

/**
 * The three things that make a sorted file right, each with its numbers: what was read, and what the disk gave back. Rows
 * that were left out are told where rows are counted.
 */
export function proofOf({ records, digestIn, digestOut, rejectedRows, readBack }: SortReport): readonly Check[] {
  const isWhole = records === readBack.records
  const isSame = digestIn === digestOut && digestIn === readBack.digest
  return [
    {
      label: 'in order',
      value: readBack.inOrder ? `${formatPlural(readBack.records, 'row')} read back` : 'a row is out of place',
      outcome: readBack.inOrder ? 'good' : 'bad',
    },
    {
      label:
        rejectedRows === 0
          ? 'none lost, none added'
          : `${formatCount(rejectedRows)} left out, no other lost, none added`,
      value: countWords(records, rejectedRows, readBack.records),
      outcome: !isWhole ? 'bad' : rejectedRows === 0 ? 'good' : 'warn',
    },
    {
      label: 'the same rows',
      value: `${digestIn} in ${isSame ? '=' : '≠'} ${readBack.digest} out`,
      outcome: isSame ? 'good' : 'bad',
    },
  ]
}

/** "282 in = 282 out"; with rows left out, "300 read = 282 sorted + 18 left out". */
function countWords(records: number, rejectedRows: number, found: number): string {
  const sign = records === found ? '=' : '≠'
  if (rejectedRows === 0) return `${formatCount(records)} in ${sign} ${formatCount(found)} out`
  const read = formatCount(records + rejectedRows)
  return `${read} read ${sign} ${formatCount(found)} sorted + ${formatCount(rejectedRows)} left out`
}
