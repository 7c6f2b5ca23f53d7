import type { Workspace, WorkspaceEntry } from '../engine/operations/file-ports.ts'
import type { RunManifest } from '../engine/sort/ports.ts'
import type { DiskSpace } from './disk-faults.ts'
import { ManifestLog, readLog } from './opfs-manifest.ts'
import { OpfsRunStore, type RunRecord } from './opfs-run-store.ts'
import type { SyncFile } from './sync-file.ts'
import { DiskFile } from './work-file.ts'

/** Files of a workspace by their names on disk. */
export const WORK_FILES = ['log', 'runs', 'output', 'rejects', 'converted', 'scratch'] as const
export type WorkFileName = (typeof WORK_FILES)[number]
export type WorkFiles = Readonly<Record<WorkFileName, SyncFile>>

/** Size of a block of the file that holds the runs. Part of what is on disk: another value needs another file. */
const BLOCK_BYTES = 1 << 16

interface NoteRecord {
  readonly type: 'note'
  readonly note: unknown
}

type LogRecord = NoteRecord | RunRecord

/**
 * Puts a workspace together from its files. `release` is called when it is closed, after the files are; or at once,
 * when this throws.
 */
export function createWorkspace(id: string, files: WorkFiles, space: DiskSpace, release: () => void): Workspace {
  const close = (): void => {
    for (const name of WORK_FILES) files[name].close()
    release()
  }
  try {
    return assembleWorkspace(id, files, space, close)
  } catch (error) {
    close()
    throw error
  }
}

function assembleWorkspace(id: string, files: WorkFiles, space: DiskSpace, close: () => void): Workspace {
  const { records, endBytes } = readLog(files.log)
  const log = new ManifestLog(files.log, space, endBytes)
  const past = records as readonly LogRecord[]
  return {
    id,
    kind: space.kind,
    notes: notesOf(past),
    note: (note, isUrgent) => {
      log.append({ type: 'note', note } satisfies NoteRecord)
      if (isUrgent) log.flush()
    },
    pastRuns: sealedRuns(past),
    runs: new OpfsRunStore(files.runs, log, BLOCK_BYTES, space, past.filter(isRunRecord)),
    output: new DiskFile(files.output, 'the sorted file', space),
    rejects: new DiskFile(files.rejects, 'the file of rejected rows', space),
    converted: new DiskFile(files.converted, 'the file to be saved', space),
    scratch: new DiskFile(files.scratch, 'a file between two formats', space),
    close: () => {
      close()
      return Promise.resolve()
    },
  }
}

/** What the log of a workspace tells of it, without opening it. */
export function describeWorkspace(records: readonly unknown[]): Pick<WorkspaceEntry, 'notes' | 'pastRuns'> {
  const past = records as readonly LogRecord[]
  return { notes: notesOf(past), pastRuns: sealedRuns(past) }
}

/**
 * The runs that are there, in input order: runs of the formation phase are numbered in that order, a merged run stands
 * where its inputs stood. Without those behind one that was removed and whose records stand in no other: who removed it
 * was removing all of them, and died meanwhile.
 */
function sealedRuns(records: readonly LogRecord[]): readonly RunManifest[] {
  const runs = new Map<number, RunManifest>()
  const place = new Map<number, number>()
  const placeOf = (run: number): number => place.get(run) ?? run
  for (const record of records.filter(isRunRecord)) {
    if (record.type === 'remove') {
      if (!runs.delete(record.run)) continue
      for (const [run, manifest] of runs) {
        if (placeOf(run) > placeOf(record.run)) runs.delete(run)
        else runs.set(run, { ...manifest, isInputComplete: false })
      }
      continue
    }
    const { manifest } = record
    for (const merged of manifest.inputs) runs.delete(merged)
    runs.set(manifest.run, manifest)
    place.set(manifest.run, Math.min(manifest.run, ...manifest.inputs.map(placeOf)))
  }
  return [...runs.values()].sort((a, b) => placeOf(a.run) - placeOf(b.run))
}

function notesOf(records: readonly LogRecord[]): readonly unknown[] {
  return records.flatMap((record) => (record.type === 'note' ? [record.note] : []))
}

function isRunRecord(record: LogRecord): record is RunRecord {
  return record.type !== 'note'
}
