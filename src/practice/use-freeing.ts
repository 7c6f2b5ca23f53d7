import { useState } from 'react'

/** The attempt whose query was freed last in this tab, by its first record. */
const KEY = 'lakescope:freed-query'

/**
 * What DuckDB breaks down over may be written another way when the time is up too, until that attempt is handed in, and after
 * a reload.
 */
export function useFreeing(attempt: string | undefined, isOver: boolean) {
  const [freed, setFreed] = useState(readFreed)
  const free = (): void => {
    if (!isOver || attempt === undefined) return
    setFreed(attempt)
    keepFreed(attempt)
  }
  return { isFreed: isOver && attempt !== undefined && freed === attempt, free }
}

function readFreed(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined
  } catch {
    return undefined
  }
}

function keepFreed(attempt: string): void {
  try {
    sessionStorage.setItem(KEY, attempt)
  } catch {
    // Where nothing may be kept it is locked again after a reload, and freed when it breaks down again.
  }
}
