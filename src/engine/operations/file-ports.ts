import type { ReadableStore } from '../storage/object-store.ts'
import type { ByteSink, ByteSource, RunManifest, RunStore } from '../sort/ports.ts'
import { OperationError } from './operation.ts'

/** A file of the user's, opened for reading. */
export interface InputFile extends ByteSource {
  /** Milliseconds since 1970, as the file system has it. */
  readonly lastModifiedMs: number
  /**
   * Sixteen hexadecimal digits of its size, its two ends and blocks spread between them: tells two versions of a file
   * apart that differ there.
   */
  fingerprint(): string
}

/** A file of a workspace: written from its begin or its end, then read. */
export interface WorkFile extends ByteSource {
  /** Appends behind what is there. */
  readonly sink: ByteSink
  /** Forgets what lies behind the first `sizeBytes` bytes. */
  cutTo(sizeBytes: number): void
}

/** Where the files of a sort lie: on the disk that the browser gives this page, or in memory where it gives none. */
export type StorageKind = 'disk' | 'memory'

/** What a page may keep, in bytes; undefined where the browser does not tell. */
export interface StorageSpace {
  readonly kind: StorageKind
  readonly quotaBytes: number | undefined
  readonly freeBytes: number | undefined
}

/** The files of one job. Nobody else can open it while it is open. */
export interface Workspace {
  readonly id: string
  readonly kind: StorageKind
  /** What was noted of the job, oldest first; survives a crash. */
  readonly notes: readonly unknown[]
  /** Adds a note. It outlives a crash when `isUrgent`, else from the next urgent one or the next sealed run on. */
  note(note: unknown, isUrgent: boolean): void
  readonly runs: RunStore
  /** The sealed runs that were there when it was opened, in input order, up to one that is missing. */
  readonly pastRuns: readonly RunManifest[]
  readonly output: WorkFile
  readonly rejects: WorkFile
  /** The output in another format, made for saving. */
  readonly converted: WorkFile
  /** Something between the two. */
  readonly scratch: WorkFile
  close(): Promise<void>
}

/** A workspace that is there, as seen without opening it. */
export interface WorkspaceEntry {
  readonly id: string
  /** Somebody has it open, another tab or this one; or another tab shows its result. */
  readonly isBusy: boolean
  /** What all its files take. */
  readonly sizeBytes: number
  readonly notes: readonly unknown[]
  /** Sealed runs, in input order, up to one that is missing. */
  readonly pastRuns: readonly RunManifest[]
}

/** True for a workspace that nobody has open, without a note and without a byte. */
export function isBlank({ notes, sizeBytes, isBusy }: WorkspaceEntry): boolean {
  return notes.length === 0 && sizeBytes === 0 && !isBusy
}

const GONE = "it is no longer here: it was deleted in another tab, or the browser's data of this page was cleared"

/** There is no such workspace any more. */
export function gone(id: string): OperationError {
  return new OperationError('WORKSPACE_GONE', GONE, id)
}

/** All workspaces of this browser. */
export interface Workspaces {
  readonly kind: StorageKind
  space(): Promise<StorageSpace>
  /** `tab` names the tab that asks: what only it shows is not busy for it. */
  list(tab: string): Promise<readonly WorkspaceEntry[]>
  /** Opens a workspace, or begins one. Throws OperationError WORKSPACE_BUSY when somebody else has it. */
  open(id: string): Promise<Workspace>
  /**
   * Removes a workspace with its files and returns the bytes they took. Throws like `open`, also when a tab other than
   * `tab` shows what is in it.
   */
  remove(id: string, tab: string): Promise<number>
  /** Removes a workspace that holds nothing: at once, and not one that somebody has open or has put something into. */
  removeBlank(id: string): Promise<void>
  /** A file of a workspace as a `Blob` that can be saved; its bytes are not in memory. */
  blob(id: string, file: 'output' | 'rejects' | 'converted'): Promise<unknown>
}

/** What the worker gives an operation that works on files. The engine knows neither `File` nor `Blob`. */
export interface FilePorts {
  /** Throws when `file` is no file. */
  openInput(file: unknown): InputFile
  /** A folder of files or an archive, as a store whose root is the table in it. Throws when it is neither. */
  openTable(source: unknown): Promise<ReadableStore>
  readonly workspaces: Workspaces
}
