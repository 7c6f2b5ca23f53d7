import { formatBytes, formatDuration } from '../../../base/format.ts'
import type { FileFormat } from './reports.ts'
import type { SaveStage } from './save.ts'

/** No estimate before this: what has just begun is slow. */
const QUIET_MS = 2000

const NAMES = { csv: 'CSV', ndjson: 'NDJSON', parquet: 'Parquet' } as const

/** "written: 3.1 MB of 15.0 MB, about 4 s left": how far what is counted in bytes is. */
export function bytesWords(what: string, done: number, total: number, elapsedMs: number): string {
  return total === 0 ? '' : `${what}: ${formatBytes(done)} of ${formatBytes(total)}${leftWords(done, total, elapsedMs)}`
}

/** How far a save is. How large a file of another format will be is not known while it is made: a share is. */
export function savingWords(
  stage: SaveStage,
  format: FileFormat,
  done: number,
  total: number,
  elapsedMs: number,
): string {
  if (stage === 'writing') return bytesWords('written', done, total, elapsedMs)
  if (total === 0) return ''
  return `making ${NAMES[format]} of it: ${Math.floor((100 * done) / total)}%${leftWords(done, total, elapsedMs)}`
}

function leftWords(done: number, total: number, elapsedMs: number): string {
  if (elapsedMs < QUIET_MS || done === 0 || done >= total) return ''
  return `, about ${formatDuration(Math.max(1, ((total - done) / done) * (elapsedMs / 1000)))} left`
}
