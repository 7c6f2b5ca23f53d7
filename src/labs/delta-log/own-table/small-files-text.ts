import { formatBytes, formatPlural } from '../../../base/format.ts'
import type { SmallFiles } from './table-report.ts'

/** What OPTIMIZE would do to a table, in a sentence. */
export function smallFilesText({ count, partitions, medianBytes, alone }: SmallFiles): string {
  if (count === 0) return 'OPTIMIZE would find nothing to compact.'
  const size = formatBytes(medianBytes)
  if (alone === count) {
    const [whose, told] = count === 1 ? ['its', `it has ${size}`] : ['their', `their median is ${size}`]
    return `${formatPlural(count, 'file')} would be rewritten by OPTIMIZE only because rows of ${whose} own are deleted by a vector; ${told}.`
  }
  const rest =
    alone === 0 ? '' : `; ${alone} of them only because rows are deleted by a vector, with no other file to go with`
  return `${formatPlural(count, 'file')} in ${formatPlural(partitions, 'partition')} could be compacted by OPTIMIZE; their median is ${size}${rest}.`
}
