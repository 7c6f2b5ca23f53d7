import { useState } from 'react'
import type { AttemptControl } from './use-attempt.ts'

/** True where the attempt that the page showed has left the log with all others: it was erased. Until another one begins. */
export function useErased({ attempt, attempts }: Pick<AttemptControl, 'attempt' | 'attempts'>): boolean {
  const [shown, setShown] = useState(attempt?.id)
  const [isErased, setErased] = useState(false)
  if (attempt?.id !== shown) {
    setShown(attempt?.id)
    // One that was put aside is still there.
    setErased(attempt === undefined && attempts.length === 0)
  }
  return isErased
}
