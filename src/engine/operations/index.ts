import { externalSortOperation } from './external-sort.ts'
import { OperationError, type Operation } from './operation.ts'

/** Everything the page may ask of the engine that needs no file; the rest is in `file-operations.ts`. Only the first is loaded at once. */
const LOADERS: Readonly<Record<string, () => Operation | Promise<Operation>>> = {
  'external-sort': () => externalSortOperation,
  'table-rows': async () => (await import('./table-rows.ts')).tableRowsOperation,
  'export-table': async () => (await import('./export-table.ts')).exportTableOperation,
  'delta-table': async () => (await import('./delta-table.ts')).deltaTableOperation,
}

export const OPERATION_NAMES: readonly string[] = Object.keys(LOADERS)

/** The operation with that name; throws `OperationError` for a name nobody knows. */
export async function loadOperation(name: string): Promise<Operation> {
  const load = Object.hasOwn(LOADERS, name) ? LOADERS[name] : undefined
  if (load === undefined) throw new OperationError('UNKNOWN_OPERATION', `there is no operation "${name}"`, 'operation')
  return load()
}
