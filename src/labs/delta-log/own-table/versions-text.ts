import { formatCount } from '../../../base/format.ts'
import type { TableReport } from './table-report.ts'

const MOST_LOST = 3

/** Which versions can be stepped through, and which not. */
export function versionsText({ version, lost }: Pick<TableReport, 'version' | 'lost'>): string {
  if (version === 0 && lost.length === 0) return 'version 0, the only one, can be stepped through.'
  const newest = lost.at(-1)
  const isBehind = newest !== undefined && newest[1] > version + 1
  const inside = isBehind ? lost.slice(0, -1) : lost
  const shown = inside.slice(0, MOST_LOST).map(rangeText)
  if (inside.length > MOST_LOST) shown.push(`${formatCount(inside.length - MOST_LOST)} more stretches`)
  const all = `versions up to ${formatCount(version)} that it still has can be stepped through`
  const but = shown.length === 0 ? `all ${all}.` : `${all}, but not ${shown.join(', ')}: what was found says why.`
  if (!isBehind) return but
  return `${but} Behind it, ${rangeText(newest)} cannot be rebuilt: what stands here is of version ${formatCount(version)}.`
}

/** "6", "6 to 9" */
function rangeText([from, to]: readonly [number, number]): string {
  return to === from + 1 ? formatCount(from) : `${formatCount(from)} to ${formatCount(to - 1)}`
}
