import { useEffect, useState, useSyncExternalStore, type ComponentType } from 'react'

const fetches: (() => Promise<unknown>)[] = []

/** For each part that the page waits for and that did not come: asks for it again. */
let missing: readonly (() => void)[] = []
const listeners = new Set<() => void>()

/** A part of the bench that no first screen shows: it is fetched when the page has nothing else to do, or when asked for. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let fetched: ComponentType<Props> | undefined
  const fetchPart = async () => {
    fetched ??= await load()
    return fetched
  }
  fetches.push(fetchPart)
  return function Later(props: Props) {
    const [Part, setPart] = useState(() => fetched)
    useEffect(() => {
      if (Part !== undefined) return undefined
      let isOver = false
      const ask = () => {
        fetchPart().then(
          (part) => isOver || setPart(() => part),
          () => isOver || setMissing([...missing, ask]),
        )
      }
      ask()
      return () => {
        isOver = true
        if (missing.includes(ask)) setMissing(missing.filter((other) => other !== ask))
      }
    }, [Part])
    return Part && <Part {...props} />
  }
}

/** Fetches every part made by `later`. A part that does not come is asked for again when it is needed. */
export async function fetchLaterParts(): Promise<void> {
  await Promise.allSettled(fetches.map((fetchPart) => fetchPart()))
}

/** Asks again for what the page waits for and did not get. */
export function retryMissing(): void {
  const asks = missing
  setMissing([])
  for (const ask of asks) ask()
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
export function useMissing(): readonly unknown[] {
  return useSyncExternalStore(subscribe, () => missing)
}
