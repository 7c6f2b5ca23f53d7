import { useEffect } from 'react'
import { shownLock } from '../../../base/shown-lock.ts'
import { createJobId } from './file-engine.ts'

/** Names this tab among those of the browser. */
export const TAB = createJobId()

/** While it is mounted no other tab can delete the result of that sort. Undefined: there is none to be kept. */
export function useShownResult(job: string | undefined): void {
  useEffect(() => {
    // Pages that are not served securely have no locks, and no disk to share either.
    if (job === undefined || !('locks' in navigator)) return undefined
    const over = new AbortController()
    const isOver = new Promise<void>((resolve) => over.signal.addEventListener('abort', () => resolve()))
    void navigator.locks.request(shownLock(job, TAB), () => isOver).catch(() => undefined)
    return () => over.abort()
  }, [job])
}
