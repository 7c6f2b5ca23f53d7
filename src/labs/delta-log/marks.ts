import { formatBytes, formatPlural } from '../../base/format.ts'
import { isMissing, tryVersion } from '../../engine/delta/state.ts'
import type { DeltaState, FileState } from '../../engine/delta/state.ts'
import { changeText, filesOf } from './commit-files.ts'
import { partitionName } from './column-names.ts'
import { actorName, canRead, endLabel, fileName, rowsText, shortText, statusOf, type FileStatus } from './read.ts'

const STATUS_WORDS: Readonly<Record<FileStatus, string>> = {
  live: 'in the table',
  lost: 'in the table',
  kept: 'removed, still on disk',
  deleted: 'deleted from disk',
  absent: 'removed',
  staged: 'written, in no commit yet',
  orphan: 'in no commit: an orphan',
}

/** A mark of the stage in words: "f3, region=EU: 1 row, 204 B, in the table since version 2". */
export function describeMark(state: DeltaState, mark: string): string {
  const [kind, number] = mark.split('-')
  const id = Number(number)
  if (kind === 'file') return describeFile(state, id)
  if (kind === 'version') return describeVersion(state, id)
  const run = state.runs.tryGet(state.currentRun[id] ?? -1)
  return run === undefined ? '' : `${actorName(state, id)}: ${shortText(run.text)}: ${endLabel(run)}`
}

function describeFile(state: DeltaState, id: number): string {
  const file = state.files.tryGet(id)
  if (file === undefined) return ''
  const place = file.partition === '' ? '' : `, ${partitionName(state, file.partition)}`
  const last = file.spans.at(-1)
  const since =
    last === undefined ? '' : last.to === undefined ? ` since version ${last.from}` : ` since version ${last.to}`
  const size = `${rowsText(file.rows)}, ${formatBytes(file.sizeBytes)}`
  const status = statusOf(state, file)
  const told = status === 'deleted' || status === 'staged' || status === 'orphan' ? '' : since
  return `${fileName(id)}${place}: ${size}, ${STATUS_WORDS[status]}${told}${absenceText(file)}`
}

/** Why a file that is not on disk is not there. */
function absenceText({ deletedAt, spans }: FileState): string {
  if (deletedAt === 'missing') return '; not in the folder'
  if (deletedAt === 'outside') return '; outside of the folder, where nobody has looked'
  return deletedAt !== undefined && spans.at(-1)?.to === undefined && spans.length > 0 ? '; deleted from disk' : ''
}

function describeVersion(state: DeltaState, version: number): string {
  const of = tryVersion(state, version)
  if (of === undefined) return ''
  if (isMissing(state, version)) return `Version ${version} is missing: its commit is not there, or cannot be read`
  const what = changeText(filesOf(state, of))
  const readable = canRead(state, version) ? '' : '; its files are not all on disk any more'
  return `Version ${version}, ${of.operation} by ${actorName(state, of.actor)}: ${what}; ${formatPlural(of.liveFiles, 'live file')}, ${rowsText(of.liveRows)}${readable}`
}
