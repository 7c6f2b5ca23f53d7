import { isRecord } from '../../base/parse.ts'
import type { SortKey } from '../sort/options.ts'
import type { SortFileReport } from './sort-file-report.ts'

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
  /** The output is whole and proven. */
  | { readonly type: 'finished'; readonly report: SortFileReport }
  | { readonly type: 'saved'; readonly as: string }

export const NOTES_VERSION = 2

/** All notes of a workspace put together. */
export interface JobNotes {
  readonly job: JobNote | undefined
  readonly keys: readonly SortKey[] | undefined
  readonly report: SortFileReport | undefined
  readonly savedAs: string | undefined
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
    report: last('finished')?.report,
    savedAs: last('saved')?.as,
  }
}
