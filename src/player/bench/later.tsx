import { useEffect, useState, useSyncExternalStore, type ComponentType } from 'react'

const fetches: (() => Promise<unknown>)[] = []

/** A part that the page waits for and that did not come. */
export interface Missing {
  readonly ask: () => void
  /** Without it there is nothing on the page. */
  readonly isPage: boolean
}

/** What `later` makes: nothing is drawn of it until it is fetched. */
export type LaterPart<Props> = ComponentType<Props> & {
  /** Asks for it ahead; rejects where it does not come. */
  readonly fetch: () => Promise<unknown>
}

let missing: readonly Missing[] = []
const listeners = new Set<() => void>()

/**
 * A part of the bench that no first screen shows, or a whole page: it is fetched when the page has nothing else to do, or
 * when asked for. A browser may remember for as long as the document stays that an import failed, and a module of an
 * older deployment is gone: then asking again fails again, and only loading the document anew brings it.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  isPage = false,
): LaterPart<Props> {
  let fetched: ComponentType<Props> | undefined
  const fetchPart = async () => {
    fetched ??= await load()
    return fetched
  }
  fetches.push(fetchPart)
  return Object.assign(Later, { fetch: fetchPart })

  function Later(props: Props) {
    const [Part, setPart] = useState(() => fetched)
    useEffect(() => {
      if (Part !== undefined) return undefined
      let isOver = false
      const ask = () => {
        fetchPart().then(
          (part) => isOver || setPart(() => part),
          () => isOver || setMissing([...missing, self]),
        )
      }
      const self: Missing = { ask, isPage }
      ask()
      return () => {
        isOver = true
        if (missing.includes(self)) setMissing(missing.filter((other) => other !== self))
      }
    }, [Part])
    return Part && <Part {...props} />
  }
}

/** Fetches every part made by `later`. A part that does not come is asked for again, and told of, when it is needed. */
export async function fetchLaterParts(): Promise<void> {
  await Promise.allSettled(fetches.map((fetchPart) => fetchPart()))
}

/** Asks again for what the page waits for and did not get. */
export function retryMissing(): void {
  const asks = missing
  setMissing([])
  for (const { ask } of asks) ask()
}

function setMissing(next: typeof missing): void {
  missing = next
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** The parts that the page waits for and that did not come; another list whenever one of them is asked for again. */
export function useMissing(): readonly Missing[] {
  return useSyncExternalStore(subscribe, () => missing)
}
