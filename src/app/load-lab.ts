import { LABS, tryLab } from '../labs/registry.ts'
import type { AnyLab, LabEntry } from '../player/lab.ts'
import { parseRoute } from './routes.ts'

const loading = new Map<string, Promise<AnyLab>>()

/** The lab's module; asked for once. A lab that did not come is asked for again the next time. */
export function loadLab(entry: LabEntry): Promise<AnyLab> {
  const known = loading.get(entry.id)
  if (known !== undefined) return known
  const promise = entry.load()
  loading.set(entry.id, promise)
  promise.catch(() => loading.delete(entry.id))
  return promise
}

/** Asks for the lab that the address names, or that a first visit would show, before anything is drawn. */
export function loadLabAhead(address: string): void {
  const route = parseRoute(address)
  const entry = route.page === 'lab' ? tryLab(route.lab) : route.page === 'home' ? LABS[0] : undefined
  // Whoever shows the lab asks again and tells what is wrong.
  if (entry !== undefined) loadLab(entry).catch(() => undefined)
}
