import type { MappedColumn } from '../../engine/delta/events.ts'
import type { DeltaState, FileState } from '../../engine/delta/state.ts'

type Named = Pick<DeltaState, 'metadata'>

/**
 * A file's partition, "region=EU", by the names that the table has for its columns now: with column mapping the log, and so a
 * file's state, has other ones.
 */
export function partitionName(state: Named, partition: string): string {
  const names = tableNames(state)
  if (names.size === 0) return partition
  // A value may have a slash, too; a column stands in it once.
  const used = new Set<string>()
  const parts = partition.split('/').map((part) => {
    const column = part.slice(0, Math.max(0, part.indexOf('=')))
    const name = used.has(column) ? undefined : names.get(column)
    if (name === undefined) return part
    used.add(column)
    return `${name}${part.slice(column.length)}`
  })
  return parts.join('/')
}

/** The name under which the bounds of a file stand that are of a column of the table. */
export function boundsKey({ metadata }: Named, column: string): string {
  return metadata?.mapped.find(({ name }) => name === column)?.physicalName ?? column
}

/** The bounds of a file by the names that the table has for its columns now. */
export function namedBounds(state: Named, bounds: FileState['bounds']): FileState['bounds'] {
  const names = tableNames(state)
  return Object.fromEntries(Object.entries(bounds).map(([column, both]) => [names.get(column) ?? column, both]))
}

const known = new WeakMap<readonly MappedColumn[], ReadonlyMap<string, string>>()
const NONE: ReadonlyMap<string, string> = new Map()

/** The table's name of a column by that in its files. */
function tableNames({ metadata }: Named): ReadonlyMap<string, string> {
  const mapped = metadata?.mapped
  if (mapped === undefined || mapped.length === 0) return NONE
  const names = known.get(mapped) ?? new Map(mapped.map(({ physicalName, name }) => [physicalName, name]))
  known.set(mapped, names)
  return names
}
