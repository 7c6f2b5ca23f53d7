import { isRecord } from '../../base/parse.ts'
import type { SortKey } from '../sort/options.ts'
import type { SortFileReport, WrittenReport } from './sort-file-report.ts'

/** Written first into a workspace: whose file it is and how it is sorted. */
export interface JobNote {
  readonly type: 'job'
  /** Of the notes' form; another version is only cleaned up. */
  readonly version: number
  /** Parameters as the page gave them, plain data. */
  readonly plain: Readonly<Record<string, unknown>>
  readonly startedAtMs: number
  readonly sizeBytes: number
  readonly lastModifiedMs: number
}

/** What is noted in a workspace while a sort goes on. */
export type Note =
  | JobNote
  /** The key with the types that were found out. */
  | { readonly type: 'keys'; readonly keys: readonly SortKey[] }
  /** The output is whole; its runs are gone, and it was not read back yet. */
  | { readonly type: 'written'; readonly report: WrittenReport }
  /** The output was read back to its end, and is not what was written. */
  | { readonly type: 'refuted' }
  /** The output is whole and proven. */
  | { readonly type: 'finished'; readonly report: SortFileReport }
  | SavedNote

/** A file of the job was saved. */
export interface SavedNote {
  readonly type: 'saved'
  readonly what: SavedPart
  /** Its name. */
  readonly as: string
  readonly outcome: SavedOutcome
}

export type SavedPart = 'output' | 'rejects'

/** `kept`: the browser has told that the file is written. Of a download nobody knows whether it was finished. */
export type SavedOutcome = 'kept' | 'downloading'

export const NOTES_VERSION = 2

/** All notes of a workspace put together. */
export interface JobNotes {
  readonly job: JobNote | undefined
  readonly keys: readonly SortKey[] | undefined
  readonly written: WrittenReport | undefined
  readonly report: SortFileReport | undefined
  readonly isRefuted: boolean
  /** What became of each file that was saved, the best of it. */
  readonly saved: ReadonlyMap<SavedPart, SavedOutcome>
}

/** Reads notes of this version; those of another one, or of none, give no job. */
export function readJobNotes(notes: readonly unknown[]): JobNotes {
  const known = notes.filter((note): note is Note => isRecord(note) && typeof note['type'] === 'string')
  const last = <T extends Note['type']>(type: T): Extract<Note, { type: T }> | undefined =>
    known.findLast((note): note is Extract<Note, { type: T }> => note.type === type)
  const job = last('job')
  return {
    job: job?.version === NOTES_VERSION ? job : undefined,
    keys: last('keys')?.keys,
    written: last('written')?.report,
    report: last('finished')?.report,
    isRefuted: last('refuted') !== undefined,
    saved: savedOf(known),
  }
}

function savedOf(notes: readonly Note[]): ReadonlyMap<SavedPart, SavedOutcome> {
  const saved = new Map<SavedPart, SavedOutcome>()
  for (const note of notes) {
    if (note.type === 'saved' && saved.get(note.what) !== 'kept') saved.set(note.what, note.outcome)
  }
  return saved
}
