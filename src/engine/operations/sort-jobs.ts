import { parseList, parseRecord, parseText } from '../../base/parse.ts'
import { createAnswer } from './answer.ts'
import { parseChoice, parseJob } from './file-sort-params.ts'
import { gone, isBlank, type FilePorts, type WorkspaceEntry } from './file-ports.ts'
import { readJobNotes, type JobNotes, type Note, type SavedPart } from './job-notes.ts'
import { planPastRuns } from './kept-runs.ts'
import type { PortedOperation } from './operation.ts'
import { asTold } from './told.ts'

/**
 * How far a sort got. `unchecked`: its output is written and was not read back to its end; `refuted`: it was, and is not what was written; `finished`: its output was not saved; `rejects-left`: it was, and the rejected rows were not;
 * `downloaded`: all was saved, and of some of it nobody knows whether it arrived; `saved`: nothing here need be kept.
 */
export type SortStage =
  'open' | 'unchecked' | 'refuted' | 'finished' | 'rejects-left' | 'downloaded' | 'saved' | 'unknown'

/** A sort that did not end, or whose result is still here. */
export interface LeftSort {
  readonly job: string
  readonly name: string
  readonly fileSizeBytes: number
  readonly lastModifiedMs: number
  readonly fingerprint: string
  readonly startedAtMs: number
  /** What all its files take. */
  readonly sizeBytes: number
  readonly isBusy: boolean
  /** Finished runs that a sort can go on with, and their records. */
  readonly runs: number
  readonly records: number
  readonly stage: SortStage
  /** Parameters it was started with, plain data. */
  readonly params: Readonly<Record<string, unknown>>
  readonly report: unknown
}

/**
 * What earlier sorts left in this browser. A workspace without a note and without a byte is removed and not told; one whose
 * notes cannot be read is the learner's to remove.
 */
export const listSortsOperation = createQuestion('list-sorts', async (params, { workspaces }) => {
  const entries = await workspaces.list(tabOf(params))
  for (const { id } of entries.filter(isBlank)) await workspaces.removeBlank(id).catch(() => undefined)
  return entries.filter((entry) => !isBlank(entry)).map(describeLeft)
})

/** Removes what sorts have left; answers with the bytes that are free again. */
export const forgetSortsOperation = createQuestion('forget-sorts', async (params, { workspaces }) => {
  let freedBytes = 0
  for (const job of parseList(params['jobs'], 'jobs').map(parseJob))
    freedBytes += await workspaces.remove(job, tabOf(params))
  return { freedBytes }
})

/** Notes under which name a file of a result was saved, and what is known of its end. */
export const noteSavedOperation = createQuestion('note-saved', async (params, { workspaces }) => {
  const note: Note = {
    type: 'saved',
    what: parseChoice(params['what'], ['output', 'rejects'] as const, 'what'),
    as: parseText(params['as'], 'as'),
    outcome: parseChoice(params['outcome'], ['kept', 'downloading'] as const, 'outcome'),
  }
  const workspace = await workspaces.open(parseJob(params['job']))
  try {
    if (workspace.notes.length === 0) throw gone(workspace.id)
    workspace.note(note, true)
  } finally {
    await workspace.close()
  }
  return undefined
})

/** A file of a finished sort as a blob that can be saved. */
export const sortedBlobOperation = createQuestion('sorted-blob', async (params, { workspaces }) => {
  const file = parseChoice(params['file'], ['output', 'rejects', 'converted'] as const, 'file')
  return { blob: await workspaces.blob(parseJob(params['job']), file) }
})

/** An operation that has an answer and takes no long work. */
function createQuestion(
  name: string,
  answer: (params: Record<string, unknown>, ports: FilePorts) => Promise<unknown>,
): PortedOperation<FilePorts> {
  return {
    name,
    open: async (params, _acts, ports) => {
      try {
        const value = await answer(parseRecord(params, 'params'), ports)
        return createAnswer(() => value)
      } catch (error) {
        throw asTold(error)
      }
    },
  }
}

function describeLeft({ id, isBusy, sizeBytes, notes, pastRuns }: WorkspaceEntry): LeftSort {
  const known = readJobNotes(notes)
  const { job, report, keys } = known
  const past = job === undefined || keys === undefined ? undefined : planPastRuns(pastRuns)
  const plain = job?.plain ?? {}
  return {
    job: id,
    name: textOf(plain['file']),
    fileSizeBytes: job?.sizeBytes ?? 0,
    lastModifiedMs: job?.lastModifiedMs ?? 0,
    fingerprint: textOf(plain['fingerprint']),
    startedAtMs: job?.startedAtMs ?? 0,
    sizeBytes,
    isBusy,
    runs: past?.runs.length ?? 0,
    records: past?.runs.reduce((sum, { records }) => sum + records, 0) ?? 0,
    stage: stageOf(known),
    params: plain,
    report,
  }
}

function stageOf({ job, written, report, isRefuted, saved }: JobNotes): SortStage {
  if (job === undefined) return 'unknown'
  if (report === undefined) {
    if (written === undefined) return 'open'
    return isRefuted ? 'refuted' : 'unchecked'
  }
  if (!saved.has('output')) return 'finished'
  const parts: readonly SavedPart[] = report.rejectedRows === 0 ? ['output'] : ['output', 'rejects']
  if (!parts.every((part) => saved.has(part))) return 'rejects-left'
  return parts.every((part) => saved.get(part) === 'kept') ? 'saved' : 'downloaded'
}

/** The name of the tab that asks; a page without any shows nothing. */
function tabOf(params: Record<string, unknown>): string {
  return textOf(params['tab'])
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
