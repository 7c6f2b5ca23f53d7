import type { Database } from './database.ts'
import type { LoadProgress } from './load-progress.ts'
import { loadError } from './query-error.ts'

let shared: Promise<Database> | undefined
const listeners = new Set<(progress: LoadProgress) => void>()

/**
 * DuckDB, loaded and started once for the whole page when it is first asked for. This file is small and may be imported
 * like any other: the rest comes with the first call. Rejects with a `QueryError` of kind `load`; the next call tries again.
 */
export async function openDatabase(onProgress?: (progress: LoadProgress) => void): Promise<Database> {
  if (onProgress !== undefined) listeners.add(onProgress)
  const opening = (shared ??= loadDatabase())
  try {
    return await opening
  } catch (error) {
    if (shared === opening) shared = undefined
    throw error
  } finally {
    if (onProgress !== undefined) listeners.delete(onProgress)
  }
}

/** Ends DuckDB and frees its memory; tables are forgotten. The next `openDatabase` starts it anew. */
export async function closeDatabase(): Promise<void> {
  const closing = shared
  shared = undefined
  await closing?.then(
    (database) => database.close(),
    () => undefined,
  )
}

async function loadDatabase(): Promise<Database> {
  const { startDatabase } = await import('./database.ts').catch((error: unknown) => {
    throw loadError(error)
  })
  return startDatabase((progress) => listeners.forEach((listener) => listener(progress)))
}
