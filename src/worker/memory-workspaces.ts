import {
  gone,
  isBlank,
  type StorageSpace,
  type Workspace,
  type WorkspaceEntry,
  type Workspaces,
} from '../engine/operations/file-ports.ts'
import { OperationError } from '../engine/operations/operation.ts'
import { readLog } from './opfs-manifest.ts'
import { MemoryFile, MemoryQuota } from './sync-file.ts'
import { createWorkspace, describeWorkspace, WORK_FILES, type WorkFileName } from './workspace.ts'

type MemoryFiles = Readonly<Record<WorkFileName, MemoryFile>>

/** Workspaces in memory, for browsers that give pages no disk. They end with the worker. */
export class MemoryWorkspaces implements Workspaces {
  readonly kind = 'memory'
  readonly #quota: MemoryQuota
  readonly #files = new Map<string, MemoryFiles>()
  readonly #open = new Set<string>()

  constructor(limitBytes: number) {
    this.#quota = new MemoryQuota(limitBytes)
  }

  space(): Promise<StorageSpace> {
    return Promise.resolve({ kind: 'memory', quotaBytes: this.#quota.limitBytes, freeBytes: this.#quota.freeBytes })
  }

  list(): Promise<readonly WorkspaceEntry[]> {
    return Promise.resolve(
      [...this.#files].map(([id, files]) => ({
        id,
        isBusy: this.#open.has(id),
        sizeBytes: sizeOf(files),
        ...describeWorkspace(readLog(files.log).records),
      })),
    )
  }

  async open(id: string): Promise<Workspace> {
    if (this.#open.has(id)) throw busy(id)
    this.#open.add(id)
    let files = this.#files.get(id)
    if (files === undefined) {
      files = createFiles(this.#quota)
      this.#files.set(id, files)
    }
    return createWorkspace(id, files, await this.space(), () => this.#open.delete(id))
  }

  remove(id: string): Promise<number> {
    if (this.#open.has(id)) return Promise.reject(busy(id))
    const files = this.#files.get(id)
    if (files === undefined) return Promise.resolve(0)
    const sizeBytes = sizeOf(files)
    for (const name of WORK_FILES) files[name].truncate(0)
    this.#files.delete(id)
    return Promise.resolve(sizeBytes)
  }

  async removeBlank(id: string): Promise<void> {
    const entry = (await this.list()).find((one) => one.id === id)
    if (entry !== undefined && isBlank(entry)) await this.remove(id)
  }

  blob(id: string, file: WorkFileName): Promise<Blob> {
    const files = this.#files.get(id)
    if (files === undefined) return Promise.reject(gone(id))
    return Promise.resolve(new Blob([...files[file].parts()]))
  }
}

/** Somebody has the workspace open. */
export function busy(id: string): OperationError {
  return new OperationError('WORKSPACE_BUSY', 'another tab of this browser has it open; close it there first', id)
}

function createFiles(quota: MemoryQuota): MemoryFiles {
  const files = WORK_FILES.map((name) => [name, new MemoryFile(quota)])
  return Object.fromEntries(files) as MemoryFiles
}

function sizeOf(files: MemoryFiles): number {
  return WORK_FILES.reduce((sum, name) => sum + files[name].getSize(), 0)
}
