import { cleanArchivePath } from '../storage/archive-path.ts'
import { readTar } from '../storage/tar-archive.ts'
import type { TarFile } from '../storage/tar-archive.ts'
import { findTableRoot } from './table-root.ts'

/**
 * The files of the one table in an unpacked tar archive, by their paths below its folder. Of a file that is there twice the
 * last counts, as for those who unpack it. Throws BAD_ARCHIVE, DELTA_TABLE_NOT_FOUND.
 */
export function readTarTable(archive: Uint8Array<ArrayBuffer>, name: string): ReadonlyMap<string, TarFile> {
  const files = new Map<string, TarFile>()
  for (const file of readTar(archive)) {
    const path = cleanArchivePath(file.path, name)
    if (path !== undefined) files.set(path, file)
  }
  const root = findTableRoot(files.keys(), name)
  const inside = [...files].filter(([path]) => path.startsWith(root))
  return new Map(inside.map(([path, file]) => [path.slice(root.length), file]))
}
