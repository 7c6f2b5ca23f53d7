import { CHANGE_FOLDER } from '../delta/change-files.ts'
import { LOG_FOLDER } from '../delta/log-path.ts'
import type { FolderFacts } from '../delta/state.ts'
import type { StoredObject } from '../storage/object-store.ts'

type Part = keyof FolderFacts

/** What lies in the folder of a table, by what it is for. */
export function sumFolder(objects: Iterable<StoredObject>): FolderFacts {
  const sums: Record<Part, { count: number; sizeBytes: number }> = {
    data: { count: 0, sizeBytes: 0 },
    beside: { count: 0, sizeBytes: 0 },
    log: { count: 0, sizeBytes: 0 },
  }
  for (const { path, sizeBytes } of objects) {
    const sum = sums[partOf(path)]
    sum.count++
    sum.sizeBytes += sizeBytes
  }
  return sums
}

function partOf(path: string): Part {
  if (path.startsWith(LOG_FOLDER)) return 'log'
  return path.startsWith(CHANGE_FOLDER) || path.endsWith('.bin') || isHidden(path) ? 'beside' : 'data'
}

/** As VACUUM sees it: names that begin with `_` or `.` are not looked at, but for folders of partitions. */
function isHidden(path: string): boolean {
  return path.split('/').some((name) => /^[._]/.test(name) && !name.includes('='))
}
