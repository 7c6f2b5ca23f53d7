import { useEffect, type RefObject } from 'react'

/** What had the focus is gone with what stood here before: reading and Tab go on at `place`. */
export function useFocusKept(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true })
  }, [place])
}
