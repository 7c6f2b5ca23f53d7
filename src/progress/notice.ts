import { StoreClosedError } from './store.ts'

/** What the learner should know about where progress goes. */
export interface StorageNotice {
  /** Nothing is stored after this; the page has to be loaded again for that to change. */
  readonly lasting: boolean
  /** The stored log is another version's and is not touched. */
  readonly readOnly?: boolean
  readonly text: string
}

export const memoryNotice: StorageNotice = {
  lasting: true,
  text: 'This browser gives no storage here, as in a private window. Progress lasts until this tab is closed; a backup file keeps it.',
}

const noRoomNotice: StorageNotice = {
  lasting: true,
  text: 'The disk or the share of it given to this site is full. Progress lasts until this tab is closed; a backup file keeps it.',
}

export const newerNotice: StorageNotice = {
  lasting: true,
  readOnly: true,
  text: 'The stored progress is of a newer Lakescope. It is read and left as it is; what happens in this tab is not stored.',
}

const outdatedNotice: StorageNotice = {
  lasting: true,
  text: 'A newer Lakescope is open in another tab. Load this page again to go on storing progress.',
}

const fullNotice: StorageNotice = {
  lasting: false,
  text: 'The disk or the share of it given to this site is full. Progress is kept in this tab and stored as soon as there is room; a backup file keeps it now.',
}

/** The notice where the store could not even be opened. */
export function noticeOfNone(error: unknown): StorageNotice {
  return isFull(error) ? noRoomNotice : memoryNotice
}

function isFull(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError'
}

/** The notice for an error of a store. */
export function noticeOf(error: unknown): StorageNotice {
  if (error instanceof StoreClosedError) return outdatedNotice
  if (isFull(error)) return fullNotice
  const reason = error instanceof Error ? error.message : String(error)
  return {
    lasting: false,
    text: `Progress could not be stored (${reason}). It is kept in this tab and stored with the next event.`,
  }
}
