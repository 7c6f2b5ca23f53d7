import { tryFileOperation } from '../engine/operations/file-operations.ts'
import type { FilePorts } from '../engine/operations/file-ports.ts'
import { OperationError, type OpenRun } from '../engine/operations/operation.ts'
import { createFilePorts } from './file-ports.ts'
import { MemoryWorkspaces } from './memory-workspaces.ts'
import { tryOpenOpfs } from './opfs-workspaces.ts'

/** What is kept in memory at most where the browser gives pages no disk. */
const MEMORY_BYTES = 256e6

let opening: Promise<FilePorts> | undefined

/** Opens a run of a file operation; throws `OperationError` for a name nobody knows. */
export async function openFileOperation(name: string, params: unknown, acts: unknown): Promise<OpenRun> {
  const operation = tryFileOperation(name)
  if (operation === undefined) {
    throw new OperationError('UNKNOWN_OPERATION', `there is no operation "${name}"`, 'operation')
  }
  opening ??= openPorts()
  return operation.open(params, acts, await opening)
}

async function openPorts(): Promise<FilePorts> {
  const workspaces = (await tryOpenOpfs()) ?? new MemoryWorkspaces(MEMORY_BYTES)
  return createFilePorts(workspaces, (blob) => new FileReaderSync().readAsArrayBuffer(blob))
}
