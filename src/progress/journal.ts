import { isFields, isInstant, isText } from './check.ts'
import type { ProgressEvent } from './events.ts'
import type { ProgressDraft } from './record.ts'

/**
 * Events on their way into the database, written down at once: a tab that is killed in the middle of a transaction loses
 * nothing that was written here. Whoever opens the log next takes them in; the database knows those that it has.
 */
export interface Journal {
  /** Replaces what this tab has written down. */
  readonly write: (drafts: readonly ProgressDraft[]) => void
  /** What all tabs have written down, and the way to forget it once it is stored. */
  readonly takeOver: () => { readonly drafts: readonly ProgressDraft[]; readonly forget: () => void }
}

const PREFIX = 'lakescope.journal.'

/** More is not written down: the place is small, and whoever waits for so much has another problem, which is told. */
const MOST_CHARACTERS = 500_000

/** A journal in what keeps texts by name: the page's local storage. Where it fails, things go on without. */
export function createJournal(storage: Storage, tab: string): Journal {
  return {
    write: (drafts) => {
      attempt(() => {
        if (drafts.length === 0) return storage.removeItem(PREFIX + tab)
        const text = JSON.stringify(drafts)
        if (text.length <= MOST_CHARACTERS) storage.setItem(PREFIX + tab, text)
      })
    },
    takeOver: () => {
      const names = Object.keys(storage).filter((name) => name.startsWith(PREFIX))
      // A tab that could store no more than the one before wrote the same down again.
      const byId = new Map(names.flatMap((name) => readDrafts(storage.getItem(name))).map((draft) => [draft.id, draft]))
      return {
        drafts: [...byId.values()],
        forget: () => attempt(() => names.forEach((name) => storage.removeItem(name))),
      }
    },
  }
}

function attempt(act: () => void): void {
  try {
    act()
  } catch {
    // No room, or no storage: the database is told all the same.
  }
}

function readDrafts(text: string | null): ProgressDraft[] {
  try {
    const values: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(values) ? values.flatMap((value: unknown) => tryDraft(value) ?? []) : []
  } catch {
    return []
  }
}

function tryDraft(value: unknown): ProgressDraft | undefined {
  if (!isFields(value) || !isText(value['id']) || !isInstant(value['clock'])) return undefined
  const { event } = value
  if (!isFields(event) || !isText(event['type'])) return undefined
  // Kinds of a newer version are stored as they are, as a backup's are; whoever reads the log passes over them.
  return { id: value['id'], clock: value['clock'], event: event as unknown as ProgressEvent }
}
