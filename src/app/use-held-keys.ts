import { useEffect, useRef } from 'react'

/** Keys that write nothing, and would act on the page. */
const ACTING = /^(?:Enter|Tab|Arrow.+|Home|End|Page.+)$/

/**
 * Keeps what is typed from the page's own keys as long as `hold` is true and no sheet is there to take it, and the keys
 * that move or press something with it; Esc calls `onLeave`. Gives what was typed.
 */
export function useHeldKeys(hold: boolean, onLeave: () => void): () => string {
  const typed = useRef('')
  const leave = useRef(onLeave)
  useEffect(() => {
    leave.current = onLeave
  })
  useEffect(() => {
    typed.current = ''
    if (!hold) return undefined
    const press = (event: KeyboardEvent): void => {
      const { key } = event
      // With AltGr a sign is written; browsers may tell it as ctrl and alt.
      const isCommand = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph')
      if (isCommand || document.querySelector('dialog[open]') !== null) return
      if (key === 'Escape') leave.current()
      else if (key === 'Backspace') typed.current = typed.current.slice(0, -1)
      else if (key.length === 1) typed.current += key
      else if (!ACTING.test(key)) return
      event.preventDefault()
      event.stopPropagation()
    }
    addEventListener('keydown', press, true)
    return () => removeEventListener('keydown', press, true)
  }, [hold])
  return () => typed.current
}
