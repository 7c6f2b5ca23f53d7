import { useEffect, type RefObject } from 'react'
import type { Deletion } from './use-deletion.ts'

/** What had the focus goes with what begins here, and Undo with what it takes back: the focus is on `region` then. */
export function useRegainedFocus({ stage }: Pick<Deletion, 'stage'>, region: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (stage === 'none' && document.activeElement === document.body) region.current?.focus({ preventScroll: true })
  }, [stage, region])
}
