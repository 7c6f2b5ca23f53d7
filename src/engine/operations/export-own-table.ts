import { formatBytes, formatCount, formatPlural } from '../../base/format.ts'
import { parseRecord, parseText } from '../../base/parse.ts'
import type { ReadableStore } from '../storage/object-store.ts'
import { writeZip } from '../storage/zip-writer.ts'
import type { ZipFile } from '../storage/zip-writer.ts'
import { folderName, howToOpen } from './export-table.ts'
import type { FilePorts } from './file-ports.ts'
import { OperationError } from './operation.ts'
import type { OperationProgress, PortedOperation } from './operation.ts'
import { openStore } from './read-table.ts'
import { createTableWork, toldOf } from './table-told.ts'

/** A page holds the archive in memory, and for a moment twice. */
const MOST_BYTES = 500_000_000
/** The format of zip counts files in 16 bits; one is how to open the table. */
const MOST_FILES = 0xffff - 1

/**
 * The folder of a table that somebody else has written as a zip, just as it is: parameters `{ source, name }`. Its answer is the
 * archive's bytes. Throws TOO_LARGE before anything is read.
 */
export const exportOwnTableOperation: PortedOperation<FilePorts> = {
  name: 'export-own-table',
  open: async (params, _acts, ports) => {
    const given = parseRecord(params, 'params')
    const name = folderName(parseText(given['name'], 'name').replace(/\.(zip|tar|tar\.gz|tgz)$/i, ''))
    const store = await openStore(ports, given['source'])
    return createTableWork(() => packStore(store, name))
  },
}

async function* packStore(store: ReadableStore, name: string): AsyncGenerator<OperationProgress, Uint8Array> {
  const objects = await store.list('')
  const sizeBytes = objects.reduce((sum, object) => sum + object.sizeBytes, 0)
  if (sizeBytes > MOST_BYTES || objects.length > MOST_FILES) {
    const what = `the table has ${formatPlural(objects.length, 'file')} of ${formatBytes(sizeBytes)}`
    const most = `${formatCount(MOST_FILES)} files and ${formatBytes(MOST_BYTES)}`
    throw new OperationError('TOO_LARGE', `${what}; the page can pack at most ${most}`, name)
  }
  const files: ZipFile[] = []
  for (const { path, modifiedMs } of objects) {
    yield { done: files.length, total: objects.length, unit: 'files packed' }
    files.push({ path: `${name}/${path}`, bytes: await getTold(store, path), modifiedMs })
  }
  return writeZip([...files, howToOpen(name, 'as it was opened', files)])
}

async function getTold(store: ReadableStore, path: string): Promise<Uint8Array> {
  try {
    return await store.get(path)
  } catch (error) {
    throw toldOf(error)
  }
}
