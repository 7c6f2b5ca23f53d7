import { formatCount, formatPlural } from '../base/format.ts'
import { BackupError } from '../progress/backup.ts'
import type { ImportResult, Progress } from '../progress/progress.ts'

/** Hands the whole log to the learner as a file. */
export async function saveBackup(progress: Pick<Progress, 'exportBackup'>, now: Date): Promise<void> {
  const url = URL.createObjectURL(new Blob([await progress.exportBackup()], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = backupName(now)
  link.click()
  // The download starts after this turn; the address must live until then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** "lakescope-progress-2026-11-29.json", of the day by the clock on the wall. */
export function backupName(now: Date): string {
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'))
  return `lakescope-progress-${now.getFullYear()}-${month}-${day}.json`
}

/** Merges a backup file into the log and says in a sentence what came of it. Never rejects. */
export async function restoreBackup(
  progress: Pick<Progress, 'importBackup'>,
  file: Pick<File, 'text'>,
): Promise<string> {
  try {
    return describeResult(await progress.importBackup(await file.text()))
  } catch (error) {
    if (error instanceof BackupError) return error.message
    return `The file could not be read (${error instanceof Error ? error.message : String(error)}). Nothing was added.`
  }
}

function describeResult({ added, known, unread }: ImportResult): string {
  if (added > 0) {
    const strange =
      unread === 0
        ? ''
        : `; this Lakescope does not know ${formatCount(unread)} of them and keeps ${unread === 1 ? 'it' : 'them'} for a newer one`
    const rest = known === 0 ? '' : ` ${formatPlural(known, 'other was', 'others were')} here already.`
    return `${formatPlural(added, 'event was', 'events were')} added${strange}.${rest}`
  }
  if (known === 0) return 'Nothing was added: the backup is empty.'
  return `Nothing was added: ${known === 1 ? 'its event is' : `all ${formatPlural(known, 'event')} are`} here already.`
}
