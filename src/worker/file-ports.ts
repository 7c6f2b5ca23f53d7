import type { FilePorts, Workspaces } from '../engine/operations/file-ports.ts'
import { OperationError } from '../engine/operations/operation.ts'
import { FileSource, type ReadBlob } from './file-source.ts'

/** What operations on files get from this worker. */
export function createFilePorts(workspaces: Workspaces, readBlob: ReadBlob): FilePorts {
  return {
    workspaces,
    // Few open a table; the readers of archives are fetched for them.
    openTable: async (source) => (await import('./table-store.ts')).openTable(source),
    openInput: (file) => {
      if (file instanceof File) return new FileSource(file, readBlob)
      throw new OperationError('BAD_PARAMS', 'there is no file to open; pick it again', 'source')
    },
  }
}
