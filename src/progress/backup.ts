import { isFields } from './check.ts'
import { readRecord } from './record.ts'

const FORMAT = 'lakescope-progress'
const VERSION = 1

/** Why a file is not taken as a backup, in words for people. Nothing of such a file is added. */
export class BackupError extends Error {
  override readonly name = 'BackupError'

  constructor(why: string) {
    super(`${why} Nothing was added.`)
  }
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
  if (typeof version === 'number' && version > VERSION) {
    throw new BackupError('This backup was made by a newer Lakescope; reload the page to get that one.')
  }
  if (version !== VERSION) throw new BackupError('This backup does not say in which form it is.')
  if (!Array.isArray(events)) throw new BackupError('This backup has no list of events.')
  const damaged = events.findIndex((event) => readRecord(event).at === '')
  if (damaged >= 0) throw new BackupError(`Event ${damaged + 1} of this backup has no id or no time.`)
  return events
}

/** Of values that are stored or to be stored, those whose type is of a newer version or which have a wrong field. */
export function countUnread(values: readonly unknown[]): number {
  return values.filter((value) => readRecord(value).event === undefined).length
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!/^\s*\{\s*"format"\s*:\s*"lakescope-progress"/.test(text)) {
      throw new BackupError('This file is not JSON, so it is not a Lakescope backup.')
    }
    throw new BackupError(`This backup is cut off or damaged${placeWords(text, String(error))}.`)
  }
}

/** Where a text stops being JSON. Each engine says it in its own words, and not every one says it. */
function placeWords(text: string, message: string): string {
  const [, position] = /position (\d+)/.exec(message) ?? []
  if (position !== undefined && Number(position) < text.length) return ` at character ${Number(position) + 1}`
  const isEnd = position !== undefined || /end of (JSON input|data)|EOF/.test(message)
  return isEnd ? `: it ends after ${text.length} characters, in the middle` : ''
}
