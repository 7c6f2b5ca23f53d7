import { isFields } from './check.ts'
import { readRecord } from './record.ts'

const FORMAT = 'lakescope-progress'
const VERSION = 1

/** Why a file is not taken as a backup, in words for people. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
}

/** The text of a backup file: JSON, one event a line, as they are stored. */
export function writeBackup(values: readonly unknown[], exportedAt: string): string {
  const lines = values.map((value) => `  ${JSON.stringify(value)}`)
  const events = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`
  return `{"format":"${FORMAT}","version":${VERSION},"exportedAt":"${exportedAt}","events":${events}}\n`
}

/** The events of a backup file. Throws `BackupError` where it is none, or one of a newer form. */
export function parseBackup(text: string): readonly unknown[] {
  const file = parseJson(text)
  if (!isFields(file) || file['format'] !== FORMAT) throw new BackupError('This file is not a Lakescope backup.')
  const { version, events } = file
  if (version !== VERSION) {
    throw new BackupError(`This backup has form ${String(version)}; this Lakescope reads form ${VERSION}.`)
  }
  if (!Array.isArray(events)) throw new BackupError('This backup has no list of events.')
  const damaged = events.findIndex((event) => readRecord(event).at === '')
  if (damaged >= 0)
    throw new BackupError(`Event ${damaged + 1} of this backup has no id or no time. Nothing was added.`)
  return events
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BackupError('This file is not JSON, so it is not a Lakescope backup.')
  }
}
