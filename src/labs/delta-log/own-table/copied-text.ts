import { formatMillis } from '../../../base/calendar.ts'
import type { TableReport } from './table-report.ts'

/** Whose times the versions have, where a folder was copied and its files have got new ones. */
export function copiedText({ fileMs, infoMs }: NonNullable<TableReport['copied']>): string {
  return `Times of versions are those of the files, as Delta has it: the newest commit is of ${dayOf(fileMs)} by its file, and its commitInfo says ${dayOf(infoMs)}. A copy has kept the log and not the times, so TIMESTAMP AS OF and the history go by those of the copy.`
}

function dayOf(ms: number): string {
  return formatMillis(Math.round(ms)).slice(0, 10)
}
