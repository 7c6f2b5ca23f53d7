import { LABS, tryLab } from '../labs/registry.ts'
import type { AnyLab, LabEntry } from '../player/lab.ts'
import type { RunRequest } from '../worker/client.ts'
import { parseRoute } from './routes.ts'

const loading = new Map<string, Promise<AnyLab>>()
const loaded = new Map<string, AnyLab>()

/** The lab's module; asked for once. A lab that did not come is asked for again the next time. */
export function loadLab(entry: LabEntry): Promise<AnyLab> {
  const known = loading.get(entry.id)
  if (known !== undefined) return known
  const promise = entry.load()
  loading.set(entry.id, promise)
  promise.then(
    (lab) => loaded.set(entry.id, lab),
    () => loading.delete(entry.id),
  )
  return promise
}

/** The lab's module if it is here. */
export function tryLoadedLab(entry: LabEntry): AnyLab | undefined {
  return loaded.get(entry.id)
}

/** The page waits no longer than this for the lab that it is to show. */
const PATIENCE_MS = 200

/**
 * Asks for the lab that the address names, or that a first visit would show, before anything is drawn. Resolves when it
 * is here or late: the first thing drawn is then the lab, and not a page without it that is drawn again.
 */
export async function loadLabAhead(address: string): Promise<void> {
  const route = parseRoute(address)
  const entry = route.page === 'lab' ? tryLab(route.lab) : route.page === 'home' ? LABS[0] : undefined
  if (entry === undefined) return
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
  const loading = loadLab(entry)
  // Whoever shows the lab asks again and tells what is wrong.
  await Promise.race([loading, late]).catch(() => undefined)
}

/** The run that a first visit shows at this address; undefined at others, which know better which run they want. */
export function tryFirstRun(address: string): RunRequest | undefined {
  const run = LABS[0]?.firstRun
  return parseRoute(address).page === 'home' && run !== undefined ? { ...run, acts: [], from: 0 } : undefined
}
