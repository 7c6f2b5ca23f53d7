import { formatBytes, formatCount, formatPlural } from '../../../base/format.ts'
import type { TableReport } from './table-report.ts'

/** What VACUUM would do to a table, in a sentence. */
export function vacuumText(vacuum: TableReport['vacuum']): string {
  if ('code' in vacuum) {
    const { message, where } = vacuum
    return `What VACUUM would delete cannot be told: ${message}${message.includes(where) ? '' : ` (${where})`}.`
  }
  const would = "VACUUM with the table's own retention, counted from its newest commit, would delete"
  const { files, sizeBytes, versions } = vacuum
  if (files === 0) return `${would} nothing.`
  const what = `${would} ${formatPlural(files, 'file')}, ${formatBytes(sizeBytes)}`
  if (versions === undefined) return `${what}; a commit that cannot be read hides which versions need them.`
  if (versions.length === 0) return `${what}; no version that can be read needs them.`
  return `${what}; ${spansText(versions)} could not be read any more.`
}

/** "version 3", "versions 0 to 4, 7": the first few of many. */
function spansText(spans: readonly (readonly [from: number, to: number])[]): string {
  const texts = spans.map(([from, to]) =>
    to === from + 1 ? formatCount(from) : `${formatCount(from)} to ${formatCount(to - 1)}`,
  )
  const [first] = spans
  const noun = texts.length === 1 && first !== undefined && first[1] === first[0] + 1 ? 'version' : 'versions'
  const rest = texts.length - MOST_SPANS
  const more = rest > 0 ? ` and ${formatPlural(rest, 'more stretch', 'more stretches')}` : ''
  return `${noun} ${texts.slice(0, MOST_SPANS).join(', ')}${more}`
}

const MOST_SPANS = 6
