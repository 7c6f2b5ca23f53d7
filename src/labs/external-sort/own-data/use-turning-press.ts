import { useCallback, useRef } from 'react'

/** The second click of a double click comes within this time. */
const DOUBLE_CLICK_MS = 500

/**
 * For a button that becomes another one when it is pressed, "Save" and "Stop" in turn: the second half of a double click
 * is not a press of what the button has become. `meaning` is what it stands for now.
 */
export function useTurningPress(): (meaning: string, act: () => void) => void {
  const last = useRef<{ readonly meaning: string; readonly at: number }>(undefined)
  return useCallback((meaning, act) => {
    const at = performance.now()
    if (last.current !== undefined && last.current.meaning !== meaning && at - last.current.at < DOUBLE_CLICK_MS) return
    last.current = { meaning, at }
    act()
  }, [])
}
