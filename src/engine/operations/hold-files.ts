import { parseRecord } from '../../base/parse.ts'
import { createAnswer } from './answer.ts'
import type { FilePorts } from './file-ports.ts'
import type { PortedOperation } from './operation.ts'
import { openStore } from './read-table.ts'

/** Takes a part of a folder's files, `{ kind: 'part', … }`: too many at once would hold up the page that hands them over. */
export const holdFilesOperation: PortedOperation<FilePorts> = {
  name: 'hold-files',
  open: async (params, _acts, ports) => {
    await openStore(ports, parseRecord(params, 'params')['source'])
    return createAnswer(() => undefined)
  },
}
