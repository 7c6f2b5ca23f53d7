import { isShownElsewhere } from '../base/shown-lock.ts'
import {
  gone,
  isBlank,
  type StorageSpace,
  type Workspace,
  type WorkspaceEntry,
  type Workspaces,
} from '../engine/operations/file-ports.ts'
import { OperationError } from '../engine/operations/operation.ts'
import { isNamed, writeFault } from './disk-faults.ts'
import { busy } from './memory-workspaces.ts'
import { readRecords } from './opfs-manifest.ts'
import type { SyncFile } from './sync-file.ts'
import { createWorkspace, describeWorkspace, WORK_FILES, type WorkFileName, type WorkFiles } from './workspace.ts'

const FOLDER = 'lakescope-sort'
/** A worker that was ended a moment ago may hold its files and locks for a little longer. */
const PATIENCE_MS = 3000
const PAUSE_MS = 100

/**
 * Workspaces on the disk that the browser gives this page (the origin private file system), a folder each. A lock by
 * the workspace's name keeps two tabs apart. Undefined where the browser has no such disk: in some private windows, and
 * on pages that are not served securely.
 */
export async function tryOpenOpfs(): Promise<OpfsWorkspaces | undefined> {
  if (typeof FileSystemFileHandle === 'undefined' || navigator.locks === undefined) return undefined
  if (!('createSyncAccessHandle' in FileSystemFileHandle.prototype)) return undefined
  try {
    const root = await navigator.storage.getDirectory()
    return new OpfsWorkspaces(await root.getDirectoryHandle(FOLDER, { create: true }))
  } catch {
    return undefined
  }
}

export class OpfsWorkspaces implements Workspaces {
  readonly kind = 'disk'

  constructor(readonly folder: FileSystemDirectoryHandle) {}

  async space(): Promise<StorageSpace> {
    const { quota, usage } = await navigator.storage.estimate()
    const freeBytes = quota === undefined || usage === undefined ? undefined : Math.max(0, quota - usage)
    return { kind: 'disk', quotaBytes: quota, freeBytes }
  }

  async list(tab: string): Promise<readonly WorkspaceEntry[]> {
    const entries: WorkspaceEntry[] = []
    for await (const [id, handle] of this.folder.entries()) {
      if (handle.kind !== 'directory') continue
      const entry = await describeFolder(id, handle)
      entries.push({ ...entry, isBusy: entry.isBusy || (await isShown(id, tab)) })
    }
    return entries
  }

  async open(id: string): Promise<Workspace> {
    const release = await holdLock(id)
    let files: WorkFiles
    let space: StorageSpace
    try {
      space = await this.space()
      files = await this.#openFolder(id, space)
    } catch (error) {
      release()
      throw error
    }
    return createWorkspace(id, files, space, release)
  }

  async #openFolder(id: string, space: StorageSpace): Promise<WorkFiles> {
    try {
      return await openFiles(id, await this.folder.getDirectoryHandle(id, { create: true }))
    } catch (error) {
      throw error instanceof OperationError ? error : writeFault(error, 'the folder of this sort', 0, space)
    }
  }

  async remove(id: string, tab: string): Promise<number> {
    if (await isShown(id, tab)) throw busy(id)
    const release = await holdLock(id)
    try {
      const folder = await this.folder.getDirectoryHandle(id)
      const sizeBytes = await sizeOfFolder(folder)
      await this.folder.removeEntry(id, { recursive: true })
      return sizeBytes
    } catch (error) {
      if (isNamed(error, 'NotFoundError')) return 0
      // Its files are open, though nobody has the lock: a browser that has not let go of them yet.
      throw isNamed(error, 'NoModificationAllowedError', 'InvalidStateError') ? busy(id) : error
    } finally {
      release()
    }
  }

  /** What was listed as blank may have been opened, written and closed since: it is looked at once more under its lock. */
  async removeBlank(id: string): Promise<void> {
    const release = await tryLock(`${FOLDER}/${id}`)
    if (release === undefined) return
    try {
      const entry = await describeFolder(id, await this.folder.getDirectoryHandle(id))
      if (isBlank({ ...entry, isBusy: false })) await this.folder.removeEntry(id, { recursive: true })
    } finally {
      release()
    }
  }

  async blob(id: string, file: WorkFileName): Promise<Blob> {
    try {
      const folder = await this.folder.getDirectoryHandle(id)
      const handle = await folder.getFileHandle(file)
      return await handle.getFile()
    } catch (error) {
      throw isNamed(error, 'NotFoundError') ? gone(id) : error
    }
  }
}

async function describeFolder(id: string, folder: FileSystemDirectoryHandle): Promise<WorkspaceEntry> {
  const sizeBytes = await sizeOfFolder(folder)
  const log = await tryFile(folder, 'log')
  const bytes = log === undefined ? new Uint8Array(0) : new Uint8Array(await log.arrayBuffer())
  return { id, isBusy: await isLocked(id), sizeBytes, ...describeWorkspace(readRecords(bytes).records) }
}

async function sizeOfFolder(folder: FileSystemDirectoryHandle): Promise<number> {
  let sizeBytes = 0
  for (const name of WORK_FILES) sizeBytes += (await tryFile(folder, name))?.size ?? 0
  return sizeBytes
}

async function tryFile(folder: FileSystemDirectoryHandle, name: WorkFileName): Promise<File | undefined> {
  try {
    const handle = await folder.getFileHandle(name)
    return await handle.getFile()
  } catch {
    return undefined
  }
}

async function openFiles(id: string, folder: FileSystemDirectoryHandle): Promise<WorkFiles> {
  const files: Partial<Record<WorkFileName, SyncFile>> = {}
  try {
    for (const name of WORK_FILES) {
      const handle = await folder.getFileHandle(name, { create: true })
      files[name] = await openHandle(id, handle)
    }
    return files as WorkFiles
  } catch (error) {
    for (const file of Object.values(files)) file.close()
    throw error
  }
}

/** A file's handle as only a worker has it. */
interface SyncFileHandle {
  createSyncAccessHandle(): Promise<SyncFile>
}

async function openHandle(id: string, handle: FileSystemFileHandle): Promise<SyncFile> {
  return withPatience(id, async () => {
    try {
      return await (handle as unknown as SyncFileHandle).createSyncAccessHandle()
    } catch (error) {
      if (isNamed(error, 'NoModificationAllowedError', 'InvalidStateError')) return undefined
      throw error
    }
  })
}

/** Holds the lock of a workspace until the returned function is called. */
async function holdLock(id: string): Promise<() => void> {
  return withPatience(id, () => tryLock(`${FOLDER}/${id}`))
}

function tryLock(name: string): Promise<(() => void) | undefined> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock === null) return resolve(undefined)
        return new Promise<void>((release) => resolve(release))
      })
      .catch(reject)
  })
}

async function isLocked(id: string): Promise<boolean> {
  const { held } = await navigator.locks.query()
  return (held ?? []).some((lock) => lock.name === `${FOLDER}/${id}`)
}

/** True when another tab shows the result that lies there. */
async function isShown(id: string, tab: string): Promise<boolean> {
  const { held } = await navigator.locks.query()
  return (held ?? []).some(({ name }) => name !== undefined && isShownElsewhere(name, id, tab))
}

/** Tries again for a while what somebody who is about to go away may still prevent. */
async function withPatience<T>(id: string, attempt: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    const result = await attempt()
    if (result !== undefined) return result
    if (performance.now() >= end) throw busy(id)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}
