import { lazy, Suspense, useState, type ComponentType } from 'react'

const fetches: (() => Promise<unknown>)[] = []

/** A part of the bench that no first screen shows: it is fetched when the page has nothing else to do, or when asked for. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let fetched: ComponentType<Props> | undefined
  const fetchPart = async () => {
    fetched ??= await load()
    return fetched
  }
  fetches.push(fetchPart)
  const WhenFetched = lazy(async () => ({ default: await fetchPart() }))
  return function Later(props: Props) {
    const [Part] = useState<ComponentType<Props>>(() => fetched ?? WhenFetched)
    return (
      <Suspense>
        <Part {...props} />
      </Suspense>
    )
  }
}

/** Fetches every part made by `later`. A part that does not come is asked for again when it is needed. */
export async function fetchLaterParts(): Promise<void> {
  await Promise.allSettled(fetches.map((fetchPart) => fetchPart()))
}
