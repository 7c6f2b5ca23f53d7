import { DeltaError } from '../delta/delta-error.ts'
import { LOG_FOLDER } from '../delta/log-path.ts'

/**
 * The folder above the one `_delta_log` among paths, with a slash at its end; empty when that stands at the top. Throws
 * DELTA_TABLE_NOT_FOUND unless there is exactly one. `name` is what was opened, for the message.
 */
export function findTableRoot(paths: Iterable<string>, name: string): string {
  const roots = new Set<string>()
  for (const path of paths) {
    const at = `/${path}`.indexOf(`/${LOG_FOLDER}`)
    if (at >= 0) roots.add(path.slice(0, at))
  }
  const [root, second] = roots
  if (root === undefined) throw new DeltaError('DELTA_TABLE_NOT_FOUND', `${name} has no folder _delta_log in it`, name)
  if (second === undefined) return root
  const some = [...roots].slice(0, 5).join(', ')
  throw new DeltaError('DELTA_TABLE_NOT_FOUND', `${name} has several tables: ${some}; open one of them`, name)
}
