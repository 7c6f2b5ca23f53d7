import { useEffect, useRef, type FocusEvent, type RefObject } from 'react'

/**
 * A mode that begins or ends may take away what had the focus: reading and Tab go on at the stage, which has no keys of
 * its own. Gives what listens to the focus of the bench.
 */
export function useStageFocus(stage: RefObject<HTMLElement | null>, mode: string): (event: FocusEvent) => void {
  const last = useRef<Element>(null)
  useEffect(() => {
    const isLost = document.activeElement === document.body && last.current?.isConnected === false
    if (isLost) stage.current?.focus({ preventScroll: true })
  }, [stage, mode])
  return ({ target }) => {
    last.current = target
  }
}
