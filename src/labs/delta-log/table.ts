import { formatBytes, formatCount } from '../../base/format.ts'
import { latestVersion, spanAt } from '../../engine/delta/state.ts'
import type { DeltaState, FileState } from '../../engine/delta/state.ts'
import type { Moment, TableTwin } from '../../player/lab.ts'
import { partitionName } from './column-names.ts'
import { fileName, statusOf } from './read.ts'

const COLUMNS = ['file', 'partition', 'rows', 'size', 'in the table', 'now']
const MOST_FILES = 500

/** The stage as a table: each data file, the versions that it lives in, where it is now. */
export function tableOf({ state }: Moment<DeltaState>): TableTwin {
  const latest = latestVersion(state)
  const files = [...state.files].slice(-MOST_FILES)
  const rest = state.files.length - files.length
  const caption =
    latest < 0
      ? 'No table yet'
      : `Version ${latest}, ${formatCount(state.counts.liveFiles)} live files${rest > 0 ? `; the ${formatCount(rest)} oldest are left out` : ''}`
  return { caption, columns: COLUMNS, rows: files.map((file) => rowOf(state, file, latest)) }
}

function rowOf(state: DeltaState, file: FileState, latest: number): string[] {
  const { id, partition, rows, sizeBytes, spans } = file
  const deleted = spanAt(file, latest)?.deletedRows ?? 0
  const lives = spans.map(({ from, to }) => (to === undefined ? `since ${from}` : `${from} to ${to - 1}`))
  return [
    fileName(id),
    partitionName(state, partition),
    countText(rows, deleted),
    formatBytes(sizeBytes),
    lives.join(', '),
    placeText(state, file),
  ]
}

function countText(rows: number | undefined, deleted: number): string {
  if (rows === undefined) return 'not told'
  return deleted === 0 ? formatCount(rows) : `${formatCount(rows - deleted)} of ${formatCount(rows)}`
}

function placeText(state: DeltaState, file: FileState): string {
  const status = statusOf(state, file)
  const where = file.deletedAt === 'outside' ? 'not looked at' : 'not on disk'
  return status === 'lost' ? `live, ${where}` : status === 'absent' ? `removed, ${where}` : status
}
