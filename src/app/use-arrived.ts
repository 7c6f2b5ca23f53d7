import { useEffect, useState } from 'react'

interface Arrival<T> {
  readonly of: T | Promise<T>
  readonly value?: T
  readonly error?: unknown
}

/**
 * What a promise resolves to, undefined until then; what is no promise is given back as it is. Throws, for the boundary
 * above, what the promise rejects with. In place of `use`: after a fallback React lets 300 ms pass before it draws more.
 */
export function useArrived<T extends object>(promised: T | Promise<T>): T | undefined {
  const [arrival, setArrival] = useState<Arrival<T>>()
  useEffect(() => {
    if (!(promised instanceof Promise)) return undefined
    let isOver = false
    const arrive = (next: Arrival<T>): void => {
      if (!isOver) setArrival(next)
    }
    promised.then(
      (value) => arrive({ of: promised, value }),
      (error: unknown) => arrive({ of: promised, error }),
    )
    return () => {
      isOver = true
    }
  }, [promised])
  if (!(promised instanceof Promise)) return promised
  if (arrival?.of !== promised) return undefined
  if (arrival.value === undefined) throw arrival.error
  return arrival.value
}
