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
  const operation = tryFileOperation(name) ?? (await tryLoadTableOperation(name))
  if (operation === undefined) {
    throw new OperationError('UNKNOWN_OPERATION', `there is no operation "${name}"`, 'operation')
  }
  opening ??= openPorts()
  return operation.open(params, acts, await opening)
}

/** The engine of tables is fetched for those who open one. */
async function tryLoadTableOperation(name: string): Promise<ReturnType<typeof tryFileOperation>> {
  if (!TABLE_OPERATION_NAMES.includes(name)) return undefined
  const { TABLE_OPERATIONS } = await import('../engine/operations/table-operations.ts')
  return TABLE_OPERATIONS.find((operation) => operation.name === name)
}

const TABLE_OPERATION_NAMES: readonly string[] = [
  'check-table',
  'hold-files',
  'read-table',
  'preview-rows',
  'own-table-rows',
  'export-own-table',
]

async function openPorts(): Promise<FilePorts> {
  const workspaces = (await tryOpenOpfs()) ?? new MemoryWorkspaces(MEMORY_BYTES)
  return createFilePorts(workspaces, (blob) => new FileReaderSync().readAsArrayBuffer(blob))
}
